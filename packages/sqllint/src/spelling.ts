import type { Change, Statement } from './changes.ts';
import type { Schema } from './schema/schema.ts';

/**
 * Names for a dialect that ignores case: each is spelled as the history first wrote it, so that
 * `Users` finds the table `users`, messages show the user's own names, and the rest of sqllint may
 * compare names as they are. A table that is renamed is spelled as in the rename from then on: on
 * Linux, MySQL finds tables by no other spelling.
 */
export class Spelling {
  readonly #spellings = new Map<string, string>();
  /** Names of columns and of what else belongs to tables, in lower case; tables of the same name share their spelling. */
  readonly #parts = new Set<string>();
  readonly #conditions = new WeakMap<object, unknown>();

  /** @param schema as it is before the statements whose names are spelled */
  constructor(schema: Schema) {
    for (const table of schema.tables()) {
      this.of(table.name);
      for (const names of [table.columns, table.constraints, table.indexes]) for (const name of names.keys()) this.#ofPart(name);
      for (const part of table.parts.values()) this.#ofPart(part.name);
    }
    for (const object of schema.objects()) this.of(object.name);
  }

  #ofPart(name: string): void {
    this.#parts.add(name.toLowerCase());
    this.of(name);
  }

  /** The name as the history first wrote it. */
  of(name: string): string {
    const folded = name.toLowerCase();
    const known = this.#spellings.get(folded);
    if (known === undefined) this.#spellings.set(folded, name);
    return known ?? name;
  }

  /** The same statements, with every name spelled. */
  in(statements: readonly Statement[]): readonly Statement[] {
    return statements.map((statement) => ({
      ...statement,
      changes: statement.changes.map((change) => this.change(change)),
    }));
  }

  /** The same change, with every name spelled. */
  change(change: Change): Change {
    if (withoutNames.has(change.kind)) return change;
    const spelled = this.#spelled(change, 'change');
    if (change.kind !== 'renameTable' || spelled.kind !== 'renameTable' || this.#parts.has(change.to.toLowerCase())) return spelled;
    this.#spellings.set(change.to.toLowerCase(), change.to);
    return { ...spelled, to: change.to };
  }

  #spelled<T>(value: T, field: string): T {
    const result: unknown = this.#rewritten(value, field);
    // Only strings inside have been exchanged for strings.
    return result as T;
  }

  /** All statements of a branch ask the catalog one question, and go on sharing it. */
  #condition(value: object): unknown {
    const known = this.#conditions.get(value) ?? this.#fields(value);
    this.#conditions.set(value, known);
    return known;
  }

  #rewritten(value: unknown, field: string): unknown {
    if (typeof value === 'string') {
      if (namesIn.has(field)) return this.of(value);
      return canonicalTexts.has(field) ? value.replace(/«([^»]*)»/gu, (_, name: string) => `«${this.of(name)}»`) : value;
    }
    if (typeof value !== 'object' || value === null || types.has(field)) return value;
    // `Array.isArray` makes of it an array of anything.
    if (Array.isArray(value)) return (value as unknown[]).map((item) => this.#rewritten(item, field));
    if ('test' in value) return this.#condition(value);
    return this.#fields(value);
  }

  #fields(value: object): unknown {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.#rewritten(item, name)]));
  }
}

/** Changes whose fields hold other things than names of tables and columns. */
const withoutNames = new Set(['setParameter', 'controlTransaction', 'addEnumValue', 'renameEnumValue', 'callFunctions', 'noEffect', 'opaque']);

/** Fields of changes, and of what is in them, that hold a name or a list of names. */
const namesIn = new Set(['schema', 'name', 'column', 'columns', 'to', 'from', 'usingIndex', 'inlineOf', 'renamedTo', 'include', 'onlyWhereNull', 'onlyWhereConstant', 'alias']);

/** Fields in which names stand as `«name»`. */
const canonicalTexts = new Set(['key', 'definition', 'details']);

/** Fields that hold a data type, whose name is none of the user's. */
const types = new Set(['type', 'baseType']);
