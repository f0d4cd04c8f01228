/**
 * Whether a file is a template of Helm, Jinja or their kin, which becomes YAML only when somebody fills it in. What
 * GitHub Actions writes as `${{ … }}` is no such template: it stands in strings.
 */
export function isTemplated(text: string): boolean {
  return text.includes('{{') && /(?<!\$)\{\{|\{%/u.test(text);
}
