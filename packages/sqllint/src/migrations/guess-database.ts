import type { SourceText } from '../text/source-text.ts';
import { withoutComments } from './comments.ts';
import type { Database } from './database.ts';

/** A file says what it is on its first pages. */
const enoughToTell = 20_000;

/** What one of the databases understands, and what hardly occurs in another's migrations. */
const evidence: readonly (readonly [Database, RegExp])[] = [
  [
    'mysql',
    /\bengine\s*=\s*(?:innodb|myisam|aria|memory)\b|\bauto_increment\b|\bdefault\s+charset\b|\bcharacter\s+set\s*=?\s*utf8|\b(?:table|exists|into|update|column|index|key|on|add|drop)\s*\(?\s*`\w|\b(?:big|small|tiny|medium)?int\b(?:\(\d+\))?\s+unsigned\b|\b(?:medium|long|tiny)text\b|\bmodify\s+column\b/iu,
  ],
  ['clickhouse', /\bengine\s*=?\s*\w*mergetree\b|\blowcardinality\s*\(|\bnullable\s*\(|\bdatetime64\b|\bon\s+cluster\b/iu],
  ['sqlserver', /^\s*go\s*$|\[dbo\]\.|\bnvarchar\s*\(|\bidentity\s*\(\s*1\s*,\s*1\s*\)|\buniqueidentifier\b/imu],
  ['oracle', /\b(?:n?varchar2|number)\s*\(|\bsysdate\b/iu],
  ['sqlite', /\bautoincrement\b|^\s*pragma\s+\w|\)\s*(?:strict\s*,\s*)?without\s+rowid\b|\bsqlite_(?:master|schema|sequence)\b|\b(?:strftime|unixepoch|julianday)\s*\(|\bdatetime\s*\(\s*'now'|\bjson\s*\(\s*'|\bvirtual\s+table\b[^;]*\busing\s+fts\d|\bcollate\s+nocase\b|\binsert\s+or\s+(?:ignore|replace|abort|fail|rollback)\b|\brandomblob\s*\(|\bdatetime\s*\(\s*current_timestamp/imu],
  [
    'postgres',
    /\b(?:big|small)?serial\b|\bjsonb\b|\btimestamptz\b|\bbytea\b|\$\w*\$|\blanguage\s+'?(?:plpgsql|sql)\b|\bcreate\s+(?:extension|type|domain|sequence|materialized\s+view|index\s+concurrently)\b|\busing\s+(?:gin|gist|brin)\b|::\s*[a-z]|\bwith(?:out)?\s+time\s+zone\b|\bgen_random_uuid\b|\bcomment\s+on\s+(?:table|column)\b|\bon\s+conflict\b[^;]*\bexcluded\b|\balter\s+column\s+\S+\s+(?:set|drop|type)\b/iu,
  ],
];

/** What every other database refuses, so that what else a text looks like does not count: SQLite takes any word for a type. */
const proof: readonly (readonly [Database, RegExp])[] = [
  // Whatever the delimiter looks like, only MySQL's clients have one to set.
  ['mysql', /^\s*delimiter\s+\S/imu],
  ['sqlite', /\bprimary\s+key\s+(?:(?:asc|desc)\s+)?autoincrement\b|^\s*pragma\s+(?:foreign_keys|defer_foreign_keys|foreign_key_check|user_version|legacy_alter_table|journal_mode)\b|\)\s*(?:strict\s*,\s*)?without\s+rowid\b/imu],
];

/**
 * The database that most of the evidence in the texts is of, or undefined when there is none, or
 * when no database has more than half. A text counts once for each database of which it shows something.
 */
export function guessDatabase(texts: readonly SourceText[]): Database | undefined {
  const votes = new Map<Database, number>();
  for (const { text } of texts) {
    const sql = withoutComments(text.slice(0, enoughToTell));
    const [sure] = proof.find(([, pattern]) => pattern.test(sql)) ?? [];
    const shown = sure === undefined ? evidence.flatMap(([database, pattern]) => (pattern.test(sql) ? [database] : [])) : [sure];
    for (const database of shown) votes.set(database, (votes.get(database) ?? 0) + 1);
  }
  let total = 0;
  for (const count of votes.values()) total += count;
  for (const [database, count] of votes) {
    if (count > total / 2) return database;
  }
  return undefined;
}
