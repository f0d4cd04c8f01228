import type { Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { chainOf, chainRoot, childrenOf, decoratorsOf, isFunction, keyName, literalText, memberName, unwrap } from '../modules/nodes.ts';
import type { Route } from '../routes/route.ts';
import { methodNamed } from '../routes/route.ts';
import type { Direction } from './compare-schemas.ts';
import { readSchema } from './read-schema.ts';
import type { Narrowing } from './schema-references.ts';
import { schemaReferences } from './schema-references.ts';
import { SchemaSource } from './schema-source.ts';

/** What a registration or a handler says of schemas: which names it uses in which direction, and what is written right there. */
export interface SchemaUses {
  /** A value or a type by its local name, with what is left of it there. */
  readonly names: readonly { readonly name: string; readonly direction: Direction; readonly narrowings: readonly Narrowing[] }[];
  /** Schemas by the names that they are registered under. */
  readonly registered: readonly { readonly name: string; readonly direction: Direction }[];
  readonly written: readonly { readonly node: Node; readonly direction: Direction; readonly label: string }[];
  /** Everything that is sent or taken as a whole, whether it is written right there, a name, or a type. */
  readonly whole: readonly WholeUse[];
}

export interface WholeUse {
  readonly node: Node;
  readonly kind: 'value' | 'type';
  readonly direction: Direction;
  /** What of the request or the answer it is: `body`, `response/200`, `returns`. */
  readonly label: string;
}

/** How a route uses schemas: in its registration, and in the functions that it names. */
export function usesOfRoute(module: Module, route: Route, modules: Modules): readonly { readonly module: Module; readonly uses: SchemaUses }[] {
  const handlers = route.handlers.flatMap((handler) => {
    const meaning = handler.type === 'Identifier' ? modules.meaning(module, handler.name) : undefined;
    return meaning?.kind === 'declaration' ? [{ module: meaning.module, uses: schemaUses(meaning.node, meaning.module, modules) }] : [];
  });
  return [{ module, uses: schemaUses(route.registration, module, modules) }, ...handlers];
}

/** Parameters in paths are not among them: nobody who calls knows what they are called. */
const REQUEST_KEYS = /^(?:body|querystring|query|headers|request|requestBody|input|Body|Querystring|Query|Headers)$/u;
const PATH_KEYS = /^(?:params|pathParams|Params|param)$/u;
const RESPONSE_KEYS = /^(?:response|responses|output|reply|Reply|Response)$/u;
const VALIDATORS = /^(?:\w*[vV]alidat(?:or|e)\w*|celebrate|parseBody|parseQuery|parseJson|koaGuard|guard|processRequest\w*)$/u;
const REQUEST_DECORATORS = /^(?:Body|Query|Headers|ApiBody|ApiQuery|TypedBody|TypedQuery|UploadedFile)$/u;
const RESPONSE_DECORATORS = /^(?:Api\w*Response|Serialize\w*|ZodResponse|ZodSerializerDto|ResponseSchema|TypedRoute)$/u;
/** What Express's `Request` is given: parameters of the path, body of the response, body, query. */
const EXPRESS_PARTS = ['params', 'body', 'body', 'query'];
const READS_REQUEST = /\b(?:req|request|ctx|c|event|body|query|params|formData|searchParams|json)\b/u;

/**
 * Reads how a route uses schemas.
 *
 * @param node a registration, or a function that handles requests
 * @param modules where schemas of other modules are looked up that one here begins from
 */
export function schemaUses(node: Node, module: Module, modules?: Modules): SchemaUses {
  const source = new SchemaSource(module, modules);
  const names: { name: string; direction: Direction; narrowings: readonly Narrowing[] }[] = [];
  const registered: { name: string; direction: Direction }[] = [];
  const written: { node: Node; direction: Direction; label: string }[] = [];
  const whole: WholeUse[] = [];

  /** @param erased whether a type of this name is gone at run time */
  function useType(type: Node | null | undefined, direction: Direction, label: string, erased?: (name: string) => boolean): void {
    const references = type ? schemaReferences(type) : [];
    if (type && !references.some(({ name, isWhole }) => isWhole && erased?.(name) === true)) whole.push({ node: type, kind: 'type', direction, label });
    for (const { name, narrowings } of references) names.push({ name, direction, narrowings: erased?.(name) === true ? [...narrowings, { kind: 'erased' }] : narrowings });
  }

  function visit(current: Node, direction: Direction | undefined, label: string): void {
    switch (current.type) {
      case 'Property': {
        const key = keyName(current) ?? '';
        if (PATH_KEYS.test(key)) return;
        const turned = direction ?? directionOfKey(key);
        visit(current.value, turned, turned === undefined ? label : `${label}/${key}`);
        return;
      }
      case 'CallExpression':
        if (direction !== undefined && useValue(current, direction, label)) return;
        visitCall(current, direction, label);
        return;
      case 'TSSatisfiesExpression':
      case 'TSAsExpression':
        if (direction === 'response') useType(current.typeAnnotation, direction, label);
        visit(current.expression, direction, label);
        return;
      case 'TSPropertySignature': {
        const key = keyName(current) ?? '';
        const turned = directionOfKey(key);
        if (turned) useType(current.typeAnnotation, turned, key);
        return;
      }
      case 'TSTypeReference':
        visitTypeReference(current);
        return;
      case 'ObjectExpression':
      case 'Identifier':
        if (direction !== undefined && useValue(current, direction, label)) return;
        break;
      default:
        break;
    }
    if (isFunction(current)) {
      visitFunction(current);
      return;
    }
    for (const decorator of decoratorsOf(current)) {
      const turned = REQUEST_DECORATORS.test(decorator.name) ? 'request' : RESPONSE_DECORATORS.test(decorator.name) ? 'response' : undefined;
      if (turned) for (const argument of decorator.arguments) visit(argument, turned, decorator.name);
    }
    for (const child of childrenOf(current)) if (child.type !== 'Decorator') visit(child, current.type === 'ObjectExpression' || current.type === 'ArrayExpression' ? direction : undefined, label);
  }

  /** @returns whether the value is a schema, so that nothing inside it has to be looked at again */
  function useValue(value: Node, direction: Direction, label: string): boolean {
    if (value.type === 'Identifier') {
      names.push({ name: value.name, direction, narrowings: [] });
      whole.push({ node: value, kind: 'value', direction, label });
      return true;
    }
    const called = value.type === 'CallExpression' ? (chainOf(value.callee).at(-1) ?? '') : '';
    if (/^create(?:Request|Response)Schema$/u.test(called) && value.type === 'CallExpression') {
      const name = literalText(value.arguments[0]);
      if (name !== undefined) registered.push({ name, direction });
      return true;
    }
    if (!readSchema(value, source)) return false;
    written.push({ node: value, direction, label });
    whole.push({ node: value, kind: 'value', direction, label });
    collectNames(value, direction);
    return true;
  }

  function collectNames(value: Node, direction: Direction): void {
    for (const { name, narrowings } of schemaReferences(value)) names.push({ name, direction, narrowings });
  }

  function visitCall(call: Node & { type: 'CallExpression' }, direction: Direction | undefined, label: string): void {
    const callee = unwrap(call.callee);
    const name = (callee.type === 'Identifier' ? callee.name : memberName(callee)) ?? '';
    const turned: Direction | undefined = name === 'input' ? 'request' : name === 'output' ? 'response' : undefined;
    const isParse = /^(?:safeP|p)arse(?:Async)?$/u.test(name) && callee.type === 'MemberExpression';
    if (isParse) {
      const argument = call.arguments[0];
      const reads = argument !== undefined && READS_REQUEST.test(module.text.slice(argument.start, argument.end));
      const root = chainRoot(callee.object);
      const use = direction ?? (reads ? 'request' : undefined);
      if (use && root.type === 'Identifier' && (callee.object.type === 'Identifier' || !useValue(unwrap(callee.object), use, `${label}/parse`))) useValue(root, use, `${label}/parse`);
    }
    const answers = name === 'json' || name === 'send' ? 'response' : undefined;
    if (answers && call.typeArguments) useType(call.typeArguments.params[0], answers, name);
    else if (call.typeArguments) visit(call.typeArguments, undefined, label);
    // app.get(…).post(…): what comes before in a chain of routes is about another route.
    const isRoute = methodNamed(name) !== undefined || name === 'openapi';
    if (callee.type !== 'MemberExpression') visit(callee, undefined, label);
    else if (!isRoute || unwrap(callee.object).type !== 'CallExpression') visit(callee.object, undefined, label);
    for (const argument of call.arguments) {
      const value = unwrap(argument);
      if (turned) visit(argument, turned, `${label}/${name}`);
      else if (VALIDATORS.test(name) && (value.type === 'Identifier' || readSchema(value, source))) useValue(value, 'request', `${label}/${literalText(call.arguments[0]) ?? name}`);
      else if (answers && (argument.type === 'TSSatisfiesExpression' || argument.type === 'TSAsExpression' || value.type === 'CallExpression')) visit(argument, value.type === 'CallExpression' && !/[pP]arse/u.test(chainOf(value.callee).at(-1) ?? '') ? undefined : answers, label);
      else if (value.type !== 'Identifier') visit(argument, undefined, label);
    }
  }

  function visitTypeReference(reference: Node & { type: 'TSTypeReference' }): void {
    const name = reference.typeName.type === 'Identifier' ? reference.typeName.name : '';
    const given = reference.typeArguments?.params ?? [];
    // Behind the body of Express's responses stands what middleware keeps there for itself.
    if (name === 'Response' || name === 'NextApiResponse' || name === 'NextResponse') useType(given[0], 'response', 'body');
    // Express: parameters, body of the response, body of the request, query.
    else if (name === 'Request' || name === 'AuthedRequest') for (const [index, type] of given.entries()) useType(type, index === 1 ? 'response' : 'request', EXPRESS_PARTS[index] ?? '');
    else for (const type of given) visit(type, undefined, '');
  }

  function visitFunction(handler: Node): void {
    if (!isFunction(handler)) return;
    if (handler.returnType) useType(handler.returnType, 'response', 'returns');
    for (const parameter of handler.params) {
      const inner = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
      const decorator = decoratorsOf(inner).find(({ name }) => REQUEST_DECORATORS.test(name));
      const annotation = 'typeAnnotation' in inner ? inner.typeAnnotation : undefined;
      if (decorator) {
        // NestJS checks what comes in by classes; an interface is for those who write the code. (Nestia's own decorators make checks of types.)
        useType(annotation, 'request', [decorator.name, ...decorator.arguments.map((argument) => literalText(argument) ?? '')].join('/'), decorator.name.startsWith('Typed') ? undefined : isErased);
        for (const argument of decorator.arguments) visit(argument, 'request', decorator.name);
      } else if (annotation) visit(annotation, undefined, '');
    }
    if (handler.body) visit(handler.body, undefined, '');
  }

  function isErased(name: string): boolean {
    const declared = source.declaration(name, 'type');
    if (declared?.node.type === 'TSInterfaceDeclaration') return true;
    // type Create = z.infer<typeof schema>
    return declared?.node.type === 'TSTypeAliasDeclaration' && !/\btypeof\b/u.test(declared.source.textOf(declared.node));
  }

  visit(node, undefined, '');
  return { names, registered, written, whole };
}

function directionOfKey(key: string): Direction | undefined {
  return REQUEST_KEYS.test(key) ? 'request' : RESPONSE_KEYS.test(key) ? 'response' : undefined;
}
