import type { TSESTree } from '@typescript-eslint/utils';
import type { Condition, Range } from 'sqllint';
import type { FunctionNode } from '../migration-functions.ts';
import type { ScriptWriter } from '../script/script-writer.ts';
import { argumentsOf, calledName, rangeOf } from './call-places.ts';
import { callElsewhere } from './calls.ts';
import { evaluateExpression, keyOf } from './expressions.ts';
import { ResolveValue } from './files.ts';
import type { ReadText } from './files.ts';
import { ModuleValue } from './modules.ts';
import type { ReadModule, SourceFile } from './modules.ts';
import { declareNames, namesIn } from './patterns.ts';
import { Scope } from './scope.ts';
import type { Binding } from './scope.ts';
import { runBlock } from './statements.ts';
import { ElsewhereValue, FunctionValue, holdsDatabase, HostValue, InstanceValue, ListValue, RecordValue } from './values.ts';
import type { CallSite, Value } from './values.ts';

/** Enough for any migration that is written by hand, and an end for those that count to a million. */
const maxSteps = 200_000;
/** Enough for a helper; what goes deeper into an application seldom changes its tables. */
const maxForeignSteps = 20_000;
const maxDepth = 40;

/** What functions are called that ask the database and change nothing. */
const readingName = /^(?:get|has|is|find|fetch|list|read|select|count|check|exists|columnInfo|foreignKeys|primary|overview|tables?$|columns?$)/u;

/** Thrown when a migration takes more steps than anybody wants to wait for. */
class TooManySteps extends Error {}

/**
 * Runs a function of a migration as far as its text tells what it does: constants, conditions, loops over what is
 * listed, functions of the same file. What talks to the database are host values, which write the SQL that they would
 * send. Where a condition is not known both branches run, and what they write is written under the condition.
 */
export class Interpreter {
  readonly writer: ScriptWriter;
  readonly #readModule: ReadModule;
  readonly readText: ReadText;
  readonly #home: ModuleValue;
  readonly #modules = new Map<string, ModuleValue>();
  /** The call of a function in another file, while that runs: what it does stands there for this file. */
  #foreignCall: Range | undefined;
  #steps = 0;
  #foreignSteps = 0;
  #calls = 0;
  #depth = 0;
  /** Variables from outside that were set under an undecided condition. */
  #touched = new Set<Binding>();
  /** Statements that are put together call by call, until the code's statement ends. */
  #pending: HostValue[] = [];

  constructor(source: SourceFile, readModule: ReadModule, readText: ReadText, writer: ScriptWriter) {
    this.writer = writer;
    this.#readModule = readModule;
    this.readText = readText;
    this.#home = new ModuleValue(source, false, this);
  }

  /**
   * Runs the function `up` or `down`.
   * @param methods those of the class that it is one of
   */
  run(node: FunctionNode, args: readonly Value[], self: HostValue | undefined, methods: ReadonlyMap<string, FunctionNode>): void {
    try {
      const { scope } = this.#home;
      const instance = self && new InstanceValue(self, methods, scope);
      this.settle(this.call(new FunctionValue(node, instance ? scope.withSelf(instance) : scope, instance), args, node));
      this.flush();
    } catch (error) {
      if (!(error instanceof TooManySteps)) throw error;
      this.writer.unknown({ start: node.range[0], end: node.range[1] }, 'It has more steps than are followed.');
    }
  }

  /** Calls a function of the file; anything else is unknown. */
  call(callee: Value, args: readonly Value[], node: TSESTree.Node): Value {
    if (callee instanceof HostValue) return callee.call(args, this.site(node));
    // `module.exports = (table) => …`, required as a whole
    if (callee instanceof ModuleValue) return this.call(callee.get('default'), args, node);
    if (callee instanceof ResolveValue) callee.resolved ??= { value: this.#depth > 0 ? new ElsewhereValue() : args[0] };
    if (!(callee instanceof FunctionValue)) return callElsewhere(callee, args, node, this);
    const { body } = callee.node;
    if (!body || this.#calls >= maxDepth) {
      if (args.some((value) => holdsDatabase(value))) this.#reportUnknown(node);
      return new ElsewhereValue();
    }
    this.#calls++;
    const outer = this.#foreignCall;
    this.#foreignCall = callee.scope.module?.isForeign ? (outer ?? rangeOf(node)) : undefined;
    const scope = new Scope(callee.scope, { self: callee.self });
    for (const [index, parameter] of callee.node.params.entries()) {
      const value = parameter.type === 'RestElement' ? new ListValue(args.slice(index)) : args[index];
      this.bind(parameter.type === 'RestElement' ? parameter.argument : parameter, value, scope);
    }
    try {
      if (body.type !== 'BlockStatement') return this.evaluate(body, scope);
      const end = runBlock(body.body, scope, this);
      if (end.kind === 'return') return end.value;
      return end.kind === 'maybe' ? new ElsewhereValue() : undefined;
    } catch (error) {
      if (!(error instanceof TooManySteps) || outer || !this.#foreignCall || this.#steps > maxSteps) throw error;
      return new ElsewhereValue({ name: calledName(node), args, holdsDatabase: args.some((value) => holdsDatabase(value)), call: node });
    } finally {
      this.#calls--;
      if (this.#foreignCall && !outer) this.#foreignSteps = 0;
      this.#foreignCall = outer;
    }
  }

  /** What a file imports by a relative path. */
  import(from: SourceFile, specifier: string): Value {
    const source = specifier.startsWith('.') ? this.#readModule(from.file, specifier) : undefined;
    if (!source) return new ElsewhereValue();
    let module = this.#modules.get(source.file);
    if (!module) this.#modules.set(source.file, (module = new ModuleValue(source, true, this)));
    return module;
  }

  /** Runs what only happens if something holds that is not known. */
  under<Result>(condition: Condition, run: () => Result): Result {
    const outer = this.#touched;
    this.#touched = new Set();
    this.#depth++;
    try {
      return this.writer.under(condition, () => {
        const result = run();
        this.flush();
        return result;
      });
    } finally {
      this.#depth--;
      for (const binding of this.#touched) {
        binding.value = new ElsewhereValue();
        if (binding.depth < this.#depth) outer.add(binding);
      }
      this.#touched = outer;
    }
  }

  /** Whether a function of another file runs. */
  get isElsewhere(): boolean {
    return this.#foreignCall !== undefined;
  }

  /** How many conditions the current statement stands under that are not decided. */
  get depth(): number {
    return this.#depth;
  }

  /** Has the statement settled when the code's statement has ended, if nobody settles it before. */
  settleLater(value: HostValue): void {
    this.#pending.push(value);
  }

  /** Settles what is put together call by call. */
  flush(): void {
    for (const value of this.#pending.splice(0)) value.settle();
  }

  /** Counts a step, and throws when a migration takes more of them than anybody wants to wait for. */
  step(): void {
    this.#steps++;
    if (this.#foreignCall) this.#foreignSteps++;
    if (this.#steps > maxSteps || this.#foreignSteps > maxForeignSteps) throw new TooManySteps();
  }

  /** The value of an expression, after it has done to the database what it does. */
  evaluate(expression: TSESTree.Node, scope: Scope): Value {
    return evaluateExpression(expression, scope, this);
  }

  /** Gives the names of an assignment their values, or a property of an object. */
  assign(target: TSESTree.Node, value: Value, scope: Scope): void {
    if (target.type === 'MemberExpression') {
      const object = this.evaluate(target.object, scope);
      const key = keyOf(target, scope, this);
      if (!(object instanceof RecordValue)) return;
      if (key === undefined) object.isOpen = true;
      else object.entries.set(key, this.#depth > 0 ? new ElsewhereValue() : value);
      return;
    }
    for (const [name, bound] of namesIn(target, value, (one) => this.evaluate(one, scope))) {
      const binding = scope.find(name);
      if (!binding) continue;
      binding.load = undefined;
      binding.value = bound;
      if (binding.depth < this.#depth) this.#touched.add(binding);
    }
  }

  /** Declares the names of a parameter or a declaration. */
  bind(pattern: TSESTree.Node, value: Value, scope: Scope): void {
    declareNames(pattern, value, scope, this.#depth, (one) => this.evaluate(one, scope));
  }

  /** `await`: what was put together is sent, what nobody knows is told. */
  settle(value: Value): Value {
    if (value instanceof HostValue) return value.settle();
    if (value instanceof ListValue) {
      for (const item of value.items) this.settle(item);
      return value;
    }
    if (value instanceof ElsewhereValue && value.holdsDatabase && value.args && value.call) {
      if (!readingName.test(value.name ?? '')) this.#reportUnknown(value.call);
      return new ElsewhereValue();
    }
    return value;
  }

  /** Sends what was put together, and leaves anything else alone. */
  settleIfHost(value: Value): Value {
    return value instanceof HostValue ? value.settle() : value;
  }

  #reportUnknown(node: TSESTree.Node): void {
    const [start, end] = node.range;
    this.writer.unknown(this.#foreignCall ?? { start, end }, 'What this call does to the database stands in another file, or depends on more than this one tells.');
  }

  /** Where a call stands; in another file's function that is where this file called it. */
  site(node: TSESTree.Node): CallSite {
    const foreign = this.#foreignCall;
    return { node, range: foreign ?? rangeOf(node), argumentRanges: foreign ? [] : argumentsOf(node), interpreter: this };
  }
}
