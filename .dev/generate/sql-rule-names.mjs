// The names of the rules that the entry for SQL adds, for the main entry, which does not load sqllint.

/** @type {import('../generate.mjs').Generator['generate']} */
export async function generate() {
  const { rules } = await import('sqllint');
  const names = [...rules.map(({ name }) => name), 'no-contract-before-deploy', 'no-unanalysed-sql'].sort();
  const content = `// Written by “npm run generate”. Do not edit: the names are sqllint's.

/**
 * The rules that the entry \`eslint-plugin-delivery/sql\` adds: sqllint's, the one that says what was not analysed, and the one
 * that looks at the code of the version before. The main entry has to know their names without loading sqllint.
 */
export const sqlRuleNames: readonly string[] = [
${names.map((name) => `  '${name}',\n`).join('')}];
`;
  return [{ path: 'packages/eslint-plugin/src/languages/sql/sql-rule-names.ts', content }];
}
