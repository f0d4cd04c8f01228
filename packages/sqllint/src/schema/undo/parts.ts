import { displayName } from '../model.ts';
import type { Table, TablePart } from '../model.ts';
import { mysqlOptionSql } from '../mysql-sql.ts';
import { isMySql, writtenDialect } from '../sql-dialect.ts';
import { quote, quoteName } from '../write-sql.ts';
import type { Moment } from './moment.ts';
import { goneKey, isOwn } from './moment.ts';
import { comment } from './step.ts';
import type { Step } from './step.ts';

/** The steps from the triggers, policies and rules of a table after a change to those before it. */
export function undoParts(moment: Moment, before: Table, after: Table): Step[] {
  if (before.parts === after.parts) return [];
  const steps: Step[] = [];
  for (const [name, part] of after.parts) {
    if (before.parts.get(name) !== part && !moment.gone.delete(goneKey(before, 'part', name))) steps.push({ stage: 'drop part', sql: [dropPartSql(before, part)] });
  }
  for (const [name, part] of before.parts) {
    if (after.parts.get(name) === part) continue;
    if (!isOwnPart(moment, part)) steps.push(partBack(before, part));
    else if (!after.parts.has(name)) moment.gone.add(goneKey(before, 'part', name));
  }
  return steps;
}

function isOwnPart(moment: Moment, part: TablePart): boolean {
  return part.createdIn === moment.before.migration;
}

export function dropPartSql(table: Table, part: TablePart): string {
  // Elsewhere a trigger is known by its own name.
  const on = writtenDialect() === 'postgres' ? ` ON ${quoteName(table)}` : '';
  return `DROP ${part.objectType.toUpperCase()} ${quote(part.name)}${on};`;
}

export function partBack(table: Table, part: TablePart): Step {
  if (!part.known) {
    const warning = `The ${part.objectType} ${part.name} of ${displayName(table)} cannot be written again, as no migration created it.`;
    return { stage: 'part', sql: [comment(warning)], brings: 'nothing', warning };
  }
  return { stage: 'part', sql: [`${onTable(table, part.text)};`, ...(part.alterations ?? []).map((text) => `${onTable(table, text)};`)] };
}

const nameAfterOn = /(?<=\bon\s+)(?:(?:"[^"]+"|[\w$]+)\.)?(?<name>"[^"]+"|[\w$]+)(?=\s|$)/iu;

/** The statement for the table under the name that it has at that moment: it may get its earlier one only later. */
function onTable(table: Table, text: string): string {
  const name = nameAfterOn.exec(text)?.groups?.['name'];
  const isOther = name !== undefined && name !== quote(table.name) && name.toLowerCase() !== table.name;
  return isOther && /^\s*(?:create|alter)\s+(?:or\s+replace\s+)?(?:constraint\s+)?(?:trigger|policy)\b/iu.test(text) ? text.replace(nameAfterOn, quoteName(table)) : text;
}

const switches: Readonly<Record<string, string>> = {
  'row security': 'ROW LEVEL SECURITY',
  'forced row security': 'FORCE ROW LEVEL SECURITY',
};

/** The steps from the properties of a table after a change to those before it. */
export function undoAspects(moment: Moment, before: Table, after: Table): Step[] {
  if (isOwn(moment, before)) return [];
  const names = [...new Set([...before.aspects.keys(), ...after.aspects.keys()])];
  return names.flatMap((name): Step[] => {
    const [was, is] = [before.aspects.get(name), after.aspects.get(name)];
    if (was === is) return [];
    const action = aspectSql(name, was);
    if (action !== undefined) return [{ stage: 'alter', sql: [`ALTER TABLE ${quoteName(before)} ${action};`] }];
    const warning = `What ${name} of ${displayName(before)} was before is not known; it stays as the up sets it.`;
    return [{ stage: 'alter', sql: [comment(warning)], brings: 'nothing', warning }];
  });
}

/** The action of an `ALTER TABLE` that gives a property its earlier value; undefined where that is not known. */
export function aspectSql(name: string, value: string | undefined): string | undefined {
  if (isMySql()) return mysqlAspectSql(name, value);
  const [kind = '', ...rest] = name.split(' ');
  const of = rest.join(' ');
  const toggled = switches[name];
  if (toggled !== undefined) {
    const off = name === 'row security' ? `DISABLE ${toggled}` : `NO ${toggled}`;
    return value === undefined ? off : name === 'row security' ? `ENABLE ${toggled}` : toggled;
  }
  switch (kind) {
    case 'persistence':
      return value === undefined ? 'SET LOGGED' : 'SET UNLOGGED';
    case 'option':
      return value === undefined ? `RESET (${of})` : `SET (${of} = ${value})`;
    case 'replica':
      return `REPLICA IDENTITY ${replicaIdentity(value)}`;
    case 'cluster':
      return value === undefined ? 'SET WITHOUT CLUSTER' : `CLUSTER ON ${quote(value)}`;
    case 'trigger':
      return triggerSwitch(of, value);
    case 'rule':
      return `${value === undefined ? 'ENABLE' : 'DISABLE'} RULE ${quote(of)}`;
    case 'statistics':
      return `ALTER COLUMN ${quote(of)} SET STATISTICS ${/\d+/u.exec(value ?? '')?.[0] ?? '-1'}`;
    case 'storage':
    case 'compression':
      return value === undefined ? undefined : `ALTER COLUMN ${quote(of)} SET ${kind.toUpperCase()} ${value}`;
    default:
      return undefined;
  }
}

function mysqlAspectSql(name: string, value: string | undefined): string | undefined {
  const index = /^invisible index (.*)$/u.exec(name)?.[1];
  if (index !== undefined) {
    const words = writtenDialect() === 'mariadb' ? ['NOT IGNORED', 'IGNORED'] : ['VISIBLE', 'INVISIBLE'];
    return `ALTER INDEX ${quote(index)} ${(value === undefined ? words[0] : words[1]) ?? ''}`;
  }
  if (name === 'option comment' && value === undefined) return "COMMENT=''";
  return mysqlOptionSql(name, value);
}

function replicaIdentity(value: string | undefined): string {
  if (value?.startsWith('index ')) return `USING INDEX ${quote(value.slice('index '.length))}`;
  return value === 'f' ? 'FULL' : value === 'n' ? 'NOTHING' : 'DEFAULT';
}

function triggerSwitch(trigger: string, value: string | undefined): string {
  const name = trigger === '*' ? (value === 'user disabled' ? 'USER' : 'ALL') : quote(trigger);
  const words: Readonly<Record<string, string>> = { always: 'ENABLE ALWAYS', replica: 'ENABLE REPLICA' };
  return `${value === undefined ? 'ENABLE' : (words[value] ?? 'DISABLE')} TRIGGER ${name}`;
}
