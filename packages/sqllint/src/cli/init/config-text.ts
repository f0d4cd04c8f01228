import type { Config } from '../../config/config.ts';

/** A configuration as TypeScript; its only import is a type, so that it runs where sqllint is not installed. */
export function typeScriptConfig(config: Config): string {
  const lines = Object.entries(config).map(([key, value]) => `  ${key}: ${literal(value)},\n`);
  return `import type { Config } from 'sqllint';\n\nexport default {\n${lines.join('')}} satisfies Config;\n`;
}

export function jsonConfig(config: Config): string {
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}
