import type { SchemaDifference } from '../schema/compare-schema.ts';

/**
 * The statement that takes a difference back, as the server's own words allow to write it;
 * undefined where they do not tell enough.
 *
 * @param difference seen from the state that is wanted
 */
export function mend({ kind, change, parent, name, before = '', after = '' }: SchemaDifference): string | undefined {
  if (change === 'missing') return create(kind, parent, name, before);
  if (change === 'extra') return drop(kind, parent, name);
  if (change !== 'changed') return undefined;
  if (kind === 'column') return alterColumn(parent, name, before, after);
  if (kind === 'comment') return comment(name, before);
  if (kind === 'function' || kind === 'view') return create(kind, parent, name, before)?.replace(/^CREATE (?!OR REPLACE)/u, 'CREATE OR REPLACE ');
  const [undo, redo] = [drop(kind, parent, name), create(kind, parent, name, before)];
  if (kind === 'trigger' && withoutState(before) === withoutState(after)) return stateOfTrigger(parent, name, before);
  return ['constraint', 'domain constraint', 'index', 'trigger', 'materialized view'].includes(kind) && undo !== undefined && redo !== undefined ? `${undo}\n${redo}` : undefined;
}

function create(kind: string, parent: string, name: string, definition: string): string | undefined {
  const quoted = quote(name);
  switch (kind) {
    case 'schema':
      return `CREATE SCHEMA ${quoted};`;
    case 'extension':
      return `CREATE EXTENSION ${quoted} SCHEMA ${definition};`;
    case 'column':
      return `ALTER TABLE ${parent} ADD COLUMN ${quoted} ${definition.replace(/ ACL .*$/u, '')};`;
    case 'constraint':
      return `ALTER TABLE ${parent} ADD CONSTRAINT ${quoted} ${definition};`;
    case 'domain constraint':
      return `ALTER DOMAIN ${parent} ADD CONSTRAINT ${quoted} ${definition};`;
    case 'index': {
      const isUnique = / UNIQUE(?: INVALID)?$/u.test(definition);
      return `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${quoted} ${definition.replace(/(?: UNIQUE)?(?: INVALID)?$/u, '').trim()};`;
    }
    case 'view':
    case 'materialized view':
      return `CREATE ${kind.toUpperCase()} ${name} ${definition.startsWith('WITH (') ? '' : 'AS'}${withoutSemicolon(definition)};`;
    case 'contents':
      return `REFRESH MATERIALIZED VIEW ${parent};`;
    case 'function':
    case 'rule':
      return `${withoutSemicolon(definition)};`;
    case 'trigger':
      return [`${withoutState(definition)};`, ...(withoutState(definition) === definition ? [] : [stateOfTrigger(parent, name, definition)])].join('\n');
    case 'policy':
      return `CREATE POLICY ${quoted} ON ${parent} ${policy(definition)};`;
    case 'sequence':
      return `CREATE SEQUENCE ${name} ${definition.replace(/ START (-?\d+)/u, ' START WITH $1').replace(/ INCREMENT (-?\d+)/u, ' INCREMENT BY $1')};`;
    case 'type':
      if (definition.startsWith('ENUM (') || definition.startsWith('(')) return `CREATE TYPE ${name} AS ${definition};`;
      return definition.startsWith('DOMAIN ') ? `CREATE DOMAIN ${name} AS ${definition.slice('DOMAIN '.length)};` : undefined;
    case 'statistics':
      return `${definition};`;
    case 'comment':
      return comment(name, definition);
    default:
      return undefined;
  }
}

function drop(kind: string, parent: string, name: string): string | undefined {
  switch (kind) {
    case 'column':
      return `ALTER TABLE ${parent} DROP COLUMN ${quote(name)};`;
    case 'constraint':
      return `ALTER TABLE ${parent} DROP CONSTRAINT ${quote(name)};`;
    case 'domain constraint':
      return `ALTER DOMAIN ${parent} DROP CONSTRAINT ${quote(name)};`;
    case 'index':
      return `DROP INDEX ${schemaOf(parent)}${quote(name)};`;
    case 'trigger':
    case 'rule':
    case 'policy':
      return `DROP ${kind.toUpperCase()} ${quote(name)} ON ${parent};`;
    case 'schema':
    case 'extension':
      return `DROP ${kind.toUpperCase()} ${quote(name)};`;
    case 'table':
    case 'view':
    case 'materialized view':
    case 'function':
    case 'sequence':
    case 'type':
    case 'statistics':
      return `DROP ${kind.toUpperCase()} ${name};`;
    case 'comment':
      return comment(name, undefined);
    default:
      return undefined;
  }
}

interface ColumnParts {
  readonly type: string;
  readonly isRequired: boolean;
  /** Empty where there is none. */
  readonly fallback: string;
  readonly rest: string;
}

/** The parts of a column's definition, in the order in which the query writes them. */
function partsOf(definition: string): ColumnParts {
  const [head = '', fallback = ''] = definition.split(/ DEFAULT (?=[^ ])/u, 2);
  const isRequired = / NOT NULL(?= |$)/u.test(head);
  const [type = '', rest = ''] = head.replace(/ NOT NULL(?= |$)/u, '').split(/ (?=COLLATE |GENERATED |STORAGE |COMPRESSION |STATISTICS |ACL )/u, 2);
  return { type, isRequired, fallback: fallback.replace(/ (?:STORAGE|COMPRESSION|STATISTICS|ACL) .*$/u, ''), rest };
}

function alterColumn(table: string, column: string, before: string, after: string): string | undefined {
  const [was, is] = [partsOf(before), partsOf(after)];
  const actions = [
    ...(was.type === is.type ? [] : [`TYPE ${was.type}`]),
    ...(was.fallback === is.fallback ? [] : [was.fallback === '' ? 'DROP DEFAULT' : `SET DEFAULT ${was.fallback}`]),
    ...(was.isRequired === is.isRequired ? [] : [was.isRequired ? 'SET NOT NULL' : 'DROP NOT NULL']),
  ];
  if (actions.length === 0 || was.rest !== is.rest) return undefined;
  return `ALTER TABLE ${table} ${actions.map((action) => `ALTER COLUMN ${quote(column)} ${action}`).join(', ')};`;
}

const stateOf = / enabled ([DAR])$/u;

function withoutState(trigger: string): string {
  return trigger.replace(stateOf, '');
}

function stateOfTrigger(table: string, name: string, definition: string): string {
  const state = { D: 'DISABLE', A: 'ENABLE ALWAYS', R: 'ENABLE REPLICA' }[stateOf.exec(definition)?.[1] ?? ''] ?? 'ENABLE';
  return `ALTER TABLE ${table} ${state} TRIGGER ${quote(name)};`;
}

/** The server writes conditions without the parentheses that its grammar wants. */
function policy(definition: string): string {
  return definition.replace(/ USING (.*?)(?= WITH CHECK |$)/su, ' USING ($1)').replace(/ WITH CHECK (.*)$/su, ' WITH CHECK ($1)').replace(/^(FOR \w+) RESTRICTIVE/u, 'AS RESTRICTIVE $1');
}

function comment(about: string, text: string | undefined): string | undefined {
  const [, kind, name] = /^(table column|table|view|function|type|index|sequence|schema) (.*)$/su.exec(about) ?? [];
  if (kind === undefined || name === undefined) return undefined;
  const object = kind === 'table column' ? `COLUMN ${name}` : `${kind.toUpperCase()} ${name}`;
  return `COMMENT ON ${object} IS ${text === undefined ? 'NULL' : `'${text.replaceAll("'", "''")}'`};`;
}

function withoutSemicolon(text: string): string {
  return text.trimEnd().replace(/;$/u, '');
}

function schemaOf(table: string): string {
  const [schema] = /^(?:"(?:[^"]|"")*"|[^."]+)\./u.exec(table) ?? [''];
  return schema;
}

/** Column, constraint and index names come from the catalog as they are. */
function quote(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/u.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

const reserved: ReadonlySet<string> = new Set(
  'all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null offset on only or order placing primary references returning select session_user some symmetric table then to trailing true union unique user using variadic when where window with'.split(' '),
);
