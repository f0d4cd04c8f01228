/** How a project names its feature flags, and where it lists them. */
export interface FlagSettings {
  /**
   * The file that lists them, from the top of the repository: a path or a glob, with `#Name` behind it for one type or
   * constant of a TypeScript file.
   */
  readonly registry?: string;
  /** Functions of its own that ask for a flag, whose first argument is the key and whose second is the default. */
  readonly functions?: readonly string[];
  /** Objects whose members are flags. */
  readonly members?: readonly string[];
}

/** What a project says once for all rules of this plugin, under `settings.delivery` of its ESLint config. */
export interface DeliverySettings {
  /**
   * What changes are compared with: a branch, a tag or a commit, `latest-tag`, or `false` for nothing. Without it the
   * branch that a change goes to in CI, else the default branch.
   */
  readonly baseline?: string | false;
  /**
   * The files that list the variables which a service is to be given, from the top of the repository. Without it those
   * named `.env.example` and the like.
   */
  readonly envManifest?: readonly string[];
  /**
   * How this project reads a value from its environment: the name of a function that takes a name and a default, or a
   * template with `{{name}}` and `{{value}}`.
   */
  readonly envReader?: string;
  readonly flags?: FlagSettings;
  /** What `eslint-plugin-delivery/sql` reads and validates. */
  readonly sql?: unknown;
}

const KNOWN: readonly string[] = ['baseline', 'envManifest', 'envReader', 'flags', 'sql'];
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
  const baseline = 'baseline' in value ? value.baseline : undefined;
  if (baseline !== undefined && baseline !== false && !isText(baseline)) {
    throw new Error('settings.delivery.baseline must name a branch, a tag or a commit, or be "latest-tag" or false.');
  }
  const envReader = 'envReader' in value ? value.envReader : undefined;
  if (envReader !== undefined && !isText(envReader)) {
    throw new Error('settings.delivery.envReader must be the name of a function or a template with {{name}} and {{value}}.');
  }
  const envManifest = 'envManifest' in value ? value.envManifest : undefined;
  if (envManifest !== undefined && !(Array.isArray(envManifest) && envManifest.every(isText))) {
    throw new Error('settings.delivery.envManifest must be a list of paths.');
  }
  const flags = 'flags' in value ? flagSettings(value.flags) : undefined;
  return { ...(flags && { flags }), ...(envManifest !== undefined && { envManifest }), ...(baseline !== undefined && { baseline }), ...(envReader !== undefined && { envReader }) };
}

function flagSettings(value: unknown): FlagSettings {
  const { registry, functions, members, ...others } = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : { others: value }; // any object has names
  const isList = (list: unknown): list is string[] | undefined => list === undefined || (Array.isArray(list) && list.every(isText));
  if (Object.keys(others).length > 0 || (registry !== undefined && !isText(registry)) || !isList(functions) || !isList(members)) {
    throw new Error('settings.delivery.flags must be an object with a path as `registry`, and lists of names as `functions` and `members`.');
  }
  return { ...(registry !== undefined && { registry }), ...(functions && { functions }), ...(members && { members }) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
