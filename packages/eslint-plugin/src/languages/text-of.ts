import type { File } from '@eslint/core';

/** ESLint hands out text, without its byte order mark, to languages whose `fileType` is "text". */
export function textOf(body: File['body']): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
