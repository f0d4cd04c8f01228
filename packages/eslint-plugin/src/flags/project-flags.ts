import { dirname, join } from 'node:path';
import type { TSESLint } from '@typescript-eslint/utils';
import type { ParseCode } from '../analysis/parse-code.ts';
import { parserOf } from '../analysis/parse-code.ts';
import { indexFor } from '../project/text-index.ts';
import type { TextIndex } from '../project/text-index.ts';
import { readSettings } from '../settings.ts';
import type { FlagSettings } from '../settings.ts';
import type { Registry } from './flag-entry.ts';
import { registryOf, registryPlaces } from './registry.ts';

/** The flags of the project that a file belongs to. */
export interface ProjectFlags {
  readonly settings: FlagSettings;
  readonly index: TextIndex;
  readonly registry: Registry | undefined;
  /** Reads code as the linted file is read. */
  readonly parse: ParseCode;
  /** The text of a module that the linted file imports by a relative path. */
  textOf(source: string): string | undefined;
  /** Whether the linted file is a part of the registry. */
  readonly isRegistry: boolean;
}

/** What a path in an import may leave out. */
const endings = ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts', '/index.ts', '/index.tsx', '/index.js', ''];

type LintedFile = Readonly<Pick<TSESLint.RuleContext<string, readonly unknown[]>, 'cwd' | 'filename' | 'physicalFilename' | 'languageOptions' | 'settings' | 'sourceCode'>>;

const known = new WeakMap<object, ProjectFlags | undefined>();

/** What the rules about flags know of the project of a linted file; undefined for a text that is no file of one. */
export function projectFlags(context: LintedFile): ProjectFlags | undefined {
  const { sourceCode } = context;
  if (!known.has(sourceCode)) known.set(sourceCode, readFlags(context));
  return known.get(sourceCode);
}

function readFlags({ cwd, filename, physicalFilename: file, languageOptions, settings: given, sourceCode: { text } }: LintedFile): ProjectFlags | undefined {
  if (filename !== file || file.startsWith('<')) return undefined;
  const settings = readSettings(given).flags ?? {};
  const index = indexFor(file, cwd);
  if (!index) return undefined;
  const parse = parserOf(languageOptions);
  const isRegistry = registryPlaces(settings, index.paths())?.files.includes(index.pathOf(file)) ?? false;
  const textOf = (source: string): string | undefined => {
    const path = join(dirname(index.pathOf(file)), source.replace(/\.[cm]?jsx?$/u, '')).replaceAll('\\', '/');
    for (const ending of endings) if (index.has(path + ending)) return index.textOf(path + ending);
    return undefined;
  };
  return { settings, index, parse, textOf, isRegistry, registry: registryOf(settings, index, parse, { file, text }) };
}

/** Whether a path is one of code or text that uses flags, and no test and no prose. */
export function usesFlags(path: string): boolean {
  return !/(?:^|\/)(?:tests?|__tests__|__mocks__|e2e|fixtures)\/|\.(?:test|spec|stories|mdx?|txt|snap|lock|svg)(?:\.|$)|CHANGELOG/iu.test(path);
}

/** `new-checkout` as React SDKs name it: `newCheckout`. */
export function camelCase(key: string): string {
  return key.replace(/[-_.\s]+(\w)/gu, (_, letter: string) => letter.toUpperCase());
}
