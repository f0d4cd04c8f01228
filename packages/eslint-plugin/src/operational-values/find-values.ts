import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { IsReader } from '../analysis/configuration.ts';
import { isFallback, mentionsConfiguration } from '../analysis/configuration.ts';
import type { FixedValue } from '../analysis/constants.ts';
import { findFixedValue } from '../analysis/constants.ts';
import { findModule } from '../analysis/imports.ts';
import { toSnakeCase } from '../analysis/names.ts';
import type { OptionSink, OptionUse } from '../analysis/option-sink.ts';
import { findOptionUse } from '../analysis/option-sink.ts';
import { calleeName, chainNames, isPluginRegistration, staticKey, unwrap } from '../analysis/syntax.ts';
import type { Constant } from '../analysis/variables.ts';
import { findVariable, isModuleLevel } from '../analysis/variables.ts';
import { DATA_CALLS } from '../knowledge/data-calls.ts';
import type { OperationalGroup, OperationalGroupFacts } from '../knowledge/operational-groups.ts';
import { OPERATIONAL_GROUPS } from '../knowledge/operational-groups.ts';
import type { Catalogue } from './catalogue.ts';
import { isDefaultConstant, isNamedDefault } from './default-constants.ts';
import { environmentNameOf, environmentNameOfOption } from './environment-name.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;


/** What fields that hold the options of a client are called, and their types. */
const OPTIONS_NAME = /(?:^|_)(?:config|options|opts|settings|params)$/;

/** An operational value that is fixed in the code. */
export interface OperationalValue {
  readonly group: OperationalGroup;
  /** What the user calls it. */
  readonly name: string;
  /** The name with the keys that lead to it, for an object that has several of one name. */
  readonly qualifiedName?: string;
  /** The expression that fixes it. */
  readonly expression: TSESTree.Expression;
  /** The place to point at: name and value together. */
  readonly node: TSESTree.Node;
  /** The object literal it is an option of; all values of one object make one report. */
  readonly object?: TSESTree.ObjectExpression;
  /** A fitting name for an environment variable. */
  readonly environmentName: string;
}

/** What the functions of this file need to know of a file and of the rule's configuration. */
export interface Inspection {
  readonly sourceCode: Readonly<TSESLint.SourceCode>;
  readonly catalogue: Catalogue;
  readonly ignoredValues: ReadonlySet<number>;
  readonly isReader: IsReader;
  /** Whether the file names a module that is called under whatever name it was imported. */
  readonly hasCallableModule: boolean;
}

/** An option in an object that some call receives: `new Pool({ max: 10 })`. */
export function findInProperty(inspection: Inspection, property: TSESTree.Property): OperationalValue | undefined {
  const { sourceCode, catalogue, isReader } = inspection;
  const name = staticKey(property);
  if (name === undefined || !catalogue.mayMatter(name)) return undefined;
  const fixed = findFixedValue(sourceCode, property.value);
  if (!fixed) return undefined;
  const use = findOptionUse(sourceCode, property, isReader);
  if (use.kind === 'held') return findInHeldObject(inspection, property, name, fixed, use);
  if (use.kind === 'field') return findInFieldObject(inspection, property, name, fixed, use);
  if (use.kind !== 'sink') return undefined;
  const group = groupInSink(inspection, use.sink);
  if (!group || !isAmount(inspection, group, fixed) || isTunedBySibling(inspection, property, use.sink, group)) return undefined;
  if (fixed.constant) return findInConstant(inspection, fixed.constant, group);
  return {
    group,
    name,
    expression: property.value as TSESTree.Expression, // A value that is fixed is no pattern.
    node: property,
    qualifiedName: use.sink.path.join('.'),
    object: use.sink.root,
    environmentName: environmentNameOfOption(use.sink.path, use.sink.call),
  };
}

/**
 * A constant that lives in an object of constants: `const LIMITS = { REQUEST_TIMEOUT_MS: 5000 }`. Only the spelling
 * of a constant counts here, and no number that HTTP has as a status: `{ REQUEST_TIMEOUT: 408 }` is a table of those.
 */
function findInHeldObject(
  inspection: Inspection,
  property: TSESTree.Property,
  name: string,
  fixed: FixedValue,
  { constant, root }: Extract<OptionUse, { kind: 'held' }>,
): OperationalValue | undefined {
  const { sourceCode, catalogue, isReader } = inspection;
  if (!isModuleLevel(constant.declarator) || fixed.constant) return undefined;
  const isConstantName = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(name);
  // `RATE_LIMITS = { login: { limit: 10 } }` says what its plain keys are.
  const group = isConstantName ? catalogue.groupOfName(name) : catalogue.groupOfParent(name, constant.declarator.id.name);
  if (!group || !isAmount(inspection, group, fixed)) return undefined;
  if (isStatusCode(fixed) && !/_(?:MS|MILLIS|MILLISECONDS|SECS?|SECONDS|MINUTES|HOURS)$/.test(name)) return undefined;
  if (isNamedDefault(name) || isNamedDefault(constant.declarator.id.name) || isDefaultConstant(sourceCode, constant, isReader)) return undefined;
  const expression = property.value as TSESTree.Expression; // A value that is fixed is no pattern.
  const environmentName = environmentNameOf(isConstantName ? name : `${constant.declarator.id.name}_${name}`);
  return { group, name, expression, node: property, object: root, environmentName };
}

/**
 * An option in an object that a class keeps for its client: `private axiosConfig: AxiosRequestConfig = { timeout: 10_000 }`.
 * The name or the type of the field has to say that these are options.
 */
function findInFieldObject(
  inspection: Inspection,
  property: TSESTree.Property,
  name: string,
  fixed: FixedValue,
  { field, type, root }: Extract<OptionUse, { kind: 'field' }>,
): OperationalValue | undefined {
  if (!OPTIONS_NAME.test(toSnakeCase(field)) && !OPTIONS_NAME.test(toSnakeCase(type ?? ''))) return undefined;
  const group = inspection.catalogue.groupOfName(name);
  if (!group || fixed.constant || isNamedDefault(field) || !isAmount(inspection, group, fixed)) return undefined;
  const expression = property.value as TSESTree.Expression; // A value that is fixed is no pattern.
  return { group, name, expression, node: property, object: root, environmentName: environmentNameOf(name.includes('_') ? name : `${field}_${name}`) };
}

/**
 * A constant whose name tells what it is for: `const MAX_CONNECTIONS = 10`. Inside a function it takes a name of two
 * words, or that of a count: `const timeout = 30` is often a step of a computation, and where a client takes it, the option tells.
 */
export function findInDeclarator(inspection: Inspection, declarator: TSESTree.VariableDeclarator): OperationalValue | undefined {
  const { sourceCode, catalogue } = inspection;
  if (declarator.id.type !== 'Identifier') return undefined;
  const group = catalogue.groupOfName(declarator.id.name);
  if (!group) return undefined;
  if (!isModuleLevel(declarator) && group !== 'retries' && group !== 'concurrency' && !toSnakeCase(declarator.id.name).includes('_')) return undefined;
  const variable = findVariable(sourceCode, declarator.id);
  const fixed = variable && findFixedValue(sourceCode, declarator.id);
  // `const timeout = OTHER_TIMEOUT` repeats a constant that is reported where it is written down.
  if (fixed?.constant?.declarator !== declarator || !isAmount(inspection, group, fixed)) return undefined;
  return findInConstant(inspection, fixed.constant, group);
}

/** `TOTAL_TIMEOUT = CONNECT_TIMEOUT + READ_TIMEOUT` follows as soon as the constants it is made of are read from somewhere. */
function isComputedFromOthers(catalogue: Catalogue, expression: TSESTree.Node): boolean {
  const node = unwrap(expression);
  if (node.type === 'Identifier') return catalogue.groupOfName(node.name) !== undefined;
  return node.type === 'BinaryExpression' && [node.left, node.right].some((operand) => isComputedFromOthers(catalogue, operand));
}

/** A field that a class never changes: `private readonly requestTimeoutMs = 5000`. */
export function findInField(inspection: Inspection, field: TSESTree.PropertyDefinition): OperationalValue | undefined {
  const name = staticKey(field);
  if (name === undefined || !field.value || !isConstantField(inspection, field, name)) return undefined;
  const group = inspection.catalogue.groupOfName(name);
  const fixed = group && findFixedValue(inspection.sourceCode, field.value);
  if (!fixed || fixed.constant || isNamedDefault(name) || !isAmount(inspection, group, fixed)) return undefined;
  return { group, name, expression: field.value, node: field, environmentName: environmentNameOf(name) };
}

/** Read-only by keyword or spelling, or private and written by nobody after that. */
function isConstantField({ sourceCode }: Inspection, field: TSESTree.PropertyDefinition, name: string): boolean {
  if (field.readonly || (field.static && /^[A-Z][A-Z\d_]+$/.test(name))) return true;
  const isPrivate = field.accessibility === 'private' || field.key.type === 'PrivateIdentifier';
  return isPrivate && !new RegExp(`\\.#?${name}\\s*(?:[-+*/|?&]{0,2}=(?!=)|\\+\\+|--)|(?:\\+\\+|--)this\\.#?${name}\\b`).test(sourceCode.getText(field.parent));
}

/** A member that is set once the object exists: `server.keepAliveTimeout = 5000`. */
export function findInAssignment(inspection: Inspection, assignment: TSESTree.AssignmentExpression): OperationalValue | undefined {
  const { sourceCode, catalogue, isReader } = inspection;
  const { left, right, operator } = assignment;
  if (operator !== '=' || left.type !== 'MemberExpression' || left.object.type === 'ThisExpression') return undefined;
  // Who writes the environment sets a configuration.
  if (mentionsConfiguration(sourceCode, left.object)) return undefined;
  const name = staticKey(left);
  if (name === undefined || !catalogue.mayMatter(name)) return undefined;
  const fixed = findFixedValue(sourceCode, right);
  if (!fixed) return undefined;
  const module = findModule(sourceCode, left.object);
  const group = (module === undefined ? undefined : catalogue.groupOfOption(module, [name])) ?? catalogue.groupOfName(name);
  if (!group || !catalogue.reports(group) || !isAmount(inspection, group, fixed) || isNamedDefault(name) || isFallback(sourceCode, right, isReader)) return undefined;
  if (fixed.constant) return findInConstant(inspection, fixed.constant, group);
  const owner = chainNames(left.object).at(-1);
  return { group, name, expression: right, node: assignment, environmentName: environmentNameOf(name.includes('_') || !owner ? name : `${owner}_${name}`) };
}

/** A value that is passed by position: `AbortSignal.timeout(5000)`, `pLimit(10)`. */
export function findInCall(inspection: Inspection, call: Call): OperationalValue | undefined {
  const { sourceCode, catalogue } = inspection;
  if (call.arguments.length === 0) return undefined;
  if (!inspection.hasCallableModule && !catalogue.mayTakeArgument(calleeName(call) ?? '')) return undefined;
  const callee = chainNames(call.callee);
  if (callee.length === 0) return undefined;
  const known = catalogue.findArgument(findModule(sourceCode, call.callee), callee);
  const argument = known && call.arguments[known.index];
  if (!argument || argument.type === 'SpreadElement') return undefined;
  const fixed = findFixedValue(sourceCode, argument);
  if (!fixed || !isAmount(inspection, known.group, fixed)) return undefined;
  if (known.least !== undefined && typeof fixed.value === 'number' && fixed.value < known.least) return undefined;
  if (fixed.constant) return findInConstant(inspection, fixed.constant, known.group);
  return { group: known.group, name: `${callee.slice(-2).join('.')}()`, expression: argument, node: argument, environmentName: known.environmentName };
}

/** A constant is reported where it is written down, unless it is the default of something configurable. */
function findInConstant(inspection: Inspection, constant: Constant, group: OperationalGroup): OperationalValue | undefined {
  const { sourceCode, catalogue, isReader } = inspection;
  if (isDefaultConstant(sourceCode, constant, isReader) || isComputedFromOthers(catalogue, constant.declarator.init)) return undefined;
  const { id, init } = constant.declarator;
  return { group, name: id.name, expression: init, node: constant.declarator, environmentName: environmentNameOf(id.name) };
}

function isStatusCode({ value }: FixedValue): boolean {
  return typeof value === 'number' && value >= 400 && value < 600;
}

function groupInSink({ sourceCode, catalogue }: Inspection, { call, path, isReturned }: OptionSink): OperationalGroup | undefined {
  for (const module of modulesBehind(sourceCode, call)) {
    const group = catalogue.groupOfOption(module, path);
    // What the library calls a retry delay is none of the timeouts, whatever its name looks like.
    if (group) return catalogue.reports(group) ? group : undefined;
  }
  if (isReturned || DATA_CALLS.test(calleeName(call) ?? '')) return undefined;
  return catalogue.groupOfName(path.at(-1) ?? '', path.at(-2) ?? calleeName(call));
}

/** The module whose function is called, or whose plugin is handed to a `register` or `use`. */
function modulesBehind(sourceCode: Inspection['sourceCode'], call: Call): readonly string[] {
  const called = findModule(sourceCode, call.callee);
  const plugins = isPluginRegistration(call) ? call.arguments.map((argument) => findModule(sourceCode, argument)) : [];
  return [called, ...plugins].filter((module) => module !== undefined);
}

/** Whether a value is an amount that an operator would turn, and not “off”, “none” or “no limit”. */
function isAmount({ ignoredValues }: Inspection, group: OperationalGroup, { value }: FixedValue): boolean {
  if (typeof value !== 'number') return group !== 'sampling' || value === undefined;
  if (group === 'sampling') return value > 0 && value < 1;
  return value > 0 && value < 2 ** 31 - 1 && !ignoredValues.has(value);
}

/** Whether an option of the same kind beside this one comes from configuration already. */
function isTunedBySibling(inspection: Inspection, property: TSESTree.Property, sink: OptionSink, group: OperationalGroup): boolean {
  const facts: OperationalGroupFacts = OPERATIONAL_GROUPS[group];
  if (!facts.isTunedTogether || property.parent.type !== 'ObjectExpression') return false;
  return property.parent.properties.some((sibling) => {
    if (sibling.type !== 'Property' || sibling === property) return false;
    const key = staticKey(sibling);
    if (key === undefined || isLiteral(unwrap(sibling.value))) return false;
    if (findFixedValue(inspection.sourceCode, sibling.value)) return false;
    return groupInSink(inspection, { ...sink, path: [...sink.path.slice(0, -1), key] }) === group;
  });
}

function isLiteral(node: TSESTree.Node): boolean {
  return node.type === 'Literal' || (node.type === 'Identifier' && node.name === 'undefined');
}
