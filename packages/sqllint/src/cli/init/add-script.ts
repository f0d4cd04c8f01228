/** What the script is called that `sqllint init` adds to a package.json. */
export const scriptName = 'lint:migrations';

/** What a script says now, and the package.json with what it shall say; all else stays as it is written. */
export interface AddedScript {
  readonly before: string | undefined;
  readonly text: string;
}

/**
 * Adds a script to the text of a package.json.
 *
 * @returns undefined when the text is no JSON object, or its scripts are none
 */
export function addScript(manifest: string, command: string): AddedScript | undefined {
  const value = parsed(manifest);
  if (!isRecord(value)) return undefined;
  const { scripts = {} } = value;
  if (!isRecord(scripts)) return undefined;
  const before = scripts[scriptName];
  const indent = /^([ \t]+)"/mu.exec(manifest)?.[1] ?? '  ';
  const end = /\s*$/u.exec(manifest)?.[0] ?? '';
  const changed = { ...value, scripts: { ...scripts, [scriptName]: command } };
  return { before: typeof before === 'string' ? before : undefined, text: JSON.stringify(changed, undefined, indent) + end };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Broken; npm will say so better.
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
