import type { Migration, Script } from '../../migrations/migration.ts';
import { comesBack } from '../../workspace/comes-back.ts';

/**
 * Of the names that migrations remove, those to which the history does not come back. What is created
 * again, code may name.
 *
 * @param migrations the whole history
 * @param asked the names, by migration
 * @returns by migration, whether a name is gone for good
 */
export function goneForGood(migrations: readonly Migration[], asked: ReadonlyMap<string, ReadonlySet<string>>): (id: string, name: string) => boolean {
  const gone = new Map<string, Set<string>>();
  const later = new Set<string>();
  for (const { id, up } of [...migrations].reverse()) {
    const names = asked.get(id);
    if (names) gone.set(id, new Set([...names].filter((name) => !later.has(name.toLowerCase()) && !comesBack(textOf(up), name))));
    if (asked.size === gone.size && names) break;
    for (const word of textOf(up).toLowerCase().match(/[\p{L}_][\p{L}\d_$]*/gu) ?? []) later.add(word);
  }
  return (id, name) => gone.get(id)?.has(name) === true;
}

function textOf({ sql, source, start, end }: Script): string {
  return (sql ?? source.text).slice(start, end);
}
