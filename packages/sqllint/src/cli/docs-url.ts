/** Where the page of a rule is read: in the published package of exactly this version. */
export function docsUrl(rule: string, version: string): string {
  const docs = `https://unpkg.com/sqllint@${version}/docs`;
  // What a run on a database finds shares one page.
  return rule.startsWith('verify/') ? `${docs}/verify.md#${rule.replace('/', '')}` : `${docs}/rules/${rule}.md`;
}
