import type { LexicalRules } from '../../text/tokens.ts';

export const sqliteLexicalRules: LexicalRules = {
  dollarQuotes: false,
  escapeStrings: false,
  backslashEscapes: false,
  nestedComments: false,
  hashComments: false,
  backticks: true,
  brackets: true,
  doubleQuotedStrings: false,
  bodies: 'compound',
  psqlCommands: false,
};
