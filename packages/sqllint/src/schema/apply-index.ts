import type { AttachIndex, CreateIndex, DropIndex, QualifiedName, RenameIndex } from '../changes.ts';
import type { ApplyProblem } from './apply.ts';
import { findTable } from './find-table.ts';
import { displayName, keyOf } from './model.ts';
import type { Index, Table } from './model.ts';
import { freeName } from './names.ts';
import type { Schema } from './schema.ts';

const none: readonly ApplyProblem[] = [];

export function createIndex(schema: Schema, change: CreateIndex): readonly ApplyProblem[] {
	const relation = schema.get(schema.resolve('relation', change.table));
	// A materialized view has indexes too; they come and go with it and are not followed.
	if (relation?.kind === 'object') return none;
	const target = findTable(schema, change.table);
	if (!('table' in target)) return target.problems;
	const { table } = target;
	const name = change.name ?? chosenName(schema, table, change);
	const key = `relation ${table.schema}.${name}`;
	if (change.conditional) schema.doubt(`relation ${keyOf(table)}`);
	if (schema.get(key)) {
		if (change.ifNotExists || change.conditional) return none;
		return [{ kind: 'exists', object: `index ${name}` }];
	}
	const missing = table.partial ? undefined : missingColumn(table, change);
	if (missing !== undefined) return [{ kind: 'missing', object: `column ${displayName(table)}.${missing}` }];
	const index: Index = {
		createdIn: schema.migration,
		name,
		autoNamed: change.name === undefined,
		unique: change.unique,
		method: change.method,
		keys: change.keys,
		include: change.include,
		details: change.details,
		...(change.detailsText === undefined ? {} : { detailsText: change.detailsText }),
		text: change.text,
		known: true,
		...(change.where ? { where: change.where } : {}),
	};
	putIndex(schema, table, index);
	return none;
}

function missingColumn(table: Table, change: CreateIndex): string | undefined {
	const used = [...change.keys.flatMap((key) => key.column ?? []), ...change.include];
	return used.find((column) => !table.columns.has(column) && !systemColumns.has(column));
}

const systemColumns = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid', 'oid']);

function chosenName(schema: Schema, table: Table, change: CreateIndex): string {
	const parts: string[] = [];
	for (const key of change.keys) parts.push(free(key.column ?? key.expression?.functions[0] ?? 'expr', parts));
	for (const column of change.include) parts.push(free(column, parts));
	return freeName(table.name, parts.join('_'), 'idx', (name) => schema.hasRelation(table.schema, name));
}

/** `ChooseIndexColumnNames` numbers what would be there twice: `expr`, `expr1`. */
function free(name: string, taken: readonly string[]): string {
	let candidate = name;
	for (let count = 1; taken.includes(candidate); count++) candidate = `${name}${String(count)}`;
	return candidate;
}

function putIndex(schema: Schema, table: Table, index: Index): void {
	schema.set(`relation ${keyOf(table)}`, { ...table, indexes: new Map(table.indexes).set(index.name, index) });
	schema.set(`relation ${table.schema}.${index.name}`, { kind: 'index', name: index.name, table: keyOf(table) });
}

function takeIndex(schema: Schema, table: Table, index: Index): void {
	const indexes = new Map(table.indexes);
	indexes.delete(index.name);
	schema.set(`relation ${keyOf(table)}`, { ...table, indexes });
	schema.delete(`relation ${table.schema}.${index.name}`);
}

export function dropIndex(schema: Schema, change: DropIndex): readonly ApplyProblem[] {
	const key = schema.resolve('relation', change.name);
	const found = schema.index(change.name);
	if (found) {
		if (change.conditional) schema.doubt(`relation ${keyOf(found.table)}`);
		if (found.index.constraint !== undefined) {
			return [{ kind: 'in use', object: `index ${change.name.name}, which belongs to constraint ${found.index.constraint}` }];
		}
		takeIndex(schema, found.table, found.index);
		return none;
	}
	if (change.ifExists || change.conditional || !schema.wasDropped(key)) {
		// An index that no migration created may have existed; what a down does about it stays open.
		if (!schema.wasDropped(key)) schema.doubt(key);
		return none;
	}
	return [{ kind: 'missing', object: `index ${displayName(change.name)}`, key }];
}

export function renameIndex(schema: Schema, change: RenameIndex): readonly ApplyProblem[] {
	const found = schema.index(change.name);
	if (!found) return missingIndex(schema, change.name);
	const { table, index } = found;
	takeIndex(schema, table, index);
	const without = schema.tableByKey(keyOf(table)) ?? table;
	const constraint = index.constraint === undefined ? undefined : without.constraints.get(index.constraint);
	const constraints = new Map(without.constraints);
	if (constraint) {
		constraints.delete(constraint.name);
		constraints.set(change.to, { ...constraint, name: change.to, autoNamed: false });
	}
	putIndex(
		schema,
		{ ...without, constraints },
		{ ...index, name: change.to, autoNamed: false, ...(constraint ? { constraint: change.to } : {}) },
	);
	return none;
}

function missingIndex(schema: Schema, name: QualifiedName): readonly ApplyProblem[] {
	const key = schema.resolve('relation', name);
	return schema.wasDropped(key) ? [{ kind: 'missing', object: `index ${displayName(name)}` }] : none;
}

export function attachIndex(schema: Schema, change: AttachIndex): readonly ApplyProblem[] {
	schema.doubt(schema.resolve('relation', change.partitionIndex));
	return none;
}
