import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

// What users get: the built package, addressed by its own name. “npm test” builds it first.
const folder = new URL('../', import.meta.url);
const built = readdirSync(new URL('dist/', folder), { recursive: true, encoding: 'utf8' });

describe('the built package', { timeout: 60_000 }, () => {
  it.each(built.filter((file) => file.endsWith('.js')))('%s imports nothing from outside', (file) => {
    const { importedFiles, referencedFiles, typeReferenceDirectives } = ts.preProcessFile(read(`dist/${file}`), true, true);
    expect([...referencedFiles, ...typeReferenceDirectives]).toEqual([]);
    for (const { fileName } of importedFiles) expect(fileName).toMatch(/^\.\.?\/[\w/.-]+\.js$/);
  });

  it('has no dependency of any kind', () => {
    expect(read('package.json')).not.toMatch(/dependencies/i);
  });

  it('has types that need neither those of Node nor those of a browser', () => {
    expect(reportedTypeErrors('process.cwd();\ndocument.title;')).toEqual([
      expect.stringMatching(/^1: Cannot find name 'process'/),
      expect.stringMatching(/^2: Cannot find name 'document'/),
    ]);
    expect(
      reportedTypeErrors("import { antipatterns } from 'delivery-antipatterns'; antipatterns.map(({ id }) => id);"),
    ).toEqual([]);
  });
});

describe('the types', { timeout: 60_000 }, () => {
  it('know that an id or a slug of the vocabulary is found', () => {
    expect(
      reportedTypeErrors(`
        import { findAntipattern, findAntipatternBySlug, findSeverity } from 'delivery-antipatterns';
        import type { Antipattern, AntipatternId, Severity } from 'delivery-antipatterns';
        export const byId: Antipattern = findAntipattern('DP-01');
        export const bySlug: Antipattern = findAntipatternBySlug('committed-secrets');
        export const severity: Severity = findSeverity(byId.severity);
        export const neighbours: readonly AntipatternId[] = severity.antipatterns;
      `),
    ).toEqual([]);
  });

  it('know that another string may not be found', () => {
    expect(
      reportedTypeErrors(`
        import { findAntipattern, findAntipatternBySlug } from 'delivery-antipatterns';
        declare const text: string;
        findAntipattern('DP-10').title;
        findAntipattern(text).title;
        findAntipattern(text)?.title;
        findAntipatternBySlug('DP-01').title;
      `),
    ).toEqual([
      "4: Object is possibly 'undefined'.",
      "5: Object is possibly 'undefined'.",
      "7: Object is possibly 'undefined'.",
    ]);
  });

  it('tell a level from hygiene', () => {
    expect(
      reportedTypeErrors(`
        import { findAntipattern } from 'delivery-antipatterns';
        const { maturity } = findAntipattern('DP-01');
        export const reason: string = maturity.rung === 'HYG' ? maturity.irreversible : maturity.rung;
        maturity.irreversible;
      `),
    ).toEqual([expect.stringContaining("5: Property 'irreversible' does not exist on type 'Maturity'.")]);
  });

  it('refuse a change and an identifier that does not exist', () => {
    expect(
      reportedTypeErrors(`
        import { findAntipattern, neighboursOf } from 'delivery-antipatterns';
        findAntipattern('DP-01').severity = 'LOW';
        findAntipattern('DP-01').wayOut.steps.push('More.');
        if (findAntipattern('DP-01').seems === 'bad luck') throw new Error();
        neighboursOf('DP-10');
      `),
    ).toEqual([
      expect.stringMatching(/^3: Cannot assign to 'severity' because it is a read-only property\.$/),
      expect.stringMatching(/^4: Property 'push' does not exist on type 'readonly string\[\]'\.$/),
      expect.stringMatching(/^5: This comparison appears to be unintentional/),
      expect.stringMatching(/^6: Argument of type '"DP-10"' is not assignable/),
    ]);
  });
});

describe('the README', () => {
  it('has an example that prints what it says', () => {
    const [code, output] = ['js', 'text'].map((language) => readFence(read('README.md'), language));
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', code ?? ''], {
      cwd: fileURLToPath(folder),
      encoding: 'utf8',
    });
    expect(printed).toBe(output);
  });

  it('names every list and every function that the package exports', async () => {
    const exported = Object.keys((await import('../src/index.ts')) satisfies object);
    const named = [...read('README.md').matchAll(/`(\w+)`/g)].map(([, name]) => name);
    expect(exported.filter((name) => !named.includes(name))).toEqual([]);
  });
});

function read(path: string): string {
  return readFileSync(new URL(path, folder), 'utf8');
}

function readFence(page: string, language: string): string | undefined {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(page)?.[1];
}

/** What does not change from one compilation to the next. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Compiles a user's module beside the built package, strictly and without the types of any platform. */
function reportedTypeErrors(code: string): string[] {
  const user = fileURLToPath(new URL('user.ts', folder));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    types: [],
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => path === user || disk.fileExists(path),
    readFile: (path) => (path === user ? code : disk.readFile(path)),
    getSourceFile: (path, languageVersion) => {
      if (path === user) return ts.createSourceFile(path, code, languageVersion, true);
      if (!parsed.has(path)) parsed.set(path, disk.getSourceFile(path, languageVersion));
      return parsed.get(path);
    },
  };
  return ts.getPreEmitDiagnostics(ts.createProgram([user], options, host)).map(({ file, start, messageText }) => {
    const line = file?.fileName === user ? file.getLineAndCharacterOfPosition(start ?? 0).line + 1 : file?.fileName;
    return `${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
