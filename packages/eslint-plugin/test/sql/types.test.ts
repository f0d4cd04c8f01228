import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** What people write into their ESLint config. */
const config = `
import delivery from 'eslint-plugin-delivery/sql';
import type { ESLint, Linter } from 'eslint';
import { defineConfig } from 'eslint/config';

export const plugin: ESLint.Plugin = delivery;
export const blocks: Linter.Config[] = delivery.configs.sql;
export const spread: Linter.Config[] = [...delivery.configs.recommended, ...delivery.configs.sql];

export default defineConfig([
  delivery.configs.recommended,
  delivery.configs.sql,
  { plugins: { delivery }, extends: ['delivery/sql'] },
  { files: ['db/**/*.sql'], extends: [delivery.configs.sql], rules: { 'delivery/require-down': 'off' } },
  { files: ['**/*.sql'], settings: { delivery: { sql: { dialect: 'postgres', pgVersion: 16 } } } },
]);
`;

// Inside of this package, so that its own name leads to what was built of it.
const configFile = fileURLToPath(new URL('eslint.config.ts', import.meta.url));
const declarations = fileURLToPath(new URL('../../dist/sql.d.ts', import.meta.url));

const strict: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
};

function problemsIn(text: string, modules: ts.CompilerOptions): string[] {
  const options = { ...strict, ...modules };
  const host = ts.createCompilerHost(options);
  const onDisk = { fileExists: host.fileExists.bind(host), readFile: host.readFile.bind(host) };
  host.fileExists = (file) => file === configFile || onDisk.fileExists(file);
  host.readFile = (file) => (file === configFile ? text : onDisk.readFile(file));
  const program = ts.createProgram([configFile], options, host);
  const built = program.getSourceFile(declarations);
  if (!built) throw new Error('The config was not compiled against the built declarations.');
  const diagnostics = [...ts.getPreEmitDiagnostics(program), ...program.getSemanticDiagnostics(built)];
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the built declarations', () => {
  const resolutions = [
    ['nodenext', { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }],
    ['bundler', { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }],
  ] as const;

  it.each(resolutions)('accept what people write, with the module resolution %s', { timeout: 60_000 }, (_, options) => {
    expect(problemsIn(config, options)).toEqual([]);
  });

  it('know what the plugin has', { timeout: 60_000 }, () => {
    const [, [, options]] = resolutions;
    expect(problemsIn("import delivery from 'eslint-plugin-delivery/sql';\ndelivery.configs.sql.language;\n", options)).toEqual([
      "Property 'language' does not exist on type 'Config<RulesConfig>[]'.",
    ]);
  });
});
