import type { LexicalRules } from '../../text/tokens.ts';

/** MySQL's and MariaDB's lexer. With ANSI_QUOTES a string in double quotes is a name; the reader takes it for one where only a name can stand. */
export const mysqlLexicalRules: LexicalRules = {
  dollarQuotes: false,
  escapeStrings: false,
  backslashEscapes: true,
  nestedComments: false,
  hashComments: true,
  backticks: true,
  brackets: false,
  doubleQuotedStrings: true,
  bodies: 'compound',
  psqlCommands: false,
};
