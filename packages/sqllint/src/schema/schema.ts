import type { QualifiedName } from '../changes.ts';
import { keyOf } from './model.ts';
import type { DatabaseObject, Index, SchemaObject, Table } from './model.ts';

/** A point in the history of a schema, to compare with or to return to. */
export interface Mark {
	readonly position: number;
}

interface JournalEntry {
	readonly key: string;
	readonly before: SchemaObject | undefined;
}

/** Kinds of objects that share one space of names. */
export type Namespace = 'relation' | 'type' | 'routine' | 'global';

/**
 * A database schema as far as the migrations tell it. Objects that no migration created are
 * *unknown*: the model says less about them, never that they are absent.
 *
 * Every change goes through a journal, so that a state can be left and returned to
 * without copying the schema.
 */
export class Schema {
	readonly #objects = new Map<string, SchemaObject>();
	readonly #journal: JournalEntry[] = [];
	readonly #dropped = new Set<string>();
	#searchPath: readonly string[] = ['public'];
	/** The ordinal of the migration that is being applied. */
	migration = 0;
	/** Whether this migration ran a function that may have changed the schema behind the model's back. */
	isTainted = false;
	/** Whether any table is a partition or inherits, so that changes have to be passed on. */
	usesInheritance = false;
	/** Keys of objects that conditional statements touched in this migration. */
	readonly #uncertain = new Set<string>();

	get defaultSchema(): string {
		return this.#searchPath[0] ?? 'public';
	}

	setSearchPath(schemas: readonly string[]): void {
		const usable = schemas.filter((schema) => schema !== '' && schema !== '$user' && schema !== 'pg_catalog');
		this.#searchPath = usable.length === 0 ? ['public'] : usable;
	}

	/** The key of a name: as found through the search path, else where it would be created. */
	resolve(namespace: Namespace, name: QualifiedName, suffix = ''): string {
		if (name.schema !== undefined) return `${namespace} ${name.schema}.${name.name}${suffix}`;
		for (const schema of this.#searchPath) {
			const key = `${namespace} ${schema}.${name.name}${suffix}`;
			if (this.#objects.has(key)) return key;
		}
		return `${namespace} ${this.defaultSchema}.${name.name}${suffix}`;
	}

	get(key: string): SchemaObject | undefined {
		return this.#objects.get(key);
	}

	/** The table of that name; undefined when it is unknown, absent, or no table. */
	table(name: QualifiedName): Table | undefined {
		const found = this.#objects.get(this.resolve('relation', name));
		return found?.kind === 'table' ? found : undefined;
	}

	/** The table with a key from `keyOf`. */
	tableByKey(key: string): Table | undefined {
		const found = this.#objects.get(`relation ${key}`);
		return found?.kind === 'table' ? found : undefined;
	}

	object(namespace: Namespace, name: QualifiedName, suffix = ''): DatabaseObject | undefined {
		const found = this.#objects.get(this.resolve(namespace, name, suffix));
		return found?.kind === 'object' ? found : undefined;
	}

	/** The index of that name and its table. */
	index(name: QualifiedName): { readonly table: Table; readonly index: Index } | undefined {
		const entry = this.#objects.get(this.resolve('relation', name));
		if (entry?.kind !== 'index') return undefined;
		const table = this.tableByKey(entry.table);
		const index = table?.indexes.get(entry.name);
		return table && index ? { table, index } : undefined;
	}

	/** Whether a relation, type or routine of this key was dropped by the history. */
	wasDropped(key: string): boolean {
		return this.#dropped.has(key) && !this.#objects.has(key);
	}

	/** Whether a name is in use among relations of a schema. */
	hasRelation(schema: string, name: string): boolean {
		return this.#objects.has(`relation ${schema}.${name}`);
	}

	*tables(): Generator<Table> {
		for (const object of this.#objects.values()) if (object.kind === 'table') yield object;
	}

	*objects(): Generator<DatabaseObject> {
		for (const object of this.#objects.values()) if (object.kind === 'object') yield object;
	}

	set(key: string, value: SchemaObject): void {
		this.#record(key);
		this.#objects.set(key, value);
	}

	delete(key: string): void {
		this.#record(key);
		this.#objects.delete(key);
		this.#dropped.add(key);
	}

	/**
	 * Learns that an object has been there all along. The journal is corrected too, so that a
	 * state from before the statement that told us knows it as well.
	 */
	assume(key: string, value: SchemaObject): void {
		this.#objects.set(key, value);
		for (const [position, entry] of this.#journal.entries()) {
			if (entry.key === key && entry.before === undefined) this.#journal[position] = { key, before: value };
		}
	}

	/** Corrects what earlier states knew about a table that the history did not create. */
	assumeInTable(table: Table, learn: (table: Table) => Table): Table {
		const key = `relation ${keyOf(table)}`;
		for (const [position, entry] of this.#journal.entries()) {
			if (entry.key === key && entry.before?.kind === 'table' && entry.before.partial) {
				this.#journal[position] = { key, before: learn(entry.before) };
			}
		}
		const learned = learn(table);
		this.#objects.set(key, learned);
		return learned;
	}

	/** Learns that a table may hold more than the history says. */
	makePartial(table: Table): void {
		const key = `relation ${keyOf(table)}`;
		for (const [position, entry] of this.#journal.entries()) {
			if (entry.key === key && entry.before?.kind === 'table') {
				this.#journal[position] = { key, before: { ...entry.before, partial: true } };
			}
		}
		this.#objects.set(key, { ...table, partial: true });
		this.doubt(key);
	}

	/** The present point, to compare with or to return to. */
	mark(): Mark {
		return { position: this.#journal.length };
	}

	/** The state of every object that changed since the mark, as it was at the mark. */
	changedSince(mark: Mark): Map<string, SchemaObject | undefined> {
		const changed = new Map<string, SchemaObject | undefined>();
		for (let at = mark.position; at < this.#journal.length; at++) {
			const entry = this.#journal[at];
			if (entry && !changed.has(entry.key)) changed.set(entry.key, entry.before);
		}
		return changed;
	}

	/** Undoes everything since the mark. */
	returnTo(mark: Mark): void {
		while (this.#journal.length > mark.position) {
			const entry = this.#journal.pop();
			if (!entry) break;
			if (entry.before) this.#objects.set(entry.key, entry.before);
			else this.#objects.delete(entry.key);
		}
	}

	/** Begins the next migration: earlier states are settled, nobody returns to them. */
	beginMigration(ordinal: number): void {
		this.migration = ordinal;
		this.#journal.length = 0;
		this.#uncertain.clear();
		this.isTainted = false;
		this.setSearchPath([]);
	}

	/** Notes that whether the object changed depends on the data or on the server. */
	doubt(key: string): void {
		this.#uncertain.add(key);
	}

	isUncertain(key: string): boolean {
		return this.#uncertain.has(key);
	}

	#record(key: string): void {
		this.#journal.push({ key, before: this.#objects.get(key) });
	}
}
