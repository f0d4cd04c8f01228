import type { TSESTree } from '@typescript-eslint/utils';
import type { Condition, Range } from 'sqllint';
import type { FunctionNode } from '../migration-functions.ts';
import type { TextValue } from '../script/text-value.ts';
import type { Interpreter } from './interpreter.ts';
import type { ModuleValue } from './modules.ts';
import type { Scope } from './scope.ts';

/** What an expression of a migration comes to, as far as the file tells. */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | TextValue
  | ListValue
  | RecordValue
  | FunctionValue
  | ClassValue
  | ModuleValue
  | HostValue
  | TestValue
  | ElsewhereValue;

export class ListValue {
  readonly items: Value[];
  /** Set when it may hold more than its items, or less. */
  isOpen: boolean;

  constructor(items: readonly Value[], isOpen = false) {
    this.items = [...items];
    this.isOpen = isOpen;
  }
}

export class RecordValue {
  readonly entries = new Map<string, Value>();
  /** Where each of the properties is written. */
  readonly places = new Map<string, Range>();
  /** Where all of it is written; undefined where that is another file. */
  at: Range | undefined;
  /** Set when it may hold more than its entries. */
  isOpen = false;

  /** The class that it was made of, with its methods. */
  readonly madeOf: ClassValue | undefined;

  constructor(madeOf?: ClassValue) {
    this.madeOf = madeOf;
  }

  get(name: string): Value {
    return this.entries.get(name);
  }
}

/** A class of the file, or of one that it imports. */
export class ClassValue {
  readonly node: TSESTree.ClassDeclaration | TSESTree.ClassExpression;
  readonly scope: Scope;

  constructor(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, scope: Scope) {
    this.node = node;
    this.scope = scope;
  }
}

/** A function of the file. */
export class FunctionValue {
  readonly node: FunctionNode;
  readonly scope: Scope;
  readonly self: Value;

  constructor(node: FunctionNode, scope: Scope, self: Value) {
    this.node = node;
    this.scope = scope;
    this.self = self;
  }
}

/** What is true of the database or is not, which the schema may know. */
export class TestValue {
  readonly condition: Condition;

  constructor(condition: Condition) {
    this.condition = condition;
  }
}

/** Anything that the file does not tell: what is imported, what a query returns, what an unknown function makes of it. */
export class ElsewhereValue {
  /** The last of the names that it is known by: `STRING` of `Sequelize.STRING(255)`. */
  readonly name: string | undefined;
  /** What it is a property of, or what it is a call of. */
  readonly of: ElsewhereValue | undefined;
  /** The arguments, where it is what a call returns or a constructor makes. */
  readonly args: readonly Value[] | undefined;
  /** Whether a way to the database was handed in. */
  readonly holdsDatabase: boolean;
  readonly call: TSESTree.Node | undefined;
  /** Where a constructor is called; undefined where that is another file. */
  readonly at: Range | undefined;

  constructor(parts: { name?: string | undefined; of?: ElsewhereValue; args?: readonly Value[]; holdsDatabase?: boolean; call?: TSESTree.Node; at?: Range | undefined } = {}) {
    this.name = parts.name;
    this.of = parts.of;
    this.args = parts.args;
    this.holdsDatabase = parts.holdsDatabase ?? false;
    this.call = parts.call;
    this.at = parts.at;
  }
}

/** A call in the code. */
export interface CallSite {
  readonly node: TSESTree.Node;
  /** From the name of the method, or the function, to the closing parenthesis. */
  readonly range: Range;
  readonly argumentRanges: readonly Range[];
  readonly interpreter: Interpreter;
}

/** An object of a library that talks to the database. */
export abstract class HostValue {
  /** A property; what is no property is a method. */
  get(_name: string): Value {
    return new MethodValue(this, _name);
  }

  /** A call of one of its methods. */
  abstract invoke(name: string, args: readonly Value[], site: CallSite): Value;

  /** A call of the object itself. */
  call(_args: readonly Value[], _site: CallSite): Value {
    return new ElsewhereValue({ holdsDatabase: true });
  }

  /** It becomes part of something else, and is not sent by itself. */
  use(): void {
    // Most values never are sent by themselves.
  }

  /** `await` of it, or the end of the statement that it stands in. */
  settle(): Value {
    return this;
  }
}

/** A method that was taken from its object, with arguments that were bound to it. */
export class MethodValue extends HostValue {
  readonly owner: HostValue;
  readonly name: string;
  readonly bound: readonly Value[];

  constructor(owner: HostValue, name: string, bound: readonly Value[] = []) {
    super();
    this.owner = owner;
    this.name = name;
    this.bound = bound;
  }

  override get(name: string): Value {
    // `queryInterface.sequelize.query`: what is taken from an object that is not known further is the database still.
    return new MethodValue(this.owner, name);
  }

  invoke(name: string, args: readonly Value[], site: CallSite): Value {
    if (name === 'bind') return new MethodValue(this.owner, this.name, args.slice(1));
    if (name === 'call') return this.call(args.slice(1), site);
    return this.owner.invoke(name, args, site);
  }

  override call(args: readonly Value[], site: CallSite): Value {
    return this.owner.invoke(this.name, [...this.bound, ...args], site);
  }
}

/** `this` in a class: the methods of the class, and what the library puts there. */
export class InstanceValue extends HostValue {
  readonly #base: HostValue;
  readonly #methods: ReadonlyMap<string, FunctionNode>;
  readonly #scope: Scope;

  constructor(base: HostValue, methods: ReadonlyMap<string, FunctionNode>, scope: Scope) {
    super();
    this.#base = base;
    this.#methods = methods;
    this.#scope = scope;
  }

  override get(name: string): Value {
    const method = this.#methods.get(name);
    return method ? new FunctionValue(method, this.#scope.withSelf(this), this) : this.#base.get(name);
  }

  invoke(name: string, args: readonly Value[], site: CallSite): Value {
    return this.#base.invoke(name, args, site);
  }
}

/** Says of a value, and of what it holds, that it is part of something else. */
export function markUsed(value: Value, depth = 3): void {
  if (value instanceof HostValue) value.use();
  if (depth === 0) return;
  if (value instanceof ListValue) for (const item of value.items) markUsed(item, depth - 1);
  if (value instanceof RecordValue) for (const item of value.entries.values()) markUsed(item, depth - 1);
}

/** Whether a value leads to the database, by itself or by what it holds. */
export function holdsDatabase(value: Value, depth = 3): boolean {
  if (value instanceof HostValue) return true;
  if (value instanceof ElsewhereValue) return value.holdsDatabase;
  if (depth === 0) return false;
  if (value instanceof ListValue) return value.items.some((item) => holdsDatabase(item, depth - 1));
  if (value instanceof RecordValue) return [...value.entries.values()].some((item) => holdsDatabase(item, depth - 1));
  return false;
}
