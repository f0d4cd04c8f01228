import type { TSESTree } from '@typescript-eslint/utils';
import { toSnakeCase } from '../analysis/names.ts';
import type { Secret } from '../secrets/secret.ts';

/** The name of an environment variable for a secret: what the code calls it, or else its kind. */
export function environmentNameOfSecret({ name, kind }: Secret): string {
  const own = name?.split('.').filter((part) => part !== '').at(-1) ?? kind;
  return toSnakeCase(own).toUpperCase().replace(/^(?=\d)/, '_');
}

/**
 * Code that reads a secret from the environment. It has no default: a secret that falls back to the one in the code is
 * still in the code.
 *
 * @param envReader `settings.delivery.envReader`; a template that asks for a default cannot be used and is left aside
 */
export function secretRead(environmentName: string, envReader: string | undefined): string {
  if (envReader === undefined || /{{\s*value\s*}}/.test(envReader)) return `process.env.${environmentName}`;
  return envReader.includes('{{') ? envReader.replaceAll(/{{\s*name\s*}}/g, environmentName) : `${envReader}('${environmentName}')`;
}

/** Whether a string can be replaced as a whole by an expression: it is all secret, and stands where any value may. */
export function isReplaceable(literal: TSESTree.StringLiteral | TSESTree.TemplateLiteral, { start, end }: Secret): boolean {
  const { parent } = literal;
  const isWhole = literal.range[0] + 1 === start && literal.range[1] - 1 === end;
  return isWhole && parent.type !== 'TaggedTemplateExpression' && parent.type !== 'TSEnumMember' && parent.type !== 'ExpressionStatement';
}
