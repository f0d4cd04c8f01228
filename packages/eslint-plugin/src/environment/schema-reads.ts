import type { TSESTree } from '@typescript-eslint/utils';
import { calleeName, chainNames, staticKey, unwrap } from '../analysis/syntax.ts';
import { ancestorsOf, nodesIn } from '../analysis/tree.ts';
import type { VariableRead } from './variable-read.ts';
import { slotOf, variableName } from './variable-read.ts';

/** Of the library a schema is written with: how it says that a value may be missing. */
interface Library {
  /** The name that the library is imported under, or its functions are called by. */
  readonly root: RegExp;
  /** What the text of the file has to hold besides. */
  readonly sign?: RegExp;
  /** What a schema says when the value may be missing. */
  readonly optional: RegExp;
  /** What it says when the value must not be; without it that goes without saying. */
  readonly required?: RegExp;
}

/** Libraries that environments are declared with, as their manuals have it. */
const libraries: readonly Library[] = [
  {
    root: /^z(?:od)?$/,
    // `coerce.string()` and `coerce.boolean()` make something of nothing.
    optional: /\.(?:optional|default|nullish|catch|prefault|preprocess|any|unknown|undefined|void|custom|unionOf|lazy|never|optionalDefault)\(|coerce\s*\.\s*(?:boolean|string)\(/,
  },
  { root: /^v$/, sign: /\bvalibot\b/, optional: /\bv\.(?:optional|nullish|undefinedable|exactOptional|fallback|unknown|any)\(/ },
  { root: /^joi$/i, optional: /\.(?:optional|default|empty|allow)\(|\b(?:when|alternatives)\(/, required: /\.required\(/ },
  { root: /^yup$/, optional: /\.(?:optional|default|notRequired|nullable|when)\(/, required: /\.required\(/ },
  { root: /^(?:str|bool|num|email|host|port|url|json)$/, sign: /\benvalid\b/, optional: /\b(?:default|devDefault|requiredWhen)\b/ },
];

/** What a schema around a declaration may say that makes it hold only sometimes. */
const loosening = /^(?:union|discriminatedUnion|or|partial|deepPartial|optional|nullish|array|tuple|record|xor|alternatives|when|catch|default|omit|pick|fallback)$/;

/** What no text of the environment can be, so that the schema is of something else: messages, bodies, rows. */
const noText = /^z(?:od)?\s*\.\s*(?:object|strictObject|looseObject|array|record|tuple|map|set|function|instanceof|discriminatedUnion)\(/;

/** Decorators of class-validator that let a value be missing. */
const optionalDecorator = /^(?:IsOptional|ValidateIf|Allow|Default|Optional)$/;

/**
 * What schemas of the environment declare: keys in capitals whose value is a validator, in a file that reads the
 * environment or is named after it, and fields in capitals of a class with validators.
 *
 * @param program a tree with parents
 * @param text of the file
 * @param path of the file, with slashes
 */
export function schemaReads(program: TSESTree.Program, text: string, path: string): VariableRead[] {
  if (!/\bprocess\.env\b|\bimport\.meta\.env\b|\b[Ee]nv\b|ConfigModule/.test(text) && !/(?:^|[/._-])(?:env|environment|config|configuration)(?:[/._-]|$)/.test(path)) return [];
  return nodesIn(program).flatMap((node) => {
    const read = node.type === 'Property' ? declared(node, program, text) : node.type === 'PropertyDefinition' ? declaredField(node, text) : undefined;
    return read ? [read] : [];
  });
}

function declared(property: TSESTree.Property, program: TSESTree.Program, text: string): VariableRead | undefined {
  const name = staticKey(property);
  if (name === undefined || !variableName.test(name) || property.parent.type !== 'ObjectExpression') return undefined;
  const value = valueOf(property.value, program);
  const [root] = chainNames(value);
  const library = libraries.find((known) => known.root.test(root ?? '') && (known.sign?.test(text) ?? true));
  if (!library || (value.type !== 'CallExpression' && value.type !== 'MemberExpression')) return undefined;
  const schema = text.slice(...value.range);
  if (noText.test(schema)) return undefined;
  const isOptional = library.optional.test(schema) || (library.required !== undefined && !library.required.test(schema));
  const base = { name, node: property.key, schema: property.value, slot: slotOf(property) };
  if (isOptional) return { ...base, need: 'optional', fallback: fallbackOf(value) };
  // What is put together from parts that are elsewhere may allow anything.
  return { ...base, need: isLoosened(property) || isOnlyTried(property, text) || schema.includes('...') ? 'plain' : 'required', fallback: undefined };
}

/** The expression behind a name that is declared in the same file. */
function valueOf(value: TSESTree.Node, program: TSESTree.Program): TSESTree.Node {
  const node = unwrap(value);
  if (node.type !== 'Identifier') return node;
  for (const statement of program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') continue;
    const init = declaration.declarations.find(({ id }) => id.type === 'Identifier' && id.name === node.name)?.init;
    if (init) return unwrap(init);
  }
  return node;
}

/** Whether the object that declares a variable is only one of several that may hold, or may be missing as a whole. */
function isLoosened(property: TSESTree.Property): boolean {
  for (const node of ancestorsOf(property)) {
    if (node.type === 'ConditionalExpression' || node.type === 'LogicalExpression' || node.type === 'IfStatement') return true;
    if (node.type === 'CallExpression' && loosening.test(calleeName(node) ?? '')) return true;
    // A schema that is not at the top of the file belongs to something that is called.
    if (node.type === 'FunctionDeclaration') return false;
  }
  return false;
}

/** `const parsed = schema.safeParse(process.env)`, where the file goes on without what did not parse. */
function isOnlyTried(property: TSESTree.Property, text: string): boolean {
  const declared = [...ancestorsOf(property)].find((node) => node.type === 'VariableDeclarator');
  const name = declared?.id.type === 'Identifier' ? declared.id.name : undefined;
  if (!declared || name === undefined) return false;
  const own = text.slice(...declared.range);
  const result = /\.safeParse(?:Async)?\s*\([^()]*\)\s*$/.test(own) ? name : new RegExp(`(\\w+)\\s*=\\s*(?:await\\s+)?${name}\\s*\\.\\s*safeParse`).exec(text)?.[1];
  if (result === undefined || new RegExp(`\\b${name}\\s*\\.\\s*parse(?:Async)?\\(`).test(text)) return false;
  return new RegExp(`\\b${result}\\.success\\s*\\?`).test(text) || !/\bthrow\b|\bexit\(|\babort\(/.test(text);
}

/** `.default('info')` of a chain, `{ default: 'info' }` of a function's options. */
function fallbackOf(schema: TSESTree.Node): TSESTree.Node | undefined {
  for (let node = unwrap(schema); node.type === 'CallExpression'; ) {
    const [first, second] = node.arguments;
    const name = calleeName(node);
    if (name === 'default' || name === 'prefault') return first;
    if (name === 'optional' && second) return second;
    if (first?.type === 'ObjectExpression') {
      const option = first.properties.find((property) => property.type === 'Property' && staticKey(property) === 'default');
      if (option?.type === 'Property') return option.value;
    }
    const callee = unwrap(node.callee);
    if (callee.type !== 'MemberExpression') return undefined;
    node = unwrap(callee.object);
  }
  return undefined;
}

/** `@IsString() DATABASE_URL: string` of a class that class-validator checks. */
function declaredField(field: TSESTree.PropertyDefinition, text: string): VariableRead | undefined {
  const name = staticKey(field);
  if (name === undefined || !variableName.test(name) || !text.includes('class-validator') || field.decorators.length === 0) return undefined;
  const isOptional = field.optional || field.value !== null || field.decorators.some(({ expression }) => optionalDecorator.test(chainNames(expression).at(-1) ?? ''));
  return {
    name,
    node: field.key,
    need: isOptional ? 'optional' : 'required',
    fallback: field.value ?? undefined,
    schema: undefined,
    slot: slotOf(field),
  };
}
