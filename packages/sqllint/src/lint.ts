import { findAntipattern } from 'delivery-antipatterns';
import type { Problem, Statement } from './changes.ts';
import type { Dialect } from './dialects/dialect.ts';
import { judge } from './judge.ts';
import type { Finding, MigrationResult, NotAnalysed, SetResult, Severity } from './lint-result.ts';
import type { Migration, MigrationSet, Script } from './migrations/migration.ts';
import { replay } from './replay.ts';
import type { Replayed } from './replay.ts';
import type { RuleReport } from './replay-up.ts';
import { rules as allRules } from './rules/index.ts';
import { Schema } from './schema/schema.ts';

/**
 * The server's major version where nobody says it: the oldest that its makers still maintain.
 * What holds there is the careful side; newer servers only lock less.
 */
export const defaultPgVersion = 14;

export interface LintOptions {
	/** The server's major version; `defaultPgVersion` when absent. */
	readonly pgVersion?: number;
	/** A severity per rule; what is absent has the rule's own. */
	readonly rules?: Readonly<Record<string, Severity | 'off'>>;
	/** Lets an internal error through with its stack instead of telling it in one line. */
	readonly debug?: boolean;
	/** Called after each migration, for progress on long runs. */
	readonly onMigration?: () => void;
}

/**
 * Judges the migrations of one set, in order, replaying the schema from the first.
 * Synchronous and without side effects; the dialect has been loaded before.
 */
export function lintSet(set: MigrationSet, dialect: Dialect, options: LintOptions = {}): SetResult {
	const schema = new Schema();
	const pgVersion = options.pgVersion ?? defaultPgVersion;
	const rules = allRules.filter((rule) => rule.dialects.includes(dialect.name));
	const problems = [...set.problems];
	const migrations: MigrationResult[] = [];
	for (const [ordinal, migration] of set.migrations.entries()) {
		try {
			const replayed = replay(migration, ordinal, set, dialect, schema, rules, pgVersion);
			migrations.push(resultOf(replayed, set.hasDowns, options));
		} catch (error) {
			// A mistake of ours must not hide what the other migrations show.
			const reason = error instanceof Error ? error.message : String(error);
			problems.push({
				level: 'error',
				file: migration.up.file,
				message: `sqllint failed on this migration (${reason}). Please report it with the file; the others were judged.`,
			});
			if (options.debug) throw error;
		}
		options.onMigration?.();
	}
	return { root: set.root, layout: set.layout, dialect: dialect.name, migrations, problems };
}

function resultOf(replayed: Replayed, hasDowns: boolean, options: LintOptions): MigrationResult {
	const { migration, up, down, reports } = replayed;
	const statements = [...up, ...(down ?? [])];
	return {
		id: migration.id,
		version: migration.version,
		name: migration.name,
		files: { up: migration.up.file, ...(migration.down ? { down: migration.down.file } : {}) },
		verdict: judge(replayed, hasDowns),
		statements: {
			seen: statements.length,
			analysed: statements.filter((statement) => statement.problem === undefined).length,
		},
		findings: findingsOf(migration, reports, options),
		notAnalysed: [
			...problemsOf(up, migration.up, 'up'),
			...(down && migration.down ? problemsOf(down, migration.down, 'down') : []),
		],
	};
}

function findingsOf(migration: Migration, reports: readonly RuleReport[], options: LintOptions): Finding[] {
	const findings: Finding[] = [];
	for (const { rule, message, instead, script, range, severity: own } of reports) {
		const severity = options.rules?.[rule.name] ?? (rule.recommended ? (own ?? rule.severity) : 'off');
		if (severity === 'off') continue;
		const of = script === 'down' && migration.down ? migration.down : migration.up;
		findings.push({
			rule: rule.name,
			antipattern: rule.antipattern,
			rating: findAntipattern(rule.antipattern).severity,
			severity,
			message,
			...(instead === undefined ? {} : { instead }),
			script,
			...placeOf(of, range),
		});
	}
	const order = { up: 0, down: 1 };
	return findings.sort((a, b) => order[a.script] - order[b.script] || a.start - b.start || (a.rule < b.rule ? -1 : 1));
}

function problemsOf(statements: readonly Statement[], script: Script, direction: 'up' | 'down'): NotAnalysed[] {
	return statements.flatMap(({ command, problem }: { command: string; problem?: Problem }) =>
		problem
			? [{ command, kind: problem.kind, reason: problem.message, script: direction, ...placeOf(script, problem) }]
			: [],
	);
}

type Place = Pick<Finding, 'file' | 'line' | 'column' | 'endLine' | 'endColumn' | 'start' | 'end'>;

function placeOf(script: Script, { start, end }: { readonly start: number; readonly end: number }): Place {
	const from = script.source.positionAt(start);
	const to = script.source.positionAt(end);
	return { file: script.file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column, start, end };
}
