import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { IsReader } from '../analysis/configuration.ts';
import { isFallback, mentionsConfiguration } from '../analysis/configuration.ts';
import { findModule, isModuleOf } from '../analysis/imports.ts';
import { toSnakeCase } from '../analysis/names.ts';
import { findOptionUse } from '../analysis/option-sink.ts';
import { calleeName, chainNames, staticKey, unwrap } from '../analysis/syntax.ts';
import { ancestorsOf } from '../analysis/tree.ts';
import { readsOf } from '../analysis/variables.ts';
import { CONNECTION_MODULES, ENDPOINT_OPTIONS, REQUEST_GLOBALS, REQUEST_MODULES, TELLING_OPTIONS } from '../knowledge/endpoint-clients.ts';
import type { EnvironmentHost } from './environment-host.ts';
import { findEnvironmentHost } from './environment-host.ts';
import type { FixedText } from './fixed-text.ts';
import { findFixedBeginning } from './fixed-text.ts';

type SourceCode = Readonly<TSESLint.SourceCode>;
type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** A host of one environment that code hands to a client. */
export interface Endpoint {
  readonly host: EnvironmentHost;
  /** The literal or the template in which it stands. */
  readonly node: FixedText['node'];
  /** The name that the code gives it: of the constant, or of the option. */
  readonly name: string | undefined;
}

/** Options in which one word is a host. */
const TAKES_BARE_HOSTS = /^(?:host|hostname|hosts|brokers|nodes|servers|server|contact_points|address|end_?point|bootstrap_servers)$/;

/** Where a request goes, or a client connects to: `fetch('http://orders:8080/…')`, `new Redis(6379, 'cache')`. */
export function findInArguments(sourceCode: SourceCode, call: Call, isReader: IsReader): Endpoint | undefined {
  const [first] = call.arguments;
  if (!first || first.type === 'SpreadElement') return undefined;
  const root = call.callee.type === 'Identifier' ? call.callee.name : undefined;
  if (root === undefined || !REQUEST_GLOBALS.has(root)) {
    const module = findModule(sourceCode, call.callee);
    if (module === undefined || module === 'nock') return takesCredentials(call) ? endpointIn(sourceCode, first, true, isReader) : undefined;
    if (module === 'ioredis') return call.arguments.map((argument) => endpointIn(sourceCode, argument, argument !== first, isReader)).find(Boolean);
    if (!isModuleOf(module, REQUEST_MODULES) && !isModuleOf(module, CONNECTION_MODULES)) return takesCredentials(call) ? endpointIn(sourceCode, first, true, isReader) : undefined;
  }
  return endpointIn(sourceCode, first, false, isReader);
}

/** `new OrdersClient('orders:50051', credentials.createInsecure())`, whose class a compiler made. */
function takesCredentials(call: Call): boolean {
  return call.type === 'NewExpression' && call.arguments.some((argument) => argument.type === 'CallExpression' && /[cC]redentials\.create/.test(chainNames(argument.callee).join('.')));
}

/** An option of a client: `new Pool({ host: 'db' })`, `axios.create({ baseURL: 'https://orders.internal' })`. */
export function findInOption(sourceCode: SourceCode, property: TSESTree.Property, isReader: IsReader): readonly Endpoint[] {
  const key = staticKey(property);
  const option = key === undefined ? '' : toSnakeCase(key);
  if (!ENDPOINT_OPTIONS.has(option)) return [];
  const values = valuesOf(property.value);
  const endpoints = values.map((value) => endpointIn(sourceCode, value, TAKES_BARE_HOSTS.test(option), isReader)).filter((found) => found !== undefined);
  if (endpoints.length === 0) return [];
  const use = findOptionUse(sourceCode, property, isReader);
  if (use.kind !== 'sink' || use.sink.isReturned || !isClient(sourceCode, use.sink.call, option)) return [];
  return endpoints.map((endpoint) => ({ ...endpoint, name: endpoint.name ?? key }));
}

/** A default that a client is given once it exists: `axios.defaults.baseURL = '…'`. */
export function findInAssignment(sourceCode: SourceCode, { left, right, operator }: TSESTree.AssignmentExpression, isReader: IsReader): Endpoint | undefined {
  if (operator !== '=' || left.type !== 'MemberExpression') return undefined;
  const key = staticKey(left);
  return key !== undefined && TELLING_OPTIONS.has(toSnakeCase(key)) ? endpointIn(sourceCode, right, false, isReader) : undefined;
}

function isClient(sourceCode: SourceCode, call: Call, option: string): boolean {
  const module = findModule(sourceCode, call.callee);
  if (module !== undefined && (isModuleOf(module, REQUEST_MODULES) || isModuleOf(module, CONNECTION_MODULES))) {
    // What a server calls itself is no other side.
    return !/^(?:createServer|Server|WebSocketServer|listen)$/.test(calleeName(call) ?? '');
  }
  return TELLING_OPTIONS.has(option);
}

/** The members of a list, or the value itself; of `[{ host, port }]` each object is looked at as it comes by. */
function valuesOf(value: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrap(value);
  return node.type === 'ArrayExpression' ? node.elements.filter((element) => element !== null) : [node];
}

function endpointIn(sourceCode: SourceCode, value: TSESTree.Node, mayBeBare: boolean, isReader: IsReader): Endpoint | undefined {
  const fixed = findFixedBeginning(sourceCode, value);
  const host = fixed && findEnvironmentHost(fixed.text, mayBeBare);
  // In `http://orders-${region}` the name goes on behind what is fixed.
  if (!host || (fixed.node.type === 'TemplateLiteral' && fixed.node.expressions.length > 0 && host.length === fixed.text.length)) return undefined;
  if (isChosen(sourceCode, value) || isChosen(sourceCode, fixed.node)) return undefined;
  if (fixed.constant && readsOf(fixed.constant.variable).some((read) => isFallback(sourceCode, read, isReader))) return undefined;
  return { host, node: fixed.node, name: fixed.constant?.declarator.id.name };
}

/** Whether a condition on the environment stands around a place, so that the code is for this environment only. */
function isChosen(sourceCode: SourceCode, place: TSESTree.Node): boolean {
  for (const node of ancestorsOf(place)) {
    if ((node.type === 'IfStatement' || node.type === 'ConditionalExpression') && mentionsConfiguration(sourceCode, node.test)) return true;
    if (node.type === 'LogicalExpression' || node.type === 'AssignmentPattern') return true;
  }
  return false;
}
