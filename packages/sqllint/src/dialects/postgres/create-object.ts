import type {
  CreateDomainStmt,
  CreateFunctionStmt,
  CreateSeqStmt,
  DefineStmt,
  FunctionParameter,
  Node,
  ObjectWithArgs,
  TypeName,
} from '@pgsql/types';
import type { CreateObject, ObjectType, QualifiedName } from '../../changes.ts';
import { relationsIn } from './create-table.ts';
import { dataTypeOf, keyOfType } from './data-type.ts';
import { nameOfList, nameOfRelation, nameOfStrings, stringOf, stringsOf } from './names.ts';
import { nextToken } from '../../text/tokens.ts';
import { postgresLexicalRules } from './source.ts';
import type { StatementSource } from './source.ts';
import { keyOfTree } from './tree-key.ts';
import { columnNamesOf, withNames } from './view-query.ts';

type Part = Partial<CreateObject> & Pick<CreateObject, 'objectType' | 'name' | 'definition'>;

/** The `CREATE` statements of everything that is neither a table nor an index; undefined for others. */
export function lowerCreateObject(node: Node, source: StatementSource): CreateObject | undefined {
  const part = partOf(node, source);
  return part
    ? {
        kind: 'createObject',
        ...source.range,
        orReplace: false,
        ifNotExists: false,
        text: source.statementText,
        ...part,
      }
    : undefined;
}

function partOf(node: Node, source: StatementSource): Part | undefined {
  if ('ViewStmt' in node) {
    const { view, query, aliases, replace, options } = node.ViewStmt;
    return {
      objectType: 'view',
      name: nameOfRelation(view),
      orReplace: replace ?? false,
      temporary: view?.relpersistence === 't',
      definition: keyOfTree({ ...withNames(query, aliases), options }),
      reads: relationsIn(query),
      ...columnNamesOf(query, stringsOf(aliases)),
    };
  }
  if ('CreateFunctionStmt' in node) return functionPart(node.CreateFunctionStmt);
  if ('CreateTrigStmt' in node) {
    const { trigname, relation, replace, ...rest } = node.CreateTrigStmt;
    return {
      objectType: 'trigger',
      name: { name: trigname ?? '' },
      table: nameOfRelation(relation),
      orReplace: replace ?? false,
      definition: keyOfTree(rest),
    };
  }
  if ('CreatePolicyStmt' in node) {
    const { policy_name: name, table, ...rest } = node.CreatePolicyStmt;
    return { objectType: 'policy', name: { name: name ?? '' }, table: nameOfRelation(table), definition: keyOfTree(rest) };
  }
  if ('RuleStmt' in node) {
    const { rulename, relation, replace, ...rest } = node.RuleStmt;
    return {
      objectType: 'rule',
      name: { name: rulename ?? '' },
      table: nameOfRelation(relation),
      orReplace: replace ?? false,
      definition: keyOfTree(rest),
    };
  }
  return typePart(node) ?? containerPart(node) ?? rarePart(node, source);
}

function typePart(node: Node): Part | undefined {
  if ('CreateEnumStmt' in node) {
    const labels = stringsOf(node.CreateEnumStmt.vals);
    return { objectType: 'enum', name: nameOfList(node.CreateEnumStmt.typeName), definition: labels.join('\n'), labels };
  }
  if ('CompositeTypeStmt' in node) {
    const { typevar, coldeflist } = node.CompositeTypeStmt;
    return { objectType: 'type', name: nameOfRelation(typevar), definition: keyOfTree(coldeflist) };
  }
  if ('CreateRangeStmt' in node) {
    return {
      objectType: 'type',
      name: nameOfList(node.CreateRangeStmt.typeName),
      definition: keyOfTree(node.CreateRangeStmt.params),
    };
  }
  if ('CreateDomainStmt' in node) return domainPart(node.CreateDomainStmt);
  return undefined;
}

function domainPart(statement: CreateDomainStmt): Part {
  const { domainname, typeName, constraints, collClause } = statement;
  return {
    objectType: 'domain',
    name: nameOfList(domainname),
    definition: keyOfTree({ typeName, constraints, collClause }),
    baseType: dataTypeOf(typeName),
    constrained: (constraints ?? []).some(
      (item) =>
        'Constraint' in item && (item.Constraint.contype === 'CONSTR_CHECK' || item.Constraint.contype === 'CONSTR_NOTNULL'),
    ),
  };
}

function containerPart(node: Node): Part | undefined {
  if ('CreateSeqStmt' in node) return sequencePart(node.CreateSeqStmt);
  if ('CreateExtensionStmt' in node) {
    const { extname, if_not_exists: ifNotExists } = node.CreateExtensionStmt;
    return { objectType: 'extension', name: { name: extname ?? '' }, ifNotExists: ifNotExists ?? false, definition: '' };
  }
  if ('CreateSchemaStmt' in node) {
    const { schemaname, authrole, if_not_exists: ifNotExists } = node.CreateSchemaStmt;
    const name = schemaname ?? authrole?.rolename ?? '';
    return { objectType: 'schema', name: { name }, ifNotExists: ifNotExists ?? false, definition: '' };
  }
  if ('CreatedbStmt' in node) {
    return { objectType: 'database', name: { name: node.CreatedbStmt.dbname ?? '' }, definition: '' };
  }
  if ('CreateForeignTableStmt' in node) {
    const { base, ...rest } = node.CreateForeignTableStmt;
    return {
      objectType: 'foreign table',
      name: nameOfRelation(base?.relation),
      ifNotExists: base?.if_not_exists ?? false,
      definition: keyOfTree({ columns: base?.tableElts, rest }),
    };
  }
  return undefined;
}

function sequencePart(statement: CreateSeqStmt): Part {
  const owner = (statement.options ?? []).find((item) => 'DefElem' in item && item.DefElem.defname === 'owned_by');
  const ownedBy = ownerOf(owner && 'DefElem' in owner ? owner.DefElem.arg : undefined);
  return {
    objectType: 'sequence',
    name: nameOfRelation(statement.sequence),
    ifNotExists: statement.if_not_exists ?? false,
    temporary: statement.sequence?.relpersistence === 't',
    definition: keyOfTree((statement.options ?? []).filter((item) => item !== owner)),
    ...(ownedBy ? { ownedBy } : {}),
  };
}

/** The column in `OWNED BY table.column`; undefined for `OWNED BY NONE`. */
export function ownerOf(arg: Node | undefined): CreateObject['ownedBy'] {
  const parts = arg && 'List' in arg ? stringsOf(arg.List.items) : [];
  const column = parts.at(-1);
  return parts.length > 1 && column !== undefined ? { table: nameOfStrings(parts.slice(0, -1)), column } : undefined;
}

function rarePart(node: Node, source: StatementSource): Part | undefined {
  const named = (objectType: ObjectType, name: string | undefined, definition: unknown): Part => ({
    objectType,
    name: { name: name ?? '' },
    definition: keyOfTree(definition),
  });
  if ('DefineStmt' in node) return definePart(node.DefineStmt);
  if ('CreateEventTrigStmt' in node) return named('event trigger', node.CreateEventTrigStmt.trigname, node);
  if ('CreateStatsStmt' in node) {
    const { defnames, if_not_exists: ifNotExists, ...rest } = node.CreateStatsStmt;
    return { objectType: 'statistics', name: nameOfList(defnames), ifNotExists: ifNotExists ?? false, definition: keyOfTree(rest), about: rest.relations ? relationsIn({ List: { items: rest.relations } }) : [] };
  }
  if ('CreateCastStmt' in node) {
    const { sourcetype, targettype } = node.CreateCastStmt;
    return named('cast', `${typeKey(sourcetype)} as ${typeKey(targettype)}`, node);
  }
  if ('CreateRoleStmt' in node) return named('role', node.CreateRoleStmt.role, node.CreateRoleStmt.options ?? []);
  if ('CreatePublicationStmt' in node) {
    const { pubname, pubobjects } = node.CreatePublicationStmt;
    return { ...named('publication', pubname, node), about: publishedTables(pubobjects) };
  }
  if ('CreateSubscriptionStmt' in node) return named('subscription', node.CreateSubscriptionStmt.subname, node);
  if ('CreateForeignServerStmt' in node) return named('foreign server', node.CreateForeignServerStmt.servername, node);
  const rare = [
    'CreateFdwStmt',
    'CreateUserMappingStmt',
    'CreateTransformStmt',
    'CreateConversionStmt',
    'CreateOpClassStmt',
    'CreateOpFamilyStmt',
    'CreatePLangStmt',
    'CreateAmStmt',
    'CreateTableSpaceStmt',
    'AlterOpFamilyStmt',
  ];
  if (rare.some((type) => type in node)) return named('other', source.statementText, node);
  return undefined;
}

/** The tables that a publication names; those of whole schemas are not among them. */
export function publishedTables(objects: readonly Node[] | undefined): QualifiedName[] {
  return (objects ?? []).flatMap((node) => {
    const table = 'PublicationObjSpec' in node ? node.PublicationObjSpec.pubtable : undefined;
    return table?.relation ? [nameOfRelation(table.relation)] : [];
  });
}

const definedTypes: Readonly<Record<string, ObjectType>> = {
  OBJECT_AGGREGATE: 'aggregate',
  OBJECT_OPERATOR: 'operator',
  OBJECT_TYPE: 'type',
  OBJECT_COLLATION: 'collation',
  OBJECT_TSCONFIGURATION: 'text search configuration',
  OBJECT_TSDICTIONARY: 'text search dictionary',
  OBJECT_TSPARSER: 'text search parser',
  OBJECT_TSTEMPLATE: 'text search template',
};

function definePart(statement: DefineStmt): Part {
  const { kind, defnames, args, definition, replace, if_not_exists: ifNotExists } = statement;
  const objectType = definedTypes[kind ?? ''] ?? 'other';
  return {
    objectType,
    name: nameOfList(defnames),
    orReplace: replace ?? false,
    ifNotExists: ifNotExists ?? false,
    definition: keyOfTree({ args, definition }),
    ...(objectType === 'aggregate' ? { arguments: aggregateArguments(args, definition) } : {}),
  };
}

/** The arguments of an aggregate come as a list whose first item is the list of parameters, or, in the old style, as `basetype = int`. */
function aggregateArguments(args: readonly Node[] | undefined, definition: readonly Node[] | undefined): string {
  const first = args?.[0];
  if (first && 'List' in first) return argumentsOfParameters(first.List.items);
  const base = definition?.find((node) => 'DefElem' in node && node.DefElem.defname === 'basetype');
  const type = base && 'DefElem' in base ? base.DefElem.arg : undefined;
  return type && 'TypeName' in type ? typeKey(type.TypeName) : '';
}

function functionPart(statement: CreateFunctionStmt): Part {
  const { funcname, parameters, replace, is_procedure: isProcedure, returnType, options, sql_body: body } = statement;
  const named = new Map<string, Node | undefined>();
  for (const option of options ?? []) {
    if ('DefElem' in option) named.set(option.DefElem.defname ?? '', option.DefElem.arg);
  }
  const volatility = named.get('volatility');
  const declared = stringOf(volatility);
  const as = named.get('as');
  const source = as && 'List' in as ? stringsOf(as.List.items) : [stringOf(as)];
  named.delete('as');
  return {
    objectType: isProcedure === true ? 'procedure' : 'function',
    name: nameOfList(funcname),
    arguments: argumentsOfParameters(parameters),
    optionalArguments: (parameters ?? []).filter((node) => 'FunctionParameter' in node && node.FunctionParameter.defexpr).length,
    orReplace: replace ?? false,
    definition: keyOfTree({
      parameters,
      returnType,
      body,
      as: source.map(bodyKey),
      options: [...named].sort(([a], [b]) => a.localeCompare(b)),
    }),
    ...(returnType ? { returns: `${returnType.setof === true ? 'setof ' : ''}${typeKey(returnType)}` } : {}),
    ...(isProcedure === true ? {} : signatureOf(parameters)),
    ...(declared === 'immutable' || declared === 'stable' || declared === 'volatile' ? { volatility: declared } : {}),
  };
}

/** What `OR REPLACE` has to leave as it is. */
function signatureOf(parameters: readonly Node[] | undefined): Required<Pick<CreateObject, 'parameters' | 'outputs'>> {
  const all = (parameters ?? []).flatMap((node) => ('FunctionParameter' in node ? [node.FunctionParameter] : []));
  const isOutput = ({ mode }: FunctionParameter): boolean => mode === 'FUNC_PARAM_OUT' || mode === 'FUNC_PARAM_TABLE' || mode === 'FUNC_PARAM_INOUT';
  return {
    parameters: all.filter(({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE').map(({ name = '' }) => name),
    outputs: all.filter(isOutput).map(({ name = '', argType }) => `${name} ${typeKey(argType).replace(/^.*\./u, '')}`).join(','),
  };
}

/** A function's body without comments and with single blanks: two that differ only there do the same. */
function bodyKey(body: string): string {
  let key = '';
  for (let at = 0; ; ) {
    const token = nextToken(body, at, postgresLexicalRules);
    if (!token) return key;
    if (token.kind !== 'comment') key += ` ${body.slice(token.start, token.end)}`;
    at = token.end;
  }
}

function argumentsOfParameters(parameters: readonly Node[] | undefined): string {
  const inputs = (parameters ?? []).flatMap((node): FunctionParameter[] =>
    'FunctionParameter' in node ? [node.FunctionParameter] : [],
  );
  return inputs
    .filter(({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE')
    .map(({ argType }) => typeKey(argType))
    .join(',');
}

function typeKey(type: TypeName | undefined): string {
  // The type of a column, which the schema knows.
  if (type?.pct_type === true) return `${stringsOf(type.names).join('.')}%type`;
  const { name, dimensions } = dataTypeOf(type);
  return keyOfType({ name, modifiers: [], dimensions, text: '' }).replace('()', '');
}

/** The argument types of `DROP FUNCTION f(int)`; undefined where the statement leaves them out. */
export function argumentsOfObject(object: ObjectWithArgs): string | undefined {
  if (object.args_unspecified === true) return undefined;
  if (object.objfuncargs && object.objfuncargs.length > 0) return argumentsOfParameters(object.objfuncargs);
  return (object.objargs ?? []).map((node) => ('TypeName' in node ? typeKey(node.TypeName) : '')).join(',');
}
