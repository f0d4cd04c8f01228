import type { SourceText } from '../text/source-text.ts';
import type { MigrationDialect } from './migration.ts';

/** A file says what it is on its first pages. */
const enoughToTell = 20_000;

const comments = /--[^\r\n]*|\/\*[^]*?\*\//gu;

/** What only one of the databases understands, and hardly occurs in the text of another's migrations. */
const evidence: readonly (readonly [MigrationDialect, RegExp])[] = [
	[
		'mysql',
		/\bengine\s*=\s*(?:innodb|myisam|aria|memory)\b|\bauto_increment\b|\bdefault\s+charset\b|\bcharacter\s+set\s*=?\s*utf8|\b(?:table|exists|into|update|column|index|key|on|add|drop)\s*\(?\s*`\w|\b(?:big|small|tiny|medium)?int\b(?:\(\d+\))?\s+unsigned\b|\b(?:medium|long|tiny)text\b|\bmodify\s+column\b/iu,
	],
	['sqlite', /\bautoincrement\b|^\s*pragma\s+\w|\)\s*(?:strict\s*,\s*)?without\s+rowid\b|\bsqlite_(?:master|schema|sequence)\b|\bvirtual\s+table\b[^;]*\busing\s+fts\d/imu],
	[
		'postgres',
		/\b(?:big|small)?serial\b|\bjsonb\b|\btimestamptz\b|\bbytea\b|\$\w*\$|\blanguage\s+'?(?:plpgsql|sql)\b|\bcreate\s+(?:extension|type|domain|sequence|materialized\s+view|index\s+concurrently)\b|\busing\s+(?:gin|gist|brin)\b|::\s*[a-z]|\bwith(?:out)?\s+time\s+zone\b|\bgen_random_uuid\b|\bcomment\s+on\s+(?:table|column)\b|\bon\s+conflict\b[^;]*\bexcluded\b|\balter\s+column\s+\S+\s+(?:set|drop|type)\b/iu,
	],
];

/**
 * The dialect that most of the texts give away, or undefined when they say nothing, or disagree
 * with each other by half. A text counts once for each dialect of which it shows something.
 */
export function guessDialect(texts: readonly SourceText[]): MigrationDialect | undefined {
	const votes = new Map<MigrationDialect, number>();
	for (const { text } of texts) {
		const sql = text.slice(0, enoughToTell).replace(comments, ' ');
		for (const [dialect, pattern] of evidence) {
			if (pattern.test(sql)) votes.set(dialect, (votes.get(dialect) ?? 0) + 1);
		}
	}
	let total = 0;
	for (const count of votes.values()) total += count;
	for (const [dialect, count] of votes) {
		if (count > total / 2) return dialect;
	}
	return undefined;
}
