import type { CodeText } from '../code-text.ts';
import type { Removal } from '../removal.ts';

/** Finds where one way of writing code names what is removed. Gives offsets, and none where it is not sure. */
export type Finder = (code: CodeText, removal: Removal) => readonly number[];

/** `LegacyStatus` and `legacyStatus` as `legacy_status`. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/gu, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/gu, '$1_$2').toLowerCase();
}

/** A name for a pattern. */
export function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&');
}
