/** What a project says once for all rules of this plugin, under `settings.delivery` of its ESLint config. */
export interface DeliverySettings {
  /**
   * How this project reads a value from its environment: the name of a function that takes a name and a default, or a
   * template with `{{name}}` and `{{value}}`.
   */
  readonly envReader?: string;
  /** What `eslint-plugin-delivery/sql` reads and validates. */
  readonly sql?: unknown;
}

const KNOWN: readonly string[] = ['envReader', 'sql'];
const validated = new WeakMap<object, DeliverySettings>();

/**
 * Reads `settings.delivery`, which ESLint itself does not validate.
 *
 * @throws Error when it is not an object, has an unknown key or a value of the wrong type
 */
export function readSettings(settings: Readonly<Record<string, unknown>>): DeliverySettings {
  const value = settings['delivery'];
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null) throw new Error('settings.delivery must be an object.');
  let result = validated.get(value);
  if (!result) validated.set(value, (result = validate(value)));
  return result;
}

function validate(value: object): DeliverySettings {
  const unknown = Object.keys(value).find((key) => !KNOWN.includes(key));
  if (unknown !== undefined) throw new Error(`settings.delivery has no key "${unknown}"; it knows ${KNOWN.join(', ')}.`);
  const envReader = 'envReader' in value ? value.envReader : undefined;
  if (envReader === undefined) return {};
  if (typeof envReader !== 'string' || envReader.trim() === '') {
    throw new Error('settings.delivery.envReader must be the name of a function or a template with {{name}} and {{value}}.');
  }
  return { envReader };
}
