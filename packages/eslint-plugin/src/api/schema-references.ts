import type { Node } from 'oxc-parser';
import { chainOf, childrenOf, decoratorsOf, isClass, isFunction, keyName, literalText, memberName, unwrap } from '../modules/nodes.ts';
import type { Break } from './compare-schemas.ts';

/** What a schema that is made of another one leaves of what that one asks for. */
export type Narrowing =
  /** All properties, or those named, may be left out; with `isDeep` those of nested objects as well. */
  | { readonly kind: 'partial'; readonly names?: readonly string[]; readonly isDeep: boolean }
  /** Only the named properties, or all but them; without names nobody can tell which. */
  | { readonly kind: 'pick' | 'omit'; readonly names: readonly string[] | undefined }
  /** It is one of several that a value may match. */
  | { readonly kind: 'alternative' }
  /** Nothing of it is there any more when a request comes in, so that nobody is refused for what it says. */
  | { readonly kind: 'erased' }
  /** It is mixed into another declaration, by its key, which may have from elsewhere what is gone here. */
  | { readonly kind: 'part'; readonly of: string };

/** A schema or a type that another one is made of. */
export interface SchemaReference {
  readonly name: string;
  /** Whether the properties of the named schema are those of the whole, and not of something nested in it. */
  readonly isWhole: boolean;
  readonly narrowings: readonly Narrowing[];
}

/** Methods and functions that hand on what they are called on, or with, as it is. */
const SAME = /^(?:merge|and|intersection|Composite|Intersect|IntersectionType|optional|nullable|nullish|default|Optional|Readonly|Nullable|MaybeNull|Promise|required|Required|NonNullable|strict|strip|passthrough|loose|refine|superRefine|describe|meta|openapi|transform|pipe|brand|catch|readonly|lazy|preprocess|infer|input|output|Static|Infer)$/u;
const ALTERNATIVES = /^(?:or|union|discriminatedUnion|Union)$/u;
const PARTIAL = /^(?:partial|deepPartial|Partial|DeepPartial|PartialType|PartialDeep)$/u;
const PICKS = /^(?:pick|Pick|PickType)$/u;
const OMITS = /^(?:omit|Omit|OmitType)$/u;

/** Decorators of fields that say what is in them; others look things up by classes that never leave the service. */
const NAMES_SCHEMA = /^(?:Type|Api\w+|Field|IsEnum|IsIn)$/u;

/** Reads which schemas a schema, a type or a class is made of, and what it leaves of each. */
export function schemaReferences(node: Node): readonly SchemaReference[] {
  const found: SchemaReference[] = [];
  visit(node, true, []);
  return found;

  function inside(parts: readonly (Node | null | undefined)[], narrowings: readonly Narrowing[]): void {
    for (const part of parts) if (part) visit(part, false, deepOnes(narrowings));
  }

  function visit(given: Node, isWhole: boolean, narrowings: readonly Narrowing[]): void {
    const current = unwrap(given);
    switch (current.type) {
      case 'Identifier':
        found.push({ name: current.name, isWhole, narrowings });
        return;
      // What a class or a function does is no part of what it looks like.
      case 'MethodDefinition':
      case 'BlockStatement':
        return;
      case 'PropertyDefinition':
        inside([current.typeAnnotation, current.value, ...decoratorsOf(current).filter(({ name }) => NAMES_SCHEMA.test(name)).flatMap(({ arguments: given }) => given)], narrowings);
        return;
      case 'TSPropertySignature':
        inside([current.typeAnnotation], narrowings);
        return;
      case 'CallExpression': {
        const callee = unwrap(current.callee);
        const object = callee.type === 'MemberExpression' && chainOf(callee).length > 0 ? [callee.object] : [];
        derived(memberName(callee) ?? chainOf(callee).at(-1) ?? '', object, current.arguments, isWhole, narrowings);
        return;
      }
      case 'ArrowFunctionExpression':
        if (current.expression) visit(current.body, isWhole, narrowings);
        return;
      case 'ObjectExpression':
        for (const member of current.properties) {
          if (member.type === 'SpreadElement') visit(member.argument, isWhole, narrowings);
          else inside([member.value], narrowings);
        }
        return;
      case 'MemberExpression': {
        // User.shape is all of it, User.shape.name a part.
        const name = memberName(current);
        const below = unwrap(current.object);
        if (name === 'shape') visit(current.object, isWhole, narrowings);
        // contract.createUser.body: what it is made of is no schema, and has others in it for other routes.
        else if (below.type !== 'MemberExpression' || memberName(below) === 'shape') visit(current.object, false, name === undefined ? [] : [{ kind: 'pick', names: [name] }]);
        return;
      }
      case 'TSTypeAliasDeclaration':
      case 'TSTypeAnnotation':
      case 'TSParenthesizedType':
        visit(current.typeAnnotation, isWhole, narrowings);
        return;
      case 'TSIntersectionType':
        for (const type of current.types) visit(type, isWhole, narrowings);
        return;
      case 'TSUnionType': {
        const types = current.types.filter(({ type }) => type !== 'TSNullKeyword' && type !== 'TSUndefinedKeyword');
        for (const type of types) visit(type, isWhole, types.length > 1 ? [...narrowings, { kind: 'alternative' }] : narrowings);
        return;
      }
      case 'TSTypeReference':
      case 'TSTypeQuery': {
        // typeof contract.createUser.body
        if (current.type === 'TSTypeQuery' && current.exprName.type === 'TSQualifiedName' && current.exprName.left.type === 'TSQualifiedName') return;
        const [name, last] = namesOf(current.type === 'TSTypeReference' ? current.typeName : current.exprName);
        const given = current.typeArguments?.params ?? [];
        if (given.length > 0) derived(last, [], given, isWhole, narrowings);
        if (given.length === 0 || name === last) found.push({ name, isWhole, narrowings });
        return;
      }
      case 'TSInterfaceDeclaration':
        for (const parent of current.extends) {
          const [name] = chainOf(parent.expression);
          if (parent.typeArguments) derived(name ?? '', [], parent.typeArguments.params, isWhole, narrowings);
          else if (name !== undefined) found.push({ name, isWhole, narrowings });
        }
        inside([current.body], narrowings);
        return;
      default:
        if (isClass(current)) {
          if (current.superClass) visit(current.superClass, isWhole, narrowings);
          inside([current.body], narrowings);
        } else inside(childrenOf(current), narrowings);
    }
  }

  /** What `object.name(…given)` and `Name<…given>` make of what they begin with. */
  function derived(name: string, object: readonly Node[], given: readonly Node[], isWhole: boolean, narrowings: readonly Narrowing[]): void {
    const add = (parts: readonly (Node | undefined)[], ...more: readonly Narrowing[]): void => {
      for (const part of parts) if (part) visit(part, isWhole, [...narrowings, ...more]);
    };
    // schema.pick(names) and Pick(Schema, names).
    const [base, names] = object.length > 0 && /^[a-z]/u.test(name) ? [object, given[0]] : [given.slice(0, 1), given[1]];
    if (PARTIAL.test(name)) {
      const chosen = names && namesIn(names);
      add(base, { kind: 'partial', isDeep: /deep/iu.test(name), ...(chosen && { names: chosen }) });
    } else if (PICKS.test(name)) add(base, { kind: 'pick', names: namesIn(names) });
    else if (OMITS.test(name)) add(base, { kind: 'omit', names: namesIn(names) });
    else if (name === 'extend' || name === 'safeExtend') {
      const own = namesIn(given[0]);
      add(object, ...(own ? [{ kind: 'omit', names: own } as const] : []));
      add(given);
    } else if (ALTERNATIVES.test(name)) {
      add([...object, ...given.flatMap((part) => elementsOf(part))], { kind: 'alternative' });
    } else if (SAME.test(name)) {
      // What a function does with the value is no part of what is asked for.
      add([...object, ...given.filter((part) => name === 'lazy' || !isFunction(unwrap(part))).flatMap((part) => elementsOf(part))]);
    } else if (/^(?:z\w*|object|strictObject|looseObject|Object)$/u.test(name)) add(given.slice(0, 1));
    else inside([...object, ...given], narrowings);
  }
}

/** `['a']` and `{ a: true }`, also `'a' | 'b'`; undefined when a name cannot be told. */
function namesIn(node: Node | undefined): readonly string[] | undefined {
  const list = node && unwrap(node);
  const texts =
    list?.type === 'ArrayExpression'
      ? list.elements.map((element) => literalText(element))
      : list?.type === 'ObjectExpression'
        ? list.properties.map((member) => (member.type === 'Property' ? keyName(member) : undefined))
        : list?.type === 'TSUnionType' || list?.type === 'TSLiteralType'
          ? (list.type === 'TSUnionType' ? list.types : [list]).map((part) => (part.type === 'TSLiteralType' ? literalText(part.literal) : undefined))
          : [undefined];
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function elementsOf(node: Node): readonly Node[] {
  const value = unwrap(node);
  return value.type === 'ArrayExpression' ? value.elements.filter((element) => element !== null) : [value];
}

/** The first and the last name of `z.infer`. */
function namesOf(node: Node): readonly [first: string, last: string] {
  let first = node;
  while (first.type === 'TSQualifiedName') first = first.left;
  const text = (name: Node): string => (name.type === 'Identifier' ? name.name : '');
  return [text(first), node.type === 'TSQualifiedName' ? text(node.right) : text(node)];
}

/** What holds for everything that is nested in a schema as well. */
export function deepOnes(narrowings: readonly Narrowing[]): readonly Narrowing[] {
  return narrowings.filter((narrowing) => narrowing.kind === 'erased' || (narrowing.kind === 'partial' && narrowing.isDeep));
}

/**
 * Whether a break of a schema is one of what is made of it as well.
 *
 * @param breaksOf what a declaration breaks as a whole; undefined when that cannot be told
 */
export function isLeft({ path, change }: Pick<Break, 'path' | 'change'>, narrowings: readonly Narrowing[], breaksOf: (key: string) => readonly Break[] | undefined): boolean {
  const [top = '', ...below] = path.split(/\.|\[\]/u);
  return narrowings.every((narrowing) => {
    switch (narrowing.kind) {
      case 'alternative':
        return path !== '';
      case 'erased':
        return false;
      case 'part':
        return breaksOf(narrowing.of)?.some((other) => other.path === path && other.change === change) ?? true;
      case 'partial': {
        const isMeant = narrowing.isDeep || (below.length === 0 && (narrowing.names?.includes(top) ?? true));
        return !(isMeant && (change === 'added' || change === 'required' || change === 'optional'));
      }
      case 'pick':
        return path === '' || (narrowing.names?.includes(top) ?? false);
      case 'omit':
        return path === '' || (narrowing.names !== undefined && !narrowing.names.includes(top));
    }
  });
}
