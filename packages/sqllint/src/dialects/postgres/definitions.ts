import type { ColumnDef, Constraint, IndexElem, Node } from '@pgsql/types';
import type { ColumnDefinition, ConstraintDefinition, ConstraintType, Expression, IndexKey } from '../../changes.ts';
import { dataTypeOf, serialBase } from './data-type.ts';
import { expressionOf } from './expression.ts';
import { nameOfRelation, stringsOf } from './names.ts';
import type { StatementSource } from './source.ts';
import { keyOfTree } from './tree-key.ts';

const constraintTypes: Readonly<Record<string, ConstraintType>> = {
  CONSTR_PRIMARY: 'primaryKey',
  CONSTR_UNIQUE: 'unique',
  CONSTR_CHECK: 'check',
  CONSTR_FOREIGN: 'foreignKey',
  CONSTR_EXCLUSION: 'exclude',
  CONSTR_NOTNULL: 'notNull',
};

/**
 * A table or column constraint; undefined for what the grammar calls a constraint and is none
 * (a default, `NULL`, identity, generated, deferrability).
 * @param column the column that an in-line constraint stands on
 */
export function constraintOf(
  constraint: Constraint,
  source: StatementSource,
  column?: string,
  limit?: number,
): ConstraintDefinition | undefined {
  const type = constraintTypes[constraint.contype ?? ''];
  if (!type) return undefined;
  const from = source.offsetOf(constraint.location);
  const text = source.elementText(from, limit);
  const expression = constraint.raw_expr
    ? expressionOf(constraint.raw_expr, parenthesised(text))
    : undefined;
  const listed = stringsOf(type === 'foreignKey' ? constraint.fk_attrs : constraint.keys);
  const columns =
    type === 'check' ? (expression?.columns ?? []) : listed.length === 0 && column !== undefined ? [column] : listed;
  return {
    type,
    columns: type === 'exclude' ? exclusionColumns(constraint) : columns,
    notValid: constraint.skip_validation ?? false,
    notEnforced: (type === 'check' || type === 'foreignKey') && constraint.is_enforced !== true,
    ...(constraint.is_no_inherit === true ? { noInherit: true } : {}),
    deferrable: constraint.deferrable ?? false,
    ...(constraint.initdeferred === true ? { initiallyDeferred: true } : {}),
    ...(constraint.including ? { include: stringsOf(constraint.including) } : {}),
    ...(constraint.nulls_not_distinct === true ? { nullsNotDistinct: true } : {}),
    details: keyOfTree({
      exclusions: constraint.exclusions,
      include: constraint.including,
      nulls: constraint.nulls_not_distinct,
      initially: constraint.initdeferred,
      where: constraint.where_clause,
      without: constraint.without_overlaps,
    }),
    text,
    ...(constraint.conname === undefined ? {} : { name: constraint.conname }),
    ...(expression ? { expression } : {}),
    ...(constraint.indexname === undefined ? {} : { usingIndex: constraint.indexname }),
    ...(type === 'foreignKey'
      ? {
          references: {
            table: nameOfRelation(constraint.pktable),
            columns: stringsOf(constraint.pk_attrs),
            actions: [
              constraint.fk_matchtype ?? 's',
              constraint.fk_upd_action ?? 'a',
              constraint.fk_del_action ?? 'a',
              stringsOf(constraint.fk_del_set_cols).join(','),
            ].join(' '),
          },
        }
      : {}),
  };
}

/** The first parenthesised part of a text, without its parentheses. */
function parenthesised(text: string): string {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  return open < 0 || close < open ? text : text.slice(open + 1, close).trim();
}

function exclusionColumns(constraint: Constraint): string[] {
  const columns: string[] = [];
  for (const pair of constraint.exclusions ?? []) {
    if (!('List' in pair)) continue;
    const element = pair.List.items?.[0];
    if (element && 'IndexElem' in element && element.IndexElem.name !== undefined) columns.push(element.IndexElem.name);
  }
  return columns;
}

/** A column of `CREATE TABLE` or `ADD COLUMN`. */
export function columnOf(definition: ColumnDef, source: StatementSource): ColumnDefinition {
  const name = definition.colname ?? '';
  const written = dataTypeOf(definition.typeName);
  const serial = serialBase(written);
  const parts = (definition.constraints ?? []).flatMap((node) => ('Constraint' in node ? [node.Constraint] : []));
  const starts = parts.map((part) => source.offsetOf(part.location));
  if (definition.collClause) starts.push(source.offsetOf(definition.collClause.location));
  const behind = (start: number): number | undefined => {
    const later = starts.filter((other) => other > start);
    return later.length === 0 ? undefined : Math.min(...later);
  };

  let notNull = serial !== undefined || definition.is_not_null === true;
  let nullable = false;
  let defaultValue: Expression | undefined;
  let identity: ColumnDefinition['identity'];
  let identityOptions: string | undefined;
  let generated: ColumnDefinition['generated'];
  const constraints: ConstraintDefinition[] = [];
  for (const part of parts) {
    const start = source.offsetOf(part.location);
    const text = (): string => source.elementText(start, behind(start));
    switch (part.contype) {
      case 'CONSTR_NOTNULL':
        notNull = true;
        break;
      case 'CONSTR_NULL':
        nullable = true;
        break;
      case 'CONSTR_DEFAULT':
        if (part.raw_expr) defaultValue = expressionOf(part.raw_expr, text().replace(/^default\s*/iu, ''));
        break;
      case 'CONSTR_IDENTITY':
        identity = part.generated_when === 'a' ? 'always' : 'by default';
        identityOptions = /\([\s\S]*\)/u.exec(text())?.[0];
        notNull = true;
        break;
      case 'CONSTR_GENERATED':
        if (part.raw_expr) {
          generated = {
            expression: expressionOf(part.raw_expr, parenthesised(text())),
            stored: part.generated_kind !== 'v',
          };
        }
        break;
      // Attributes follow the constraint that they are about.
      case 'CONSTR_ATTR_DEFERRABLE':
        changeLast(constraints, { deferrable: true });
        break;
      case 'CONSTR_ATTR_DEFERRED':
        changeLast(constraints, { deferrable: true, initiallyDeferred: true });
        break;
      case 'CONSTR_ATTR_NOT_ENFORCED':
        changeLast(constraints, { notEnforced: true });
        break;
      default: {
        const constraint = constraintOf(part, source, name, behind(start));
        if (constraint) constraints.push(constraint);
        if (constraint?.type === 'primaryKey') notNull = true;
      }
    }
  }
  const collation = definition.collClause ? stringsOf(definition.collClause.collname).join('.') : undefined;
  return {
    name,
    type: serial ?? written,
    notNull: notNull && !(nullable && serial === undefined),
    serial: serial !== undefined,
    constraints,
    ...(defaultValue && defaultValue.constant !== null ? { default: defaultValue } : {}),
    // The server notes it only with a length, to which it casts it.
    ...(defaultValue?.constant === null && written.modifiers.length > 0 ? { defaultsToNull: true } : {}),
    ...(identity ? { identity } : {}),
    ...(identityOptions === undefined ? {} : { identityOptions }),
    ...(generated ? { generated } : {}),
    ...(collation === undefined ? {} : { collation }),
  };
}

function changeLast(constraints: ConstraintDefinition[], attributes: Partial<ConstraintDefinition>): void {
  const last = constraints.pop();
  if (last) constraints.push({ ...last, ...attributes });
}

/**
 * A key of an index; the parser keeps no text of its own for expressions.
 * @param text the whole key as written
 */
export function indexKeyOf(node: Node, source: StatementSource, text: string | undefined): IndexKey {
  const element: IndexElem = 'IndexElem' in node ? node.IndexElem : {};
  const { name, expr, ordering, nulls_ordering: nulls, ...rest } = element;
  const order = ordering === 'SORTBY_DESC' ? 'desc' : '';
  const defaultNulls = order === 'desc' ? 'SORTBY_NULLS_FIRST' : 'SORTBY_NULLS_LAST';
  const nullsOrder = nulls === undefined || nulls === 'SORTBY_NULLS_DEFAULT' || nulls === defaultNulls ? '' : nulls;
  const options = [order, nullsOrder, keyOfTree({ opclass: rest.opclass, opts: rest.opclassopts, coll: rest.collation })]
    .filter((part) => part !== '' && part !== '{}')
    .join(' ');
  const isBareColumn = text === undefined || (name !== undefined && /^(?:\w+|"[^"]*")$/u.test(text));
  const written = isBareColumn ? {} : { text };
  if (name !== undefined || !expr) return { column: name ?? '', options, ...written };
  return { expression: expressionOf(expr, source.elementText(source.offsetOf(locationOf(expr)))), options, ...written };
}

/** The smallest location in a tree: where its text starts, operators' left sides included. */
export function locationOf(tree: unknown): number | undefined {
  let smallest: number | undefined;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      for (const [field, inner] of Object.entries(value)) {
        if (field === 'location' && typeof inner === 'number') {
          if (inner >= 0 && (smallest === undefined || inner < smallest)) smallest = inner;
        } else visit(inner);
      }
    }
  };
  visit(tree);
  return smallest;
}
