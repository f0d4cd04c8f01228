/** What comments are, for questions that need no more than a rough answer. */
const comments = /--[^\r\n]*|\/\*[^]*?\*\//gu;

/** The text without its comments, line comments and block comments alike; positions change. */
export function withoutComments(text: string): string {
  return text.replace(comments, ' ');
}
