/** How the lines of a file are commented out. JSON has no comments, and Markdown's are no directives inside its code. */
const LINE_COMMENTS: readonly (readonly [path: RegExp, opening: string])[] = [
  [/\.(?:[cm]?[jt]s|json[5c])$/, '// '],
  [/\.sql$/, '-- '],
  [/\.(?:ya?ml|toml|properties|ini|conf|cfg|sh|bash|env)$|(?:^|\/)(?:\.env[^/]*|Dockerfile[^/]*|\.npmrc)$/, '# '],
];

/**
 * The comment that says of a line that it holds no secret, as a line of its own before it.
 *
 * @param path of the file, with forward slashes
 * @param text of the file
 * @param offset somewhere in the line
 * @returns where to insert what, or undefined where no comment can stand
 */
export function allowComment(path: string, text: string, offset: number, rule: string): { readonly offset: number; readonly text: string } | undefined {
  const opening = LINE_COMMENTS.find(([pattern]) => pattern.test(path))?.[1];
  if (opening === undefined) return undefined;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(start, offset);
  // A line without a key of its own may be part of a longer string, and a comment above it would be, too.
  if (!/[\w"'\]]\s*(?:[:=(,]|=>)/.test(line) || /[`]/.test(line)) return undefined;
  const indentation = /^[\t ]*/.exec(line)?.[0] ?? '';
  const lineEnd = text.slice(0, start).endsWith('\r\n') ? '\r\n' : '\n';
  return { offset: start, text: `${indentation}${opening}eslint-disable-next-line ${rule} -- no secret: TODO say why${lineEnd}` };
}
