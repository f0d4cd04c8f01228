import { readFileSync } from 'node:fs';
import { stampOf } from './file-stamp.ts';

/**
 * Makes a reader that reads a file again only when it has changed on the disk: for the registries of a project, which
 * the rules ask for with every file that is linted.
 *
 * @param read makes of the text what is kept; what it throws is kept as well, and thrown each time
 * @returns a function from a path to what was made of the file; undefined when there is none
 */
export function readOnce<T>(read: (text: string, file: string) => T): (file: string) => T | undefined {
  const known = new Map<string, { readonly stamp: string; readonly answer: () => T | undefined }>();
  return (file) => {
    const stamp = stampOf(file);
    let entry = known.get(file);
    if (entry?.stamp !== stamp) known.set(file, (entry = { stamp, answer: stamp === 'missing' ? () => undefined : answered(file, read) }));
    return entry.answer();
  };
}

function answered<T>(file: string, read: (text: string, file: string) => T): () => T | undefined {
  try {
    const value = read(withoutMark(readFileSync(file, 'utf8')), file);
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** The byte order mark is no part of a text. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
