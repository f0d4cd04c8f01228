import type { ImportDeclaration, Node, Program, Statement } from 'oxc-parser';
import { isFunction, keyName, literalText, memberName, unwrap } from './nodes.ts';
import { oxc } from './oxc.ts';

/** A name that a module takes from another: `name` is `*` for the module itself and `default` for its default export. */
export interface ImportedName {
  readonly source: string;
  readonly name: string;
}

/** What a name of a module is exported as: a name declared in it, or one that it hands on. */
export type ExportedName = { readonly local: string } | ImportedName;

/** A module as far as other modules can see it, with the top-level names that it declares. */
export interface Module {
  readonly file: string;
  readonly text: string;
  readonly program: Program;
  /** Local names that come from other modules, by `import` or `require`. */
  readonly imports: ReadonlyMap<string, ImportedName>;
  /** Values declared at the top, by name; an anonymous default export is called `default`. */
  readonly values: ReadonlyMap<string, Node>;
  /** Interfaces, type aliases, classes and enums declared at the top. */
  readonly types: ReadonlyMap<string, Node>;
  readonly exports: ReadonlyMap<string, ExportedName>;
  /** Modules of which everything is handed on: `export * from './x'`. */
  readonly handedOn: readonly string[];
}

/**
 * Reads what a module imports, declares and exports.
 *
 * Oxc's parser gives the tree that ESLint's rules know in about a tenth of the time that typescript-estree takes, which
 * is what makes it possible to follow code across files while somebody types.
 *
 * @returns undefined when the text is no JavaScript or TypeScript that can be parsed
 */
export function readModule(file: string, text: string): Module | undefined {
  let program: Program;
  try {
    // Files that end in .js hold JSX and, in projects that compile with Babel, types as often as not.
    const lang = /\.[cm]?js$/u.test(file) ? 'jsx' : /\.mts$|\.cts$|\.ts$/u.test(file) ? 'ts' : 'tsx';
    const parsed = oxc().parseSync(file, text, { lang, astType: 'ts', preserveParens: false, sourceType: 'unambiguous' });
    if (parsed.errors.some(({ severity }) => severity === 'Error') && parsed.program.body.length === 0) return undefined;
    program = parsed.program;
  } catch {
    return undefined;
  }
  const reader = new ModuleReader();
  for (const statement of program.body) reader.read(statement);
  return { file, text, program, ...reader.result() };
}

class ModuleReader {
  readonly #imports = new Map<string, ImportedName>();
  readonly #values = new Map<string, Node>();
  readonly #types = new Map<string, Node>();
  readonly #exports = new Map<string, ExportedName>();
  readonly #handedOn: string[] = [];

  result(): Omit<Module, 'file' | 'text' | 'program'> {
    return { imports: this.#imports, values: this.#values, types: this.#types, exports: this.#exports, handedOn: this.#handedOn };
  }

  read(statement: Statement | Node): void {
    switch (statement.type) {
      case 'ImportDeclaration':
        { this.#readImport(statement); return; }
      case 'TSImportEqualsDeclaration': {
        const source = statement.moduleReference.type === 'TSExternalModuleReference' ? literalText(statement.moduleReference.expression) : undefined;
        if (source !== undefined) this.#imports.set(statement.id.name, { source, name: '*' });
        return;
      }
      case 'ExportAllDeclaration':
        if (statement.exported) this.#exports.set(nameOf(statement.exported), { source: statement.source.value, name: '*' });
        else this.#handedOn.push(statement.source.value);
        return;
      case 'ExportNamedDeclaration':
        if (statement.declaration) {
          for (const name of this.#declare(statement.declaration)) this.#exports.set(name, { local: name });
        }
        for (const { local, exported } of statement.specifiers) {
          const from = statement.source?.value;
          this.#exports.set(nameOf(exported), from === undefined ? { local: nameOf(local) } : { source: from, name: nameOf(local) });
        }
        return;
      case 'ExportDefaultDeclaration':
        { this.#exportAs('default', statement.declaration); return; }
      case 'TSExportAssignment':
        { this.#exportAs('default', statement.expression); return; }
      case 'ExpressionStatement':
        { this.#readCommonJs(statement.expression); return; }
      default:
        this.#declare(statement);
    }
  }

  #readImport({ specifiers, source }: ImportDeclaration): void {
    for (const specifier of specifiers) {
      const name = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*';
      this.#imports.set(specifier.local.name, { source: source.value, name });
    }
  }

  /** Declares what a statement declares and gives back the names. */
  #declare(statement: Node): readonly string[] {
    switch (statement.type) {
      case 'VariableDeclaration':
        return statement.declarations.flatMap(({ id, init }) => {
          const source = init ? requiredSource(init) : undefined;
          const names = boundNames(id);
          for (const { name, key } of names) {
            if (source !== undefined) this.#imports.set(name, { source, name: id.type === 'Identifier' ? (memberName(unwrap(init ?? id)) ?? '*') : (key ?? '*') });
            else this.#values.set(name, init ?? id);
          }
          return names.map(({ name }) => name);
        });
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
      case 'TSEnumDeclaration':
      case 'ClassDeclaration':
        if (!statement.id) return [];
        // Of overloads the last has the body.
        this.#values.set(statement.id.name, statement);
        if (statement.type === 'ClassDeclaration' || statement.type === 'TSEnumDeclaration') this.#types.set(statement.id.name, statement);
        return [statement.id.name];
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        this.#types.set(statement.id.name, statement);
        return [statement.id.name];
      default:
        return [];
    }
  }

  #exportAs(name: string, value: Node): void {
    if (value.type === 'Identifier') {
      this.#exports.set(name, { local: value.name });
      return;
    }
    const declared = 'id' in value && value.id && 'name' in value.id ? value.id.name : name;
    if (isFunction(value) || value.type === 'ClassDeclaration' || value.type === 'TSInterfaceDeclaration') this.#declare(value);
    if (value.type === 'ClassDeclaration' || value.type === 'TSInterfaceDeclaration') this.#types.set(declared, value);
    this.#values.set(declared, value);
    this.#exports.set(name, { local: declared });
  }

  /** `module.exports = …`, `module.exports.x = …` and `exports.x = …`. */
  #readCommonJs(expression: Node): void {
    if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') return;
    const { left, right } = expression;
    const object = left.object;
    const isModule = object.type === 'Identifier' && object.name === 'module' && memberName(left) === 'exports';
    const isExports = (node: Node): boolean =>
      (node.type === 'Identifier' && node.name === 'exports') ||
      (node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'module' && memberName(node) === 'exports');
    if (isModule && right.type === 'ObjectExpression') {
      for (const property of right.properties) {
        if (property.type !== 'Property') continue;
        const name = keyName(property);
        if (name !== undefined) this.#exportAs(name, property.value);
      }
      this.#values.set('default', right);
      this.#exports.set('default', { local: 'default' });
    } else if (isModule) this.#exportAs('default', right);
    else if (isExports(object)) {
      const name = memberName(left);
      if (name !== undefined) this.#exportAs(name, right);
    }
  }
}

function nameOf(node: Node): string {
  return node.type === 'Identifier' ? node.name : (literalText(node) ?? '');
}

/** The specifier of `require('x')`, `require('x').y` and `await import('x')`. */
function requiredSource(expression: Node): string | undefined {
  let node = unwrap(expression);
  if (node.type === 'MemberExpression') node = unwrap(node.object);
  if (node.type === 'ImportExpression') return literalText(node.source);
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require') return undefined;
  return literalText(node.arguments[0]);
}

/** The names that a pattern binds, each with the key that it is taken from where that is one level down. */
export function boundNames(pattern: Node): readonly { readonly name: string; readonly key?: string }[] {
  switch (pattern.type) {
    case 'Identifier':
      return [{ name: pattern.name }];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => {
        if (property.type === 'RestElement') return boundNames(property.argument);
        const key = keyName(property);
        return boundNames(property.value).map(({ name }) => (key === undefined ? { name } : { name, key }));
      });
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? boundNames(element) : []));
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    case 'TSParameterProperty':
      return boundNames(pattern.parameter);
    default:
      return [];
  }
}
