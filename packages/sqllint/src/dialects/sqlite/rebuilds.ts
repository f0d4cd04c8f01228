import type { Change, CopiedColumn, CreateIndex, CreateObject, CreateTable, QualifiedName, Range, RebuildTable, SelectedRows, Statement } from '../../changes.ts';

/**
 * Condenses the statements that rebuild a table into one change, whatever the tables on the way are
 * called: a table that is created, that gets the rows of another one, perhaps through a third, and
 * that has the other one's name in the end, when that is gone. The change stands where the new
 * table is filled and has its name; the other statements do nothing by themselves.
 */
export function withRebuilds(statements: readonly Statement[], text: string): readonly Statement[] {
  const lineage = new Lineage();
  for (const [index, statement] of statements.entries()) for (const change of statement.changes) lineage.follow(change, index);
  return lineage.rebuilds.reduce((result, rebuild) => condense(result, rebuild, text), statements);
}

/** A table in the course of a script. */
interface Tracked {
  /** The name that it had before the script; absent for one that the script creates. */
  readonly original?: QualifiedName;
  readonly create?: CreateTable;
  /** The changes that make and unmake it, and the statements that they are in. */
  readonly steps: { readonly change: Change; readonly index: number }[];
  /** The tables that its rows come from; `selects` where it is one alone. */
  sources?: { readonly tables: readonly Tracked[]; readonly selects: SelectedRows | undefined };
  /** How often rows were put in. */
  fills: number;
  drop?: Change;
  renamedTo?: string;
}

interface Rebuild {
  readonly name: QualifiedName;
  readonly table: Tracked & { readonly create: CreateTable };
  /** From the table that takes the place back to the one whose place it takes. */
  readonly chain: readonly Tracked[];
}

class Lineage {
  /** By name as it is at the moment; undefined for one that is gone. */
  readonly #tables = new Map<string, Tracked | undefined>();
  readonly #rebuilds: Rebuild[] = [];

  follow(change: Change, index: number): void {
    switch (change.kind) {
      case 'createTable':
        this.#create(change, index);
        break;
      case 'insertRows':
        this.#fill(change.table, change.selects, change.from, { change, index });
        this.#settle();
        break;
      case 'dropTable': {
        const table = this.#at(change.table);
        if (!table) break;
        table.steps.push({ change, index });
        table.drop = change;
        this.#tables.set(keyOf(change.table), undefined);
        this.#settle();
        break;
      }
      case 'renameTable': {
        const table = this.#at(change.table);
        if (!table) break;
        table.steps.push({ change, index });
        table.renamedTo = change.to;
        this.#tables.set(keyOf(change.table), undefined);
        this.#tables.set(keyOf({ ...change.table, name: change.to }), table);
        this.#settle();
        break;
      }
      default:
    }
  }

  /** Those that are complete, in order. */
  get rebuilds(): readonly Rebuild[] {
    return this.#rebuilds;
  }

  /** Once a table has taken another's place, it is the one that the rest of the script finds there. */
  #settle(): void {
    for (const [key, table] of this.#tables) {
      if (!table?.create) continue;
      const chain = chainOf(table, key);
      const { original, drop } = chain.at(-1) ?? {};
      if (!original || !drop || keyOf(original) !== key) continue;
      this.#rebuilds.push({ name: original, table: { ...table, create: table.create }, chain });
      this.#tables.set(key, { original, steps: [], fills: 0 });
    }
  }

  #create(create: CreateTable, index: number): void {
    const isThere = create.ifNotExists && this.#tables.get(keyOf(create.table)) !== undefined;
    if (isThere) return;
    const table: Tracked = { create, steps: [{ change: create, index }], fills: 0 };
    this.#tables.set(keyOf(create.table), table);
    if (!create.fromQuery) return;
    const { copies, reads } = create;
    const selects = copies && { from: copies.from, hasWhere: copies.hasWhere, ...(copies.columns.length > 0 ? { columns: copies.columns.map(({ from, to }) => ({ to, value: plainColumn(from) })) } : {}) };
    this.#fill(create.table, selects, reads, undefined);
  }

  #fill(name: QualifiedName, selects: SelectedRows | undefined, reads: readonly QualifiedName[] | undefined, step: Tracked['steps'][number] | undefined): void {
    const table = this.#at(name);
    if (!table?.create) return;
    if (step) table.steps.push(step);
    table.fills++;
    const tables = (selects ? [selects.from] : (reads ?? [])).flatMap((source) => this.#at(source) ?? []);
    const [earlier, ...others] = table.sources?.tables ?? [];
    if (table.fills === 1) table.sources = { tables, selects };
    // Different rows of one table, one after the other; filled from several, it is more than one's successor.
    else if (selects && earlier && others.length === 0 && tables[0] === earlier) table.sources = { tables, selects: { ...selects, hasWhere: true } };
    else delete table.sources;
  }

  #at(name: QualifiedName): Tracked | undefined {
    const key = keyOf(name);
    if (!this.#tables.has(key)) this.#tables.set(key, { original: name, steps: [], fills: 0 });
    return this.#tables.get(key);
  }
}

function keyOf({ schema, name }: QualifiedName): string {
  return `${schema ?? ''}.${name.toLowerCase()}`;
}

/** @param name what the first is called in the end; of several sources, the one that was called so counts */
function chainOf(table: Tracked, name: string | undefined): Tracked[] {
  const chain: Tracked[] = [];
  for (let at: Tracked | undefined = table; at && !chain.includes(at); at = sourceOf(at, name)) chain.push(at);
  return chain;
}

function sourceOf({ sources }: Tracked, name: string | undefined): Tracked | undefined {
  const [first, ...others] = sources?.tables ?? [];
  return others.length === 0 ? first : sources?.tables.find(({ original }) => original && keyOf(original) === name);
}

function condense(statements: readonly Statement[], rebuild: Rebuild, text: string): readonly Statement[] {
  const steps = rebuild.chain.flatMap((table) => table.steps);
  const consumed = new Set(steps.map(({ change }) => change));
  // From there on the new table is used under its name; the old one may be dropped later.
  const last = Math.max(...rebuild.table.steps.map(({ index }) => index));
  const first = Math.min(...steps.map(({ index }) => index));
  const early: (CreateIndex | CreateObject)[] = [];
  const later: (CreateIndex | CreateObject)[] = [];
  const temporaryName = keyOf(rebuild.table.create.table);
  const onTheWay = new Set(rebuild.chain.flatMap(namesOf));
  const isOf = (change: Change, key: string): change is CreateIndex | CreateObject =>
    (change.kind === 'createIndex' || change.kind === 'createObject') && change.table !== undefined && keyOf(change.table) === key;
  for (const [index, { changes }] of statements.entries()) {
    for (const change of changes) {
      // `DROP TABLE IF EXISTS new_x` clears what an attempt that failed may have left.
      if (index < last && change.kind === 'dropTable' && change.ifExists && onTheWay.has(keyOf(change.table))) consumed.add(change);
      // What is created on the new table before it has its name moves along with it.
      if (index > first && index < last && isOf(change, temporaryName)) {
        consumed.add(change);
        early.push({ ...change, table: rebuild.name });
      } else if (index > last && isOf(change, keyOf(rebuild.name))) {
        later.push(change);
      }
    }
  }
  const change = rebuildOf(rebuild, [...early, ...later], text);
  return statements.map((statement, index) => {
    if (!statement.changes.some((step) => consumed.has(step))) return statement;
    const rest = statement.changes.filter((step) => !consumed.has(step));
    if (index === last) return { ...statement, changes: [...rest, change, ...early] };
    const nothing: Change = { kind: 'noEffect', start: statement.start, end: statement.end, command: statement.command };
    return { ...statement, changes: rest.length > 0 ? rest : [nothing] };
  });
}

/** The names that a table of the chain has only on the way. */
function namesOf({ create, original, renamedTo }: Tracked): string[] {
  const name = create?.table ?? original;
  return [...(create ? [keyOf(create.table)] : []), ...(renamedTo !== undefined && name && original ? [keyOf({ ...name, name: renamedTo })] : [])];
}

function rebuildOf({ name, table, chain }: Rebuild, createdAgain: RebuildTable['createdAgain'], text: string): RebuildTable {
  const { create } = table;
  const original = chain.at(-1);
  const drop: Range = original?.drop ?? create;
  const bracket = text.indexOf('(', create.start);
  const end = bracket < 0 || bracket > create.end ? create.end : create.start + text.slice(create.start, bracket).trimEnd().length;
  return {
    kind: 'rebuildTable',
    start: create.start,
    end,
    table: name,
    definition: named(create, name),
    copied: copiedThrough(chain),
    leavesOutRows: chain.some(({ sources }) => (sources ? (sources.selects?.hasWhere ?? true) : false)),
    drop: { start: drop.start, end: drop.end },
    createdAgain,
    ...(original?.renamedTo === undefined ? {} : { renamedTo: original.renamedTo }),
  };
}

/** The definition under its final name, which references to itself follow. */
function named(create: CreateTable, name: QualifiedName): CreateTable {
  const own = keyOf(create.table);
  const follow = <T extends CreateTable['constraints'][number]>(constraint: T): T =>
    constraint.references && keyOf(constraint.references.table) === own
      ? { ...constraint, references: { ...constraint.references, table: name } }
      : constraint;
  return {
    ...create,
    table: name,
    columns: create.columns.map((column) => ({ ...column, constraints: column.constraints.map(follow) })),
    constraints: create.constraints.map(follow),
  };
}

/** Where the values of the new table's columns come from, through all tables on the way. */
function copiedThrough(chain: readonly Tracked[]): RebuildTable['copied'] {
  const [first, ...others] = chain;
  if (!first?.sources?.selects) return undefined;
  let copied = columnsInto(first, first.sources.selects);
  for (const table of others) {
    if (!table.sources || copied === undefined) break;
    const { selects } = table.sources;
    const own = selects && columnsInto(table, selects);
    if (own === undefined) return undefined;
    if (own === 'by position') {
      if (!sourceKeepsColumns(table)) return undefined;
    } else copied = copied === 'by position' ? atSamePlace(first, table, own) : throughOther(copied, own);
  }
  return copied;
}

/** Whether `SELECT *` gave the table just the columns of its source. */
function sourceKeepsColumns({ create }: Tracked): boolean {
  return create?.fromQuery === true;
}

function columnsInto({ create }: Tracked, { columns }: SelectedRows): readonly CopiedColumn[] | 'by position' | undefined {
  if (!columns) return 'by position';
  // A `*` among other columns.
  if (columns.length === 0) return undefined;
  const copied: CopiedColumn[] = [];
  for (const [index, { to, value }] of columns.entries()) {
    const target = to ?? create?.columns[index]?.name;
    if (target === undefined) return undefined;
    copied.push({ to: target, value, ...fromOf(value) });
  }
  return copied;
}

function fromOf(value: CopiedColumn['value']): Pick<CopiedColumn, 'from'> {
  const [column, ...others] = value.columns;
  return column !== undefined && others.length === 0 && value.key === `«${column}»` ? { from: column } : {};
}

function throughOther(outer: readonly CopiedColumn[], inner: readonly CopiedColumn[]): readonly CopiedColumn[] {
  const byName = new Map(inner.map((column) => [column.to.toLowerCase(), column]));
  return outer.map((column) => {
    const source = column.from === undefined ? undefined : byName.get(column.from.toLowerCase());
    return source ? { to: column.to, value: source.value, ...fromOf(source.value) } : { to: column.to, value: column.value };
  });
}

/** What `SELECT *` takes from a table that was filled column by column. */
function atSamePlace({ create }: Tracked, between: Tracked, own: readonly CopiedColumn[]): readonly CopiedColumn[] | undefined {
  const names = between.create?.fromQuery === true ? own.map(({ to }) => to) : (between.create?.columns ?? []).map(({ name }) => name);
  const targets = create?.columns ?? [];
  if (names.length !== targets.length) return undefined;
  return targets.flatMap(({ name: to }, index) => {
    const column = own.find((candidate) => candidate.to.toLowerCase() === names[index]?.toLowerCase());
    return column ? [{ ...column, to }] : [];
  });
}

function plainColumn(name: string): CopiedColumn['value'] {
  return { text: name, key: `«${name}»`, functions: [], columns: [name] };
}
