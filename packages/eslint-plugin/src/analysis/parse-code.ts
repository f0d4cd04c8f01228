import type { TSESTree } from '@typescript-eslint/utils';

/** Reads a file with the parser that ESLint reads the linted one with. Throws when it does not parse. */
export type ParseCode = (text: string, file: string) => TSESTree.Program;

/** The part of `context.languageOptions` that says how code is read. */
export interface LanguageOptions {
  readonly parser?: unknown;
  readonly sourceType?: unknown;
}

/** A parser as ESLint takes it: one of the two functions, the first of which returns more than the tree. */
interface Parser {
  readonly parseForESLint?: (text: string, options: object) => { readonly ast: TSESTree.Program };
  readonly parse?: (text: string, options: object) => TSESTree.Program;
}

/** Other files than the linted one are read with its parser, but without the types of the project, which nobody asks for. */
export function parserOf({ parser, sourceType }: LanguageOptions): ParseCode {
  const { parseForESLint, parse } = (parser ?? {}) as Parser; // ESLint has checked that it is one
  return (text, file) => {
    const options = {
      ecmaVersion: 'latest',
      sourceType: sourceType ?? 'module',
      ecmaFeatures: { jsx: !/\.[cm]?ts$/u.test(file) },
      range: true,
      loc: true,
      filePath: file,
    };
    if (parseForESLint) return parseForESLint(text, options).ast;
    if (parse) return parse(text, options);
    throw new Error('There is no parser.');
  };
}
