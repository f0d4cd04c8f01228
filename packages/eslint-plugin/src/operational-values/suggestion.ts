import { unwrap } from '../analysis/syntax.ts';
import type { OperationalValue } from './find-values.ts';

/** The source text of a node. */
export type GetText = (node: OperationalValue['expression']) => string;

/** The text of the value, without a type assertion around it, on one line. */
export function valueText(value: OperationalValue, getText: GetText): string {
  // unwrap() leaves the expression inside the assertion, which is an expression again.
  return getText(unwrap(value.expression) as OperationalValue['expression']).replace(/\s+/g, ' ');
}

/**
 * Code that reads the value from the environment and falls back to what was written.
 *
 * Without a reader of the project's own it uses `||`: a variable that a compose file sets to the empty string would
 * otherwise become the number 0, which most clients take for “no limit”.
 *
 * @param envReader `settings.delivery.envReader`: a function's name, or a template with `{{name}}` and `{{value}}`
 */
export function environmentRead(value: OperationalValue, getText: GetText, envReader: string | undefined): string {
  const text = valueText(value, getText);
  const name = value.environmentName;
  if (envReader?.includes('{{')) return envReader.replaceAll(/{{\s*name\s*}}/g, name).replaceAll(/{{\s*value\s*}}/g, text);
  if (envReader !== undefined) return `${envReader}('${name}', ${text})`;
  const read = `process.env.${name} || ${text}`;
  return /^['"`]/.test(text) ? read : `Number(${read})`;
}
