import type { Change, QualifiedName, Statement } from './changes.ts';
import type { Dialect } from './dialects/dialect.ts';
import { locksOf } from './facts/postgres/locks.ts';
import type { LockEffect } from './facts/lock-modes.ts';
import type { Migration, MigrationSet, Script } from './migrations/migration.ts';
import type { ChangeContext, MigrationContext, MigrationFacts, Report, Rule } from './rules/rule.ts';
import { apply } from './schema/apply.ts';
import { differencesSince } from './schema/compare.ts';
import type { Mark, Schema } from './schema/schema.ts';
import { segmentsOf } from './transactions/segments.ts';

/** A report with the rule that made it. */
export interface RuleReport extends Report {
	readonly rule: Rule;
	readonly script: 'up' | 'down';
	readonly range: { readonly start: number; readonly end: number };
}

/** What replaying one migration showed. */
export interface Replayed {
	readonly migration: Migration;
	readonly up: readonly Statement[];
	readonly down: readonly Statement[] | undefined;
	readonly reports: readonly RuleReport[];
	/** Locks on tables that were there before the migration. */
	readonly locks: readonly LockEffect[];
	readonly changesSchema: boolean;
	/** Something that no statement can undo, such as a new value of an enum. */
	readonly hasNoInverse: boolean;
}

/** Changes after which the schema is the same as before. */
const withoutSchemaChange = new Set<Change['kind']>([
	'insertRows',
	'updateRows',
	'deleteRows',
	'truncateTable',
	'lockTable',
	'refreshView',
	'maintain',
	'reindex',
	'changePrivileges',
	'setComment',
	'setParameter',
	'controlTransaction',
	'validateConstraint',
	'callFunctions',
	'noEffect',
	'opaque',
]);

/**
 * Runs one migration through the schema model: every rule looks at every change with the schema as
 * it stood before it, then the down is tried on the result and taken back. The schema is left as
 * the up made it.
 */
export function replay(
	migration: Migration,
	ordinal: number,
	set: MigrationSet,
	dialect: Dialect,
	schema: Schema,
	rules: readonly Rule[],
	pgVersion: number,
): Replayed {
	schema.beginMigration(ordinal);
	const before = schema.mark();
	const facts: MigrationFacts = {
		migration,
		hasDowns: set.hasDowns,
		pgVersion,
		...(set.outsideTransaction === undefined ? {} : { outsideTransaction: set.outsideTransaction }),
	};
	const up = parse(dialect, migration.up);
	const down = migration.down ? parse(dialect, migration.down) : undefined;
	const { reports, locks } = replayUp(up, down, facts, schema, rules);
	const changes = up.flatMap((statement) => statement.changes);
	const isOpaque = changes.some((change) => change.kind === 'opaque');
	const changesSchema =
		changes.some((change) => !withoutSchemaChange.has(change.kind)) &&
		(isOpaque || differencesSince(schema, before).length > 0);
	const tried = down ? tryDown(down, schema, before, changes) : undefined;
	const context: MigrationContext = {
		...facts,
		up,
		down,
		changesSchema,
		differences: tried?.differences,
		downProblems: tried?.downProblems ?? [],
	};
	for (const rule of rules) {
		for (const report of asList(rule.migration?.(context))) {
			const script = report.script ?? 'up';
			reports.push({ ...report, rule, script, range: report.range ?? startOf(script, context) });
		}
	}
	return {
		migration,
		up,
		down,
		reports,
		locks,
		changesSchema,
		hasNoInverse: changes.some((change) => change.kind === 'addEnumValue'),
	};
}

function parse(dialect: Dialect, script: Script): readonly Statement[] {
	return dialect.parse(script.source.text, script.start, script.end).statements;
}

function asList<T>(value: T | readonly T[] | undefined): readonly T[] {
	if (value === undefined) return [];
	// `Array.isArray` does not narrow a readonly array out of a union by itself.
	return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** The first statement of a script, or the place where it would stand. */
function startOf(script: 'up' | 'down', { up, down, migration }: MigrationContext): { start: number; end: number } {
	const [first] = script === 'up' ? up : (down ?? []);
	if (first) return { start: first.start, end: first.end };
	const { start, end } = script === 'up' ? migration.up : (migration.down ?? migration.up);
	return { start, end: Math.min(start + 1, end) };
}

function replayUp(
	up: readonly Statement[],
	down: readonly Statement[] | undefined,
	facts: MigrationFacts,
	schema: Schema,
	rules: readonly Rule[],
): { readonly reports: RuleReport[]; readonly locks: LockEffect[] } {
	const reports: RuleReport[] = [];
	const locks: LockEffect[] = [];
	const kept = new Set<string>();
	const lookups = lookupsOf(up, down ?? [], facts, schema, kept);
	for (const segment of segmentsOf(up, facts.migration.up.transaction)) {
		for (const statement of up.slice(segment.from, segment.to)) {
			for (const change of statement.changes) {
				const taken = locksOf(change, schema, facts.pgVersion).filter((effect) => {
					const table = schema.tableByKey(effect.table);
					return table?.createdIn !== schema.migration && table?.temporary !== true;
				});
				locks.push(...taken);
				const context: ChangeContext = {
					...facts,
					...lookups,
					change,
					statement,
					schema,
					locks: taken,
					inTransaction: segment.inTransaction,
				};
				for (const rule of rules) {
					// The handler under a change's own kind takes that kind; the compiler cannot follow the lookup.
					const handler = rule.changes?.[change.kind] as
						| ((change: Change, context: ChangeContext) => Report | readonly Report[] | undefined)
						| undefined;
					for (const report of asList(handler?.(change, context))) {
						reports.push({ ...report, rule, script: 'up', range: report.range ?? { start: change.start, end: change.end } });
					}
				}
				if (change.kind === 'createTable') {
					for (const name of change.reads ?? []) kept.add(schema.resolve('relation', name));
				}
				apply(schema, change);
				if (change.kind === 'opaque' || (change.kind === 'callFunctions' && schema.isTainted)) {
					distrust(schema, lookups.sourceOf(statement));
				}
			}
		}
	}
	return { reports, locks };
}

/** SQL that cannot be read may have changed every table that its text names. */
function distrust(schema: Schema, text: string): void {
	for (const word of new Set(text.match(/[\w$]+/gu))) {
		const table = schema.table({ name: word.toLowerCase() });
		if (table && !table.partial) schema.makePartial(table);
	}
}

type Lookups = Pick<
	ChangeContext,
	'isNew' | 'isNewColumn' | 'isWrittenByDown' | 'isFirst' | 'tableOf' | 'isKept' | 'replacedByView' | 'createsTable' | 'sourceOf'
>;

function lookupsOf(
	up: readonly Statement[],
	down: readonly Statement[],
	facts: MigrationFacts,
	schema: Schema,
	kept: ReadonlySet<string>,
): Lookups {
	const changes = up.flatMap((statement) => statement.changes);
	const downChanges = down.flatMap((statement) => statement.changes);
	const said = new Set<string>();
	const sameName = (a: QualifiedName, b: QualifiedName): boolean =>
		schema.resolve('relation', a) === schema.resolve('relation', b);
	return {
		isNew(name) {
			const table = schema.table(name);
			return table !== undefined && (table.createdIn === schema.migration || table.temporary);
		},
		isNewColumn: (name, column) => schema.table(name)?.columns.get(column)?.createdIn === schema.migration,
		tableOf: (name) => schema.table(name),
		isWrittenByDown: (name, column) =>
			downChanges.some((change) => {
				if (change.kind === 'insertRows') return sameName(change.table, name);
				if (change.kind !== 'updateRows' || !sameName(change.table, name)) return false;
				return column === undefined || change.columns.includes(column);
			}),
		isFirst(key) {
			const isFirst = !said.has(key);
			said.add(key);
			return isFirst;
		},
		isKept: (name) => kept.has(schema.resolve('relation', name)),
		replacedByView: (name) =>
			changes.some(
				(change) => change.kind === 'createObject' && change.objectType === 'view' && sameName(change.name, name),
			),
		createsTable: (name) => changes.some((change) => change.kind === 'createTable' && sameName(change.table, name)),
		sourceOf: (statement) => facts.migration.up.source.text.slice(statement.start, statement.end),
	};
}

/** Applies the down to the schema after the up, compares with the schema before, and takes it back. */
function tryDown(
	down: readonly Statement[],
	schema: Schema,
	before: Mark,
	upChanges: readonly Change[],
): Pick<MigrationContext, 'differences' | 'downProblems'> {
	const after = schema.mark();
	schema.setSearchPath([]);
	const problems: { problem: ReturnType<typeof apply>[number]; statement: Statement }[] = [];
	for (const statement of down) {
		const start = schema.mark();
		const found = statement.changes.flatMap((change) => apply(schema, change));
		const changed = schema.changedSince(start);
		for (const problem of found) {
			// `DROP TABLE a, b` drops both at once, whichever of them needs the other.
			const wentWithIt = problem.key !== undefined && changed.get(problem.key) !== undefined && !schema.get(problem.key);
			if (!wentWithIt) problems.push({ problem, statement });
		}
	}
	const isOpaque =
		schema.isTainted ||
		[...upChanges, ...down.flatMap((statement) => statement.changes)].some((change) => change.kind === 'opaque');
	const differences = isOpaque ? undefined : differencesSince(schema, before);
	schema.returnTo(after);
	return { differences, downProblems: isOpaque ? [] : problems };
}
