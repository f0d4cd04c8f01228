/** Where the page of a rule is read: in the published package of exactly this version. */
export function docsUrl(rule: string, version: string): string {
  return `https://unpkg.com/sqllint@${version}/docs/rules/${rule}.md`;
}
