import type { ModuleValue } from './modules.ts';
import type { ClassValue, Value } from './values.ts';

/** A variable. */
export interface Binding {
  value: Value;
  /** Gives the value when it is first read, for those of a file. */
  load?: (() => Value) | undefined;
  /** How many undecided conditions it was declared under. */
  readonly depth: number;
}

/** What belongs to the function or file that a scope is one of. */
interface Surroundings {
  readonly module?: ModuleValue | undefined;
  /** What `this` is. */
  readonly self?: Value;
  /** The class whose method it is, for `super`. */
  readonly home?: ClassValue | undefined;
}

export class Scope {
  readonly #bindings = new Map<string, Binding>();
  readonly #parent: Scope | undefined;
  readonly #own: Surroundings;

  constructor(parent?: Scope, own: Surroundings = {}) {
    this.#parent = parent;
    this.#own = own;
  }

  get module(): ModuleValue | undefined {
    return this.#own.module ?? this.#parent?.module;
  }

  get self(): Value {
    return this.#own.self === undefined ? this.#parent?.self : this.#own.self;
  }

  get home(): ClassValue | undefined {
    return this.#own.home ?? this.#parent?.home;
  }

  /** The same names with another `this`. */
  withSelf(self: Value, home?: ClassValue): Scope {
    return new Scope(this, { self, home });
  }

  declare(name: string, binding: Binding): void {
    this.#bindings.set(name, binding);
  }

  find(name: string): Binding | undefined {
    return this.#bindings.get(name) ?? this.#parent?.find(name);
  }
}
