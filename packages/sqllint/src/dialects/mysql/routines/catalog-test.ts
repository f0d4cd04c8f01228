import type { CatalogTest, ConstraintType } from '../../../changes.ts';
import type { TokenReader } from '../token-reader.ts';
import { operands } from './condition.ts';
import { onlyText, valueOf } from './value.ts';
import type { Variables } from './value.ts';

interface Subject {
  readonly object: CatalogTest['object'];
  /** The columns that tell the name, what it belongs to, and its kind. */
  readonly name: string;
  readonly of?: string;
  readonly type?: string;
}

/** What each table of `information_schema` tells of. */
const subjects: Readonly<Record<string, Subject>> = {
  columns: { object: 'column', name: 'column_name', of: 'table_name' },
  tables: { object: 'relation', name: 'table_name' },
  views: { object: 'relation', name: 'table_name' },
  statistics: { object: 'index', name: 'index_name', of: 'table_name' },
  table_constraints: { object: 'constraint', name: 'constraint_name', of: 'table_name', type: 'constraint_type' },
  key_column_usage: { object: 'constraint', name: 'constraint_name', of: 'table_name' },
  referential_constraints: { object: 'constraint', name: 'constraint_name', of: 'table_name' },
  triggers: { object: 'trigger', name: 'trigger_name', of: 'event_object_table' },
};

const constraintTypes: Readonly<Record<string, ConstraintType>> = { 'PRIMARY KEY': 'primaryKey', UNIQUE: 'unique', 'FOREIGN KEY': 'foreignKey', CHECK: 'check' };

/** What a query asks the catalog for, from behind its `FROM`; undefined when it asks something else, or more. */
export function catalogTest(from: TokenReader, variables: Variables): CatalogTest | undefined {
  if (!from.isIdentifierNext()) return undefined;
  const { schema = '', name } = from.qualifiedName();
  const subject = subjects[name.toLowerCase()];
  if (schema.toLowerCase() !== 'information_schema' || !subject) return undefined;
  from.accept('AS');
  if (from.isIdentifierNext() && from.peek() !== 'WHERE') from.identifier();
  if (!from.accept('WHERE')) return undefined;
  const where = from.until('LIMIT');
  if (from.accept('LIMIT')) from.take();
  if (!from.isAtEnd()) return undefined;
  const values = new Map<string, string>();
  return readConditions(where, variables, values) ? testOf(subject, values) : undefined;
}

/** Notes what each column has to be; false where something else is asked. */
function readConditions(reader: TokenReader, variables: Variables, values: Map<string, string>): boolean {
  return operands(reader, 'AND').every((part) => {
    if (part.peek() === '(') {
      const group = part.group();
      return part.isAtEnd() && readConditions(group, variables, values);
    }
    if (!part.isIdentifierNext()) return false;
    const column = part.qualifiedName().name.toLowerCase();
    if (!part.accept('=') && !part.accept('LIKE')) return false;
    // Whatever the database is called, it is the one that is migrated.
    if (/_(?:schema|catalog)$/u.test(column)) {
      part.rest();
      return true;
    }
    const value = onlyText(valueOf(part, variables));
    if (typeof value !== 'string') return false;
    values.set(column, value);
    return true;
  });
}

function testOf({ object, name, of, type }: Subject, values: ReadonlyMap<string, string>): CatalogTest | undefined {
  if (![...values.keys()].every((column) => column === name || column === of || column === type)) return undefined;
  const named = values.get(name);
  const owner = of === undefined ? undefined : values.get(of);
  const constraintType = constraintTypes[(type === undefined ? '' : (values.get(type) ?? '')).toUpperCase()];
  const isPrimaryKey = named?.toUpperCase() === 'PRIMARY' && (object === 'index' || object === 'constraint');
  if (isPrimaryKey && owner !== undefined) return { object: 'constraint', of: { name: owner }, constraintType: 'primaryKey' };
  if (named === undefined && (owner === undefined || constraintType === undefined)) return undefined;
  return {
    object,
    ...(named === undefined ? {} : { name: named }),
    ...(owner === undefined ? {} : { of: { name: owner } }),
    ...(constraintType === undefined ? {} : { constraintType }),
  };
}
