import type { TSESTree } from '@typescript-eslint/utils';
import type { Value } from './values.ts';

/** A variable. One of the file gets its value when somebody asks for it. */
export interface Binding {
  value: Value;
  /** What it is set to when it is first read. */
  init?: TSESTree.Expression | undefined;
  /** How many undecided conditions it was declared under. */
  readonly depth: number;
}

export class Scope {
  readonly #bindings = new Map<string, Binding>();
  readonly #parent: Scope | undefined;
  /** What `this` is. */
  readonly self: Value;

  constructor(parent?: Scope, self?: Value) {
    this.#parent = parent;
    this.self = self === undefined ? parent?.self : self;
  }

  /** The same names with another `this`. */
  withSelf(self: Value): Scope {
    return new Scope(this, self);
  }

  declare(name: string, binding: Binding): void {
    this.#bindings.set(name, binding);
  }

  find(name: string): Binding | undefined {
    return this.#bindings.get(name) ?? this.#parent?.find(name);
  }
}
