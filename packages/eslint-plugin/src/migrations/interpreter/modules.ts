import type { TSESTree } from '@typescript-eslint/utils';
import { staticKey } from '../../analysis/syntax.ts';
import { Scope } from './scope.ts';
import { ClassValue, ElsewhereValue, FunctionValue, RecordValue } from './values.ts';
import type { Value } from './values.ts';

/** A file of code. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
  readonly program: TSESTree.Program;
}

/** Reads what a file imports by a relative path; undefined where there is no such file, or it does not parse. */
export type ReadModule = (from: string, specifier: string) => SourceFile | undefined;

/** What a module needs of who runs it. */
export interface ModuleHost {
  evaluate(expression: TSESTree.Node, scope: Scope): Value;
  import(from: SourceFile, specifier: string): Value;
}

/** A file, whose variables get their values when somebody asks for them. */
export class ModuleValue {
  readonly source: SourceFile;
  readonly scope: Scope;
  /** Whether it is another file than the migration's, so that its places are none that a finding can have. */
  readonly isForeign: boolean;
  readonly #host: ModuleHost;
  readonly #exports = new Map<string, () => Value>();
  readonly #reexported: string[] = [];

  constructor(source: SourceFile, isForeign: boolean, host: ModuleHost) {
    this.source = source;
    this.isForeign = isForeign;
    this.#host = host;
    this.scope = new Scope(undefined, { module: this });
    for (const statement of source.program.body) this.#declare(statement);
  }

  /** What it exports under a name. */
  get(name: string): Value {
    const load = this.#exports.get(name);
    if (load) return load();
    for (const specifier of this.#reexported) {
      const module = this.#host.import(this.source, specifier);
      const value = module instanceof ModuleValue ? module.get(name) : undefined;
      if (value !== undefined) return value;
    }
    // `module.exports = helpers`
    const whole = name === 'default' ? undefined : this.#exports.get('default')?.();
    return whole instanceof RecordValue ? whole.get(name) : undefined;
  }

  #declare(statement: TSESTree.ProgramStatement): void {
    switch (statement.type) {
      case 'ImportDeclaration':
        for (const specifier of statement.specifiers) this.#declareImport(specifier, statement.source.value);
        break;
      case 'ExportAllDeclaration':
        if (statement.exported) this.#exports.set(nameOf(statement.exported), () => this.#host.import(this.source, statement.source.value));
        else this.#reexported.push(statement.source.value);
        break;
      case 'ExportNamedDeclaration':
        this.#declareNames(statement.declaration, true);
        for (const specifier of statement.specifiers) this.#declareExport(specifier, statement.source?.value);
        break;
      case 'ExportDefaultDeclaration':
        this.#exports.set('default', () => this.#host.evaluate(statement.declaration, this.scope));
        break;
      case 'ExpressionStatement':
        if (statement.expression.type === 'AssignmentExpression') this.#declareAssigned(statement.expression);
        break;
      default:
        this.#declareNames(statement, false);
    }
  }

  #declareImport(specifier: TSESTree.ImportClause, from: string): void {
    const { name } = specifier.local;
    if (!from.startsWith('.')) {
      this.scope.declare(name, { value: new ElsewhereValue({ name }), depth: 0 });
      return;
    }
    const imported = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : 'default';
    this.#declareLater(name, () => {
      const module = this.#host.import(this.source, from);
      if (specifier.type === 'ImportNamespaceSpecifier' || !(module instanceof ModuleValue)) return module instanceof ModuleValue ? module : new ElsewhereValue({ name });
      return module.get(imported) ?? new ElsewhereValue({ name });
    });
  }

  #declareExport({ exported, local }: TSESTree.ExportSpecifier, from: string | undefined): void {
    this.#exports.set(nameOf(exported), () => {
      if (from === undefined) return this.#read(nameOf(local));
      const module = this.#host.import(this.source, from);
      return module instanceof ModuleValue ? module.get(nameOf(local)) : new ElsewhereValue();
    });
  }

  /** `exports.a = …`, `module.exports = { a }`, `exports.a = exports.b = …`. */
  #declareAssigned({ left, right }: TSESTree.AssignmentExpression): void {
    if (left.type !== 'MemberExpression') return;
    const name = staticKey(left);
    const owner = left.object;
    const isModule = owner.type === 'Identifier' && owner.name === 'module' && name === 'exports';
    const value = right.type === 'AssignmentExpression' ? right.right : right;
    if (isModule && value.type === 'ObjectExpression') {
      for (const property of value.properties) {
        const key = property.type === 'Property' ? staticKey(property) : undefined;
        if (property.type === 'Property' && key !== undefined) this.#exports.set(key, () => this.#host.evaluate(property.value, this.scope));
      }
    } else if (isModule) {
      this.#exports.set('default', () => this.#host.evaluate(value, this.scope));
    } else if (name !== undefined && isExports(owner) && value.type !== 'UnaryExpression') {
      this.#exports.set(name, () => this.#host.evaluate(value, this.scope));
    }
  }

  #declareNames(node: TSESTree.Node | null, isExported: boolean): void {
    switch (node?.type) {
      case 'FunctionDeclaration':
        if (node.id) this.#declareValue(node.id.name, new FunctionValue(node, this.scope, undefined), isExported);
        break;
      case 'ClassDeclaration':
        if (node.id) this.#declareValue(node.id.name, new ClassValue(node, this.scope), isExported);
        break;
      case 'VariableDeclaration':
        for (const { id, init } of node.declarations) if (init) this.#declareVariable(id, init, isExported);
        break;
      default:
    }
  }

  #declareValue(name: string, value: Value, isExported: boolean): void {
    this.scope.declare(name, { value, depth: 0 });
    if (isExported) this.#exports.set(name, () => value);
  }

  #declareVariable(id: TSESTree.Node, init: TSESTree.Expression, isExported: boolean): void {
    if (id.type === 'Identifier') {
      this.#declareLater(id.name, () => this.#host.evaluate(init, this.scope));
      if (isExported) this.#exports.set(id.name, () => this.#read(id.name));
    } else if (id.type === 'ObjectPattern') {
      for (const property of id.properties) {
        const key = property.type === 'Property' ? staticKey(property) : undefined;
        if (property.type !== 'Property' || property.value.type !== 'Identifier' || key === undefined) continue;
        this.#declareLater(property.value.name, () => {
          const value = this.#host.evaluate(init, this.scope);
          if (value instanceof ModuleValue) return value.get(key);
          return new ElsewhereValue({ name: key });
        });
      }
    }
  }

  #declareLater(name: string, load: () => Value): void {
    this.scope.declare(name, { value: undefined, load, depth: 0 });
  }

  #read(name: string): Value {
    const binding = this.scope.find(name);
    if (!binding) return undefined;
    if (binding.load) {
      const { load } = binding;
      binding.load = undefined;
      binding.value = load();
    }
    return binding.value;
  }
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

function isExports(node: TSESTree.Expression): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  return node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'module';
}
