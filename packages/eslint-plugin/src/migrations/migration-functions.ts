import type { TSESTree } from '@typescript-eslint/utils';

export type FunctionNode = TSESTree.ArrowFunctionExpression | TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.TSEmptyBodyFunctionExpression;

/** The two directions of a migration that is written in code. */
export interface MigrationFunctions {
  readonly up: FunctionNode;
  /** `false` where the file says that there is no way back, as node-pg-migrate has it. */
  readonly down: FunctionNode | false | undefined;
  /** The class that the two are methods of. */
  readonly inClass: TSESTree.ClassDeclaration | TSESTree.ClassExpression | undefined;
  /** What the up is declared by: the statement, the method or the property; undefined where it is exported by its name. */
  readonly place: TSESTree.Node | undefined;
  /** All methods of the class. */
  readonly methods: ReadonlyMap<string, FunctionNode>;
}

type Named = ReadonlyMap<string, TSESTree.Node>;

/**
 * Finds `up` and `down` in whatever form a migration tool wants them: exported functions, properties of what is
 * exported, methods of a class.
 *
 * @param program the syntax tree of a file
 * @returns undefined when the file exports no function of the name `up`
 */
export function migrationFunctions(program: TSESTree.Program): MigrationFunctions | undefined {
  const declared = new Map<string, TSESTree.Node>();
  const exported = new Map<string, TSESTree.Node>();
  let place: TSESTree.Node | undefined;
  for (const statement of program.body) {
    const before = exported.get('up');
    collectDeclarations(statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement, declared);
    collectExports(statement, exported);
    const own = exported.get('up');
    if (own !== before) place = placeOf(own, statement);
    const inClass = classOf(statement);
    const methods = inClass && methodsOf(inClass);
    const up = functionFrom(methods?.get('up'), declared);
    if (up) return { up, down: downFrom(methods?.get('down'), declared), inClass, place: memberOf(inClass, 'up'), methods: functionsOf(methods ?? new Map()) };
  }
  const up = functionFrom(exported.get('up'), declared);
  return up && { up, down: downFrom(exported.get('down'), declared), inClass: undefined, place, methods: new Map() };
}

/** The property of `module.exports = { up }`, else the statement; undefined when that only names the function. */
function placeOf(up: TSESTree.Node | undefined, statement: TSESTree.ProgramStatement): TSESTree.Node | undefined {
  if (up?.type === 'Identifier') return undefined;
  const exported = exportedBy(statement);
  if (exported?.type !== 'ObjectExpression') return statement;
  return exported.properties.find((property) => property.type === 'Property' && property.value === up);
}

function exportedBy(statement: TSESTree.ProgramStatement): TSESTree.Node | undefined {
  if (statement.type === 'ExportNamedDeclaration') return exportedMigration(statement);
  if (statement.type === 'ExportDefaultDeclaration') return statement.declaration;
  return statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression' ? statement.expression.right : undefined;
}

function memberOf(inClass: TSESTree.ClassDeclaration | TSESTree.ClassExpression | undefined, name: string): TSESTree.Node | undefined {
  return inClass?.body.body.find((member) => member.type === 'MethodDefinition' && member.key.type === 'Identifier' && member.key.name === name);
}

/** Names at the top of the file: `const up = async (knex) => …`, `function up(db) {}`. */
function collectDeclarations(node: TSESTree.Node | null, declared: Map<string, TSESTree.Node>): void {
  if (node?.type === 'FunctionDeclaration' && node.id) declared.set(node.id.name, node);
  if (node?.type !== 'VariableDeclaration') return;
  for (const { id, init } of node.declarations) if (id.type === 'Identifier' && init) declared.set(id.name, init);
}

function collectExports(statement: TSESTree.ProgramStatement, exported: Map<string, TSESTree.Node>): void {
  if (statement.type === 'ExportNamedDeclaration') {
    collectDeclarations(statement.declaration, exported);
    const migration = exportedMigration(statement);
    if (migration && !exported.has('up')) collectProperties(migration, exported);
    for (const { exported: name, local } of statement.specifiers) if (name.type === 'Identifier') exported.set(name.name, local);
  } else if (statement.type === 'ExportDefaultDeclaration') {
    if (statement.declaration.type === 'ObjectExpression') collectProperties(statement.declaration, exported);
  } else if (statement.type === 'ExpressionStatement' && statement.expression.type === 'AssignmentExpression') {
    collectAssignment(statement.expression, exported);
  }
}

/** The object of `export const addTotals: RunnableMigration<QueryInterface> = { name, up, down }`, as Umzug runs them. */
function exportedMigration({ declaration }: TSESTree.ExportNamedDeclaration): TSESTree.ObjectExpression | undefined {
  if (declaration?.type !== 'VariableDeclaration') return undefined;
  const [{ init }] = declaration.declarations;
  const object = init?.type === 'TSSatisfiesExpression' || init?.type === 'TSAsExpression' ? init.expression : init;
  if (object?.type !== 'ObjectExpression') return undefined;
  const own = new Map<string, TSESTree.Node>();
  collectProperties(object, own);
  return functionFrom(own.get('up'), new Map()) && own.has('name') ? object : undefined;
}

/** `exports.up = …`, `module.exports.up = …`, `module.exports = { up, down }`, and several of them in one: `exports.up = up = …`. */
function collectAssignment({ left, right }: TSESTree.AssignmentExpression, exported: Map<string, TSESTree.Node>): void {
  if (left.type !== 'MemberExpression' || left.property.type !== 'Identifier') return;
  const value = right.type === 'AssignmentExpression' ? right.right : right;
  if (left.object.type === 'Identifier' && left.object.name === 'module' && left.property.name === 'exports') {
    if (value.type === 'ObjectExpression') collectProperties(value, exported);
  } else if (isExports(left.object)) {
    exported.set(left.property.name, value);
  }
}

function isExports(node: TSESTree.Expression): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  return node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'module';
}

function collectProperties(object: TSESTree.ObjectExpression, into: Map<string, TSESTree.Node>): void {
  for (const property of object.properties) {
    if (property.type === 'Property' && property.key.type === 'Identifier' && !property.computed) into.set(property.key.name, property.value);
  }
}

function classOf(statement: TSESTree.ProgramStatement): TSESTree.ClassDeclaration | TSESTree.ClassExpression | undefined {
  const node = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration' ? statement.declaration : statement;
  if (!node) return undefined;
  if (node.type === 'ClassDeclaration') return node;
  // What TypeScript makes of `export class` for CommonJS in older versions: `exports.A = class A …`.
  if (node.type === 'ExpressionStatement' && node.expression.type === 'AssignmentExpression' && node.expression.right.type === 'ClassExpression') {
    return node.expression.right;
  }
  if (node.type !== 'VariableDeclaration') return undefined;
  const [{ init }] = node.declarations;
  return init?.type === 'ClassExpression' ? init : undefined;
}

function methodsOf({ body }: TSESTree.ClassDeclaration | TSESTree.ClassExpression): Named {
  const methods = new Map<string, TSESTree.Node>();
  for (const member of body.body) {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue;
    if (member.key.type === 'Identifier' && !member.computed && !member.static && member.value) methods.set(member.key.name, member.value);
  }
  return methods;
}

function functionsOf(methods: Named): Map<string, FunctionNode> {
  const functions = new Map<string, FunctionNode>();
  for (const [name, node] of methods) {
    const method = functionFrom(node, new Map());
    if (method) functions.set(name, method);
  }
  return functions;
}

function functionFrom(node: TSESTree.Node | undefined, declared: Named): FunctionNode | undefined {
  if (node?.type === 'Identifier') return functionFrom(withoutName(node, declared), new Map());
  switch (node?.type) {
    case 'ArrowFunctionExpression':
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return node;
    default:
      return undefined;
  }
}

function downFrom(node: TSESTree.Node | undefined, declared: Named): FunctionNode | false | undefined {
  if (node?.type === 'Literal' && node.value === false) return false;
  return functionFrom(node, declared);
}

function withoutName({ name }: TSESTree.Identifier, declared: Named): TSESTree.Node | undefined {
  const value = declared.get(name);
  return value?.type === 'Identifier' ? undefined : value;
}
