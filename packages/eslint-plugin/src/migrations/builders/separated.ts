import type { Sql } from '../script/script-writer.ts';

/** Parts with commas between them, of which some may not be known. */
export function separated(parts: readonly (Sql | undefined)[]): readonly (Sql | undefined)[] {
  return parts.flatMap((one, index) => (index === 0 ? [one] : [', ', one]));
}
