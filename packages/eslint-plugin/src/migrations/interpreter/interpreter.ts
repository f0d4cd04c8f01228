import path from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import type { Condition, Range } from 'sqllint';
import { staticKey, unwrap } from '../../analysis/syntax.ts';
import type { FunctionNode } from '../migration-functions.ts';
import type { ScriptWriter } from '../script/script-writer.ts';
import { textFromSource, TextValue } from '../script/text-value.ts';
import { builtInMember, callBuiltIn } from './built-ins.ts';
import { argumentsOf, calledName, placeIn, rangeOf } from './call-places.ts';
import { eitherEnd, normal, ofLoop } from './completion.ts';
import type { Completion } from './completion.ts';
import { binary, conditionOf, isTruthy } from './operators.ts';
import { construct, initialise, methodOf, parentOf, staticMethod } from './classes.ts';
import { ModuleValue } from './modules.ts';
import type { ReadText } from './files.ts';
import { callOfFiles, ResolveValue } from './files.ts';
import type { ReadModule, SourceFile } from './modules.ts';
import { declareNames, namesIn } from './patterns.ts';
import { Scope } from './scope.ts';
import { sqlFragment } from './sql-fragment.ts';
import type { Binding } from './scope.ts';
import { ClassValue, ElsewhereValue, FunctionValue, holdsDatabase, HostValue, InstanceValue, ListValue, markUsed, MethodValue, RecordValue } from './values.ts';
import type { CallSite, Value } from './values.ts';

const unknown: Condition = { kind: 'unknown' };

/** Enough for any migration that is written by hand, and an end for those that count to a million. */
const maxSteps = 200_000;
/** Enough for a helper; what goes deeper into an application seldom changes its tables. */
const maxForeignSteps = 20_000;
const maxDepth = 40;
const maxTurns = 2000;

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
  readonly #readText: ReadText;
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
    this.#readText = readText;
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
      this.#settle(this.call(new FunctionValue(node, instance ? scope.withSelf(instance) : scope, instance), args, node));
      this.#flush();
    } catch (error) {
      if (!(error instanceof TooManySteps)) throw error;
      this.writer.unknown({ start: node.range[0], end: node.range[1] }, 'It has more steps than are followed.');
    }
  }

  /** Calls a function of the file; anything else is unknown. */
  call(callee: Value, args: readonly Value[], node: TSESTree.Node): Value {
    if (callee instanceof HostValue) return callee.call(args, this.#site(node));
    if (callee instanceof ResolveValue) callee.resolved ??= { value: this.#depth > 0 ? new ElsewhereValue() : args[0] };
    if (!(callee instanceof FunctionValue)) return this.#callElsewhere(callee, args, node);
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
      this.#bind(parameter.type === 'RestElement' ? parameter.argument : parameter, value, scope);
    }
    try {
      if (body.type !== 'BlockStatement') return this.evaluate(body, scope);
      const end = this.#runBlock(body.body, scope);
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
        this.#flush();
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

  /** How many conditions the current statement stands under that are not decided. */
  get depth(): number {
    return this.#depth;
  }

  /** Has the statement settled when the code's statement has ended, if nobody settles it before. */
  settleLater(value: HostValue): void {
    this.#pending.push(value);
  }

  #flush(): void {
    for (const value of this.#pending.splice(0)) value.settle();
  }

  // Statements

  #runBlock(statements: readonly TSESTree.Statement[], outer: Scope): Completion {
    const scope = new Scope(outer);
    for (const statement of statements) {
      if (statement.type === 'FunctionDeclaration') {
        scope.declare(statement.id.name, { value: new FunctionValue(statement, scope, outer.self), depth: this.#depth });
      }
    }
    return this.#runAll(statements, scope);
  }

  #runAll(statements: readonly TSESTree.Statement[], scope: Scope): Completion {
    for (const [index, statement] of statements.entries()) {
      const end = this.#runStatement(statement, scope);
      this.#flush();
      if (end.kind === 'maybe') {
        const rest = this.under(end.unless, () => this.#runAll(statements.slice(index + 1), scope));
        return rest.kind === 'normal' ? end : rest;
      }
      if (end.kind !== 'normal') return end;
    }
    return normal;
  }

  #runStatement(node: TSESTree.Statement, scope: Scope): Completion {
    this.#step();
    switch (node.type) {
      case 'ExpressionStatement':
        this.#settle(this.evaluate(node.expression, scope));
        return normal;
      case 'VariableDeclaration':
        for (const { id, init } of node.declarations) this.#bind(id, init ? this.evaluate(init, scope) : undefined, scope);
        return normal;
      case 'ReturnStatement':
        return { kind: 'return', value: node.argument ? this.evaluate(node.argument, scope) : undefined };
      case 'ThrowStatement':
        return { kind: 'throw' };
      case 'BreakStatement':
        return { kind: 'break' };
      case 'ContinueStatement':
        return { kind: 'continue' };
      case 'BlockStatement':
        return this.#runBlock(node.body, scope);
      case 'IfStatement':
        return this.#runIf(node, scope);
      case 'ForOfStatement':
        return this.#runForOf(node, scope);
      case 'ForInStatement':
        return this.#runForIn(node, scope);
      case 'ForStatement': {
        const inner = new Scope(scope);
        if (node.init?.type === 'VariableDeclaration') this.#runStatement(node.init, inner);
        else if (node.init) this.evaluate(node.init, inner);
        return this.#runWhile(node.test, node.update, node.body, inner);
      }
      case 'WhileStatement':
        return this.#runWhile(node.test, null, node.body, scope);
      case 'DoWhileStatement': {
        const end = ofLoop(this.#runStatement(node.body, scope));
        return end.kind === 'normal' ? this.#runWhile(node.test, null, node.body, scope) : end;
      }
      case 'TryStatement':
        return this.#runTry(node, scope);
      case 'SwitchStatement':
        return this.#runSwitch(node, scope);
      case 'LabeledStatement':
        return this.#runStatement(node.body, scope);
      default:
        return normal;
    }
  }

  #runIf(node: TSESTree.IfStatement, scope: Scope): Completion {
    const test = this.evaluate(node.test, scope);
    const truthy = isTruthy(test);
    if (truthy !== undefined) {
      const chosen = truthy ? node.consequent : node.alternate;
      return chosen ? this.#runStatement(chosen, scope) : normal;
    }
    const condition = conditionOf(test);
    const opposite: Condition = { kind: 'not', of: condition };
    const then = this.under(condition, () => this.#runStatement(node.consequent, scope));
    const otherwise = node.alternate ? this.under(opposite, () => this.#runStatement(node.alternate ?? node.consequent, scope)) : normal;
    return eitherEnd(then, otherwise, condition, opposite);
  }

  #runForOf(node: TSESTree.ForOfStatement, scope: Scope): Completion {
    const list = this.evaluate(node.right, scope);
    if (list instanceof ListValue && !list.isOpen && list.items.length <= maxTurns) return this.#runFor(list.items, node, scope);
    return this.#runInDoubt(node, new ElsewhereValue(), scope);
  }

  #runForIn(node: TSESTree.ForInStatement, scope: Scope): Completion {
    const object = this.evaluate(node.right, scope);
    if (object instanceof RecordValue && !object.isOpen) return this.#runFor([...object.entries.keys()].map((key) => TextValue.of(key)), node, scope);
    return this.#runInDoubt(node, new ElsewhereValue(), scope);
  }

  #runFor(items: readonly Value[], node: TSESTree.ForInStatement | TSESTree.ForOfStatement, scope: Scope): Completion {
    for (const item of items) {
      const end = this.#runTurn(node, item, scope);
      if (end.kind === 'break') break;
      if (end.kind === 'return' || end.kind === 'throw') return end;
    }
    return normal;
  }

  #runTurn({ left, body }: TSESTree.ForInStatement | TSESTree.ForOfStatement, item: Value, scope: Scope): Completion {
    const inner = new Scope(scope);
    if (left.type === 'VariableDeclaration') this.#bind(left.declarations[0].id, item, inner);
    else this.#assign(left, item, inner);
    return this.#runStatement(body, inner);
  }

  /** Once, for nobody knows how often. */
  #runInDoubt(node: TSESTree.ForInStatement | TSESTree.ForOfStatement, item: Value, scope: Scope): Completion {
    this.under(unknown, () => this.#runTurn(node, item, scope));
    return normal;
  }

  #runWhile(test: TSESTree.Expression | null, update: TSESTree.Expression | null, body: TSESTree.Statement, scope: Scope): Completion {
    for (let turn = 0; turn < maxTurns; turn++) {
      const goesOn = test ? isTruthy(this.evaluate(test, scope)) : true;
      if (goesOn === false) return normal;
      if (goesOn === undefined) {
        this.under(unknown, () => this.#runStatement(body, scope));
        return normal;
      }
      const end = this.#runStatement(body, scope);
      if (end.kind === 'break') return normal;
      if (end.kind === 'return' || end.kind === 'throw') return end;
      // Whether it ends here is not known, and so is all that follows of it.
      if (end.kind === 'maybe' && end.of !== 'continue') return end.of === 'return' ? end : normal;
      if (update) this.evaluate(update, scope);
    }
    return normal;
  }

  /** What a handler makes up for may not have happened; one that only throws again changes nothing. */
  #runTry({ block, handler, finalizer }: TSESTree.TryStatement, scope: Scope): Completion {
    let end: Completion;
    if (handler && !alwaysThrows(handler.body)) {
      const ends = [block, handler.body].map((body) => this.under(unknown, () => this.#runBlock(body.body, this.#withCaught(handler, scope))));
      end = ends.every(({ kind }) => kind === 'return') ? { kind: 'return', value: new ElsewhereValue() } : normal;
    } else {
      end = this.#runBlock(block.body, scope);
    }
    if (finalizer) this.#runBlock(finalizer.body, scope);
    return end;
  }

  #withCaught({ param }: TSESTree.CatchClause, scope: Scope): Scope {
    const inner = new Scope(scope);
    if (param) this.#bind(param, new ElsewhereValue(), inner);
    return inner;
  }

  #runSwitch({ discriminant, cases }: TSESTree.SwitchStatement, scope: Scope): Completion {
    const value = this.evaluate(discriminant, scope);
    const tests = cases.map(({ test }) => (test ? isTruthy(binary('===', value, this.evaluate(test, scope))) : undefined));
    const isKnown = cases.every(({ test }, index) => !test || tests[index] !== undefined);
    if (!isKnown) {
      for (const { consequent } of cases) this.under(unknown, () => this.#runBlock(consequent, scope));
      return normal;
    }
    let from = tests.indexOf(true);
    if (from < 0) from = cases.findIndex(({ test }) => !test);
    if (from < 0) return normal;
    const end = this.#runBlock(cases.slice(from).flatMap(({ consequent }) => consequent), scope);
    return end.kind === 'break' ? normal : end;
  }

  // Expressions

  /** The value of an expression, after it has done to the database what it does. */
  evaluate(expression: TSESTree.Node, scope: Scope): Value {
    this.#step();
    const node = unwrap(expression);
    switch (node.type) {
      case 'Literal':
        return this.#literal(node, scope);
      case 'TemplateLiteral':
        return this.#template(node, scope);
      case 'TaggedTemplateExpression':
        return this.#tagged(node, scope);
      case 'Identifier':
        return this.#variable(node.name, scope);
      case 'ThisExpression':
        return scope.self;
      case 'MemberExpression':
        return this.#member(this.evaluate(node.object, scope), this.#key(node, scope), node);
      case 'CallExpression':
        return this.#callExpression(node, scope);
      case 'NewExpression':
        return this.#construct(node, scope);
      case 'AwaitExpression':
        return this.#settle(this.evaluate(node.argument, scope));
      case 'ArrayExpression':
        return this.#list(node, scope);
      case 'ObjectExpression':
        return this.#record(node, scope);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return new FunctionValue(node, scope, node.type === 'ArrowFunctionExpression' ? scope.self : undefined);
      case 'ClassDeclaration':
      case 'ClassExpression':
        return new ClassValue(node, scope);
      case 'FunctionDeclaration':
        return new FunctionValue(node, scope, undefined);
      case 'BinaryExpression':
        return binary(node.operator, this.evaluate(node.left, scope), this.evaluate(node.right, scope));
      case 'LogicalExpression':
        return this.#logical(node, scope);
      case 'UnaryExpression':
        return this.#unary(node, scope);
      case 'ConditionalExpression':
        return this.#conditional(node, scope);
      case 'AssignmentExpression':
        return this.#assignment(node, scope);
      case 'UpdateExpression':
        return this.#update(node, scope);
      case 'SequenceExpression':
        return node.expressions.map((one) => this.evaluate(one, scope)).at(-1);
      case 'YieldExpression':
        return node.argument ? this.#settle(this.evaluate(node.argument, scope)) : undefined;
      default:
        return new ElsewhereValue();
    }
  }

  #literal(node: TSESTree.Literal, scope: Scope): Value {
    if (typeof node.value === 'string') return this.#textFrom(node.value, node.raw.slice(1, -1), node.range[0] + 1, scope);
    if (typeof node.value === 'number' || typeof node.value === 'boolean' || node.value === null) {
      return 'regex' in node ? new ElsewhereValue() : node.value;
    }
    return new ElsewhereValue();
  }

  /** Only what is written in the migration itself has a place there. */
  #textFrom(cooked: string, raw: string, start: number, scope: Scope): TextValue {
    return scope.module?.isForeign ? TextValue.of(cooked) : textFromSource(cooked, raw, start);
  }

  #template({ quasis, expressions }: TSESTree.TemplateLiteral, scope: Scope): Value {
    const pieces = quasis.flatMap(({ value, range }, index) => {
      const own = this.#textFrom(value.cooked ?? '', value.raw, range[0] + 1, scope).pieces;
      const expression = expressions[index];
      return expression ? [...own, ...this.#asText(this.evaluate(expression, scope), expression, scope).pieces] : own;
    });
    return new TextValue(pieces);
  }

  /** What a value becomes in a text; what is not known becomes a hole. */
  #asText(value: Value, node: TSESTree.Node, { module }: Scope): TextValue {
    if (value instanceof TextValue) return value;
    const at = { start: node.range[0], end: node.range[1] };
    if (typeof value === 'number' || typeof value === 'boolean' || value === null) return TextValue.of(String(value));
    if (value instanceof HostValue) {
      const text = value.get('asText');
      if (text instanceof TextValue) return text;
    }
    if (value instanceof ListValue && !value.isOpen && value.items.every((item) => item instanceof TextValue || typeof item === 'number')) {
      const joined = value.items.map((item) => (item instanceof TextValue ? item : TextValue.of(String(item))));
      return new TextValue(joined.flatMap(({ pieces }, index) => (index === 0 ? pieces : [{ text: ',' }, ...pieces])));
    }
    const fragment = sqlFragment(value);
    if (fragment) return fragment;
    const text = module?.source.text.slice(at.start, at.end) ?? '…';
    return new TextValue([{ text, isHole: true, ...(!module?.isForeign && { at }) }]);
  }

  /** `` sql`…` ``, which stands for its text until somebody runs it. */
  #tagged(node: TSESTree.TaggedTemplateExpression, scope: Scope): Value {
    const tag = this.evaluate(node.tag, scope);
    const text = this.#template(node.quasi, scope);
    if (tag instanceof HostValue) return tag.call([text], this.#site(node));
    const name = tag instanceof ElsewhereValue ? tag.name : undefined;
    return new ElsewhereValue({ name, args: [text], call: node });
  }

  #variable(name: string, scope: Scope): Value {
    if (name === 'undefined') return undefined;
    const binding = scope.find(name);
    if (!binding) return name === '__dirname' && scope.module ? TextValue.of(path.dirname(scope.module.source.file)) : new ElsewhereValue({ name });
    if (binding.load) {
      const { load } = binding;
      binding.load = undefined;
      binding.value = load();
    }
    return binding.value;
  }

  #key(node: TSESTree.MemberExpression, scope: Scope): string | undefined {
    const written = staticKey(node);
    if (written !== undefined) return written;
    const value = this.evaluate(node.property, scope);
    return value instanceof TextValue && value.isKnown ? value.toString() : typeof value === 'number' ? String(value) : undefined;
  }

  #member(object: Value, key: string | undefined, node: TSESTree.Node): Value {
    if (key === undefined) return new ElsewhereValue({ holdsDatabase: object instanceof HostValue });
    if (object instanceof HostValue) return object.get(key);
    if (object instanceof RecordValue) {
      const value = object.entries.get(key) ?? methodOf(object, key, this);
      if (value !== undefined || !object.isOpen) return value;
      return new ElsewhereValue();
    }
    if (object instanceof ModuleValue) return object.get(key) ?? new ElsewhereValue({ name: key });
    if (object instanceof ClassValue) return staticMethod(object, key, this);
    if (object instanceof ElsewhereValue && object.args?.[0] instanceof RecordValue && object.args[0].entries.has(key)) return object.args[0].get(key);
    if (object instanceof ElsewhereValue) return new ElsewhereValue({ name: key, of: object, holdsDatabase: object.holdsDatabase, call: node });
    return builtInMember(object, key);
  }

  #callExpression(node: TSESTree.CallExpression, scope: Scope): Value {
    const callee = unwrap(node.callee);
    if (callee.type === 'Super' || (callee.type === 'MemberExpression' && callee.object.type === 'Super')) return this.#callSuper(node, callee, scope);
    if (callee.type !== 'MemberExpression') {
      const called = this.evaluate(callee, scope);
      const args = this.#arguments(node, scope);
      if (called instanceof ElsewhereValue && called.name === 'require' && !called.of) return this.#require(args[0], scope);
      const read = called instanceof ElsewhereValue && !(called instanceof ResolveValue) ? callOfFiles(called.name, args, this.#site(node), this.#readText) : undefined;
      return read ? read.value : this.call(called, args, node);
    }
    const object = this.evaluate(callee.object, scope);
    const key = this.#key(callee, scope);
    const args = this.#arguments(node, scope);
    if (key === 'then' || key === 'catch' || key === 'finally') return this.#then(object, key, args, node);
    if (object instanceof MethodValue && (key === 'bind' || key === 'call')) return object.invoke(key, args, this.#site(node));
    if (object instanceof HostValue && key !== undefined) {
      const member = object.get(key);
      for (const argument of args) markUsed(argument);
      if (member instanceof MethodValue && member.owner === object) return object.invoke(key, args, this.#site(node));
      return this.call(member, args, node);
    }
    if (key === 'bind' && object instanceof FunctionValue) return object;
    if (key === 'execute' && object instanceof ElsewhereValue && args[0] instanceof HostValue) {
      // `` sql`…`.execute(db) ``
      return args[0].invoke(key, [object], { ...this.#site(node), argumentRanges: this.#foreignCall ? [] : [rangeOf(callee.object)] });
    }
    if (object instanceof RecordValue || object instanceof ModuleValue || object instanceof ClassValue) return this.call(this.#member(object, key, callee), args, node);
    const known = key === undefined ? undefined : (this.#callOfFiles(object, key, args, node) ?? callBuiltIn(object, key, args, this.#site(node)));
    if (known) return known.value;
    const member = object instanceof ElsewhereValue ? this.#member(object, key, callee) : new ElsewhereValue({ name: key });
    return this.#callElsewhere(member, args, node);
  }

  /** Of modules that are called `path` and `fs`, or something with these in it. */
  #callOfFiles(object: Value, key: string, args: readonly Value[], node: TSESTree.Node): { readonly value: Value } | undefined {
    const owner = object instanceof ElsewhereValue ? (object.name === 'promises' ? object.of?.name : object.name) : undefined;
    return owner !== undefined && /^(?:node:)?_?(?:path|fs|fsp|fs-extra|fsPromises|fs\/promises|default)$/u.test(owner) ? callOfFiles(key, args, this.#site(node), this.#readText) : undefined;
  }

  /** `super(…)` and `super.method(…)`. */
  #callSuper(node: TSESTree.CallExpression, callee: TSESTree.Node, scope: Scope): Value {
    const { self, home } = scope;
    const parent = home && parentOf(home, this);
    const args = this.#arguments(node, scope);
    if (!(self instanceof RecordValue) || !parent) return self instanceof HostValue || self === undefined ? undefined : new ElsewhereValue();
    if (callee.type !== 'MemberExpression') {
      initialise(self, parent, args, node, this);
      return undefined;
    }
    return this.call(methodOf(self, staticKey(callee) ?? '', this, parent), args, node);
  }

  #require(specifier: Value, { module }: Scope): Value {
    if (!module || !(specifier instanceof TextValue) || !specifier.isKnown) return new ElsewhereValue();
    const name = specifier.toString();
    // A package is known by its name, as what is imported is by that of the variable.
    return name.startsWith('.') ? this.import(module.source, name) : new ElsewhereValue({ name: name === 'bluebird' ? 'Promise' : name });
  }

  /** A promise of something that is no host value: it has happened already. */
  #then(object: Value, key: 'then' | 'catch' | 'finally', args: readonly Value[], node: TSESTree.Node): Value {
    const value = this.#settle(object);
    const [handle] = args;
    if (key === 'catch') {
      if (handle instanceof FunctionValue && handle.node.body && !alwaysThrows(handle.node.body)) {
        this.under(unknown, () => this.call(handle, [new ElsewhereValue()], node));
      }
      return value;
    }
    return handle instanceof FunctionValue ? this.#settle(this.call(handle, key === 'then' ? [value] : [], node)) : value;
  }

  #callElsewhere(callee: Value, args: readonly Value[], node: TSESTree.Node): Value {
    const of = callee instanceof ElsewhereValue ? callee : new ElsewhereValue();
    const isHandedOver = of.holdsDatabase || args.some((value) => holdsDatabase(value));
    // What is not known may call back at any time.
    for (const value of args) {
      if (value instanceof FunctionValue) this.under(unknown, () => this.#settle(this.call(value, value.node.params.map(() => new ElsewhereValue({ holdsDatabase: isHandedOver })), node)));
    }
    return new ElsewhereValue({ name: of.name, of, args, holdsDatabase: isHandedOver, call: node });
  }

  #construct(node: TSESTree.NewExpression, scope: Scope): Value {
    const callee = this.evaluate(node.callee, scope);
    const args = this.#arguments(node, scope);
    if (callee instanceof ClassValue) return construct(callee, args, node, this);
    const name = callee instanceof ElsewhereValue ? callee.name : undefined;
    const [executor] = args;
    if (name === 'Promise' && executor instanceof FunctionValue) {
      const resolve = new ResolveValue({ name: 'resolve' });
      this.call(executor, [resolve, new ElsewhereValue()], node);
      return resolve.resolved ? resolve.resolved.value : new ElsewhereValue();
    }
    return new ElsewhereValue({ name, args, holdsDatabase: args.some((value) => holdsDatabase(value)), call: node, at: placeIn(scope, node) });
  }

  #arguments(node: TSESTree.CallExpression | TSESTree.NewExpression, scope: Scope): Value[] {
    return node.arguments.flatMap((argument) => {
      if (argument.type !== 'SpreadElement') return [this.evaluate(argument, scope)];
      const list = this.evaluate(argument.argument, scope);
      return list instanceof ListValue && !list.isOpen ? list.items : [new ElsewhereValue()];
    });
  }

  #list(node: TSESTree.ArrayExpression, scope: Scope): ListValue {
    const list = new ListValue([]);
    for (const element of node.elements) {
      if (element?.type === 'SpreadElement') {
        const spread = this.evaluate(element.argument, scope);
        if (spread instanceof ListValue) list.items.push(...spread.items);
        list.isOpen ||= !(spread instanceof ListValue) || spread.isOpen;
      } else {
        list.items.push(element ? this.evaluate(element, scope) : undefined);
      }
    }
    return list;
  }

  #record(node: TSESTree.ObjectExpression, scope: Scope): RecordValue {
    const record = new RecordValue();
    record.at = placeIn(scope, node);
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        const spread = this.evaluate(property.argument, scope);
        if (spread instanceof RecordValue) for (const [key, value] of spread.entries) record.entries.set(key, value);
        record.isOpen ||= !(spread instanceof RecordValue) || spread.isOpen;
        continue;
      }
      const key = this.#propertyName(property, scope);
      if (key === undefined) {
        record.isOpen = true;
        continue;
      }
      const value = this.evaluate(property.value, scope);
      record.entries.set(key, value);
      const place = placeIn(scope, property);
      if (place) record.places.set(key, place);
    }
    return record;
  }

  #propertyName({ key, computed }: TSESTree.Property, scope: Scope): string | undefined {
    if (!computed && key.type === 'Identifier') return key.name;
    const value = this.evaluate(key, scope);
    // `[Op.ne]`, a symbol of Sequelize.
    if (value instanceof ElsewhereValue && value.of?.name === 'Op') return `Op.${value.name ?? ''}`;
    return value instanceof TextValue && value.isKnown ? value.toString() : typeof value === 'number' ? String(value) : undefined;
  }

  #logical({ operator, left, right }: TSESTree.LogicalExpression, scope: Scope): Value {
    const first = this.evaluate(left, scope);
    if (operator === '??') {
      if (first === undefined || first === null) return this.evaluate(right, scope);
      return first instanceof ElsewhereValue && !first.holdsDatabase ? new ElsewhereValue() : first;
    }
    const truthy = isTruthy(first);
    if (truthy !== undefined) return truthy === (operator === '&&') ? this.evaluate(right, scope) : first;
    const condition = conditionOf(first);
    const second = this.under(operator === '&&' ? condition : { kind: 'not', of: condition }, () => this.#settleIfHost(this.evaluate(right, scope)));
    return binary(operator, first, second);
  }

  #unary({ operator, argument }: TSESTree.UnaryExpression, scope: Scope): Value {
    const value = this.evaluate(argument, scope);
    if (operator === 'void') {
      this.#settle(value);
      return undefined;
    }
    return binary(operator, value, undefined);
  }

  #conditional({ test, consequent, alternate }: TSESTree.ConditionalExpression, scope: Scope): Value {
    const value = this.evaluate(test, scope);
    const truthy = isTruthy(value);
    if (truthy !== undefined) return this.evaluate(truthy ? consequent : alternate, scope);
    const condition = conditionOf(value);
    const first = this.under(condition, () => this.#settleIfHost(this.evaluate(consequent, scope)));
    const second = this.under({ kind: 'not', of: condition }, () => this.#settleIfHost(this.evaluate(alternate, scope)));
    const isSame = first === second || (first instanceof TextValue && second instanceof TextValue && first.isKnown && second.isKnown && first.toString() === second.toString());
    return isSame ? first : new ElsewhereValue({ holdsDatabase: holdsDatabase(first) || holdsDatabase(second) });
  }

  #assignment({ operator, left, right }: TSESTree.AssignmentExpression, scope: Scope): Value {
    const value = this.evaluate(right, scope);
    const assigned = operator === '=' ? value : binary(operator.slice(0, -1), this.evaluate(left, scope), value);
    this.#assign(left, assigned, scope);
    return assigned;
  }

  #update({ operator, argument, prefix }: TSESTree.UpdateExpression, scope: Scope): Value {
    const before = this.evaluate(argument, scope);
    const after = binary(operator === '++' ? '+' : '-', before, 1);
    this.#assign(argument, after, scope);
    return prefix ? after : before;
  }

  #assign(target: TSESTree.Node, value: Value, scope: Scope): void {
    if (target.type === 'MemberExpression') {
      const object = this.evaluate(target.object, scope);
      const key = this.#key(target, scope);
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

  #bind(pattern: TSESTree.Node, value: Value, scope: Scope): void {
    declareNames(pattern, value, scope, this.#depth, (one) => this.evaluate(one, scope));
  }

  // What happens in time

  /** `await`: what was put together is sent, what nobody knows is told. */
  #settle(value: Value): Value {
    if (value instanceof HostValue) return value.settle();
    if (value instanceof ListValue) {
      for (const item of value.items) this.#settle(item);
      return value;
    }
    if (value instanceof ElsewhereValue && value.holdsDatabase && value.args && value.call) {
      if (!readingName.test(value.name ?? '')) this.#reportUnknown(value.call);
      return new ElsewhereValue();
    }
    return value;
  }

  #settleIfHost(value: Value): Value {
    return value instanceof HostValue ? value.settle() : value;
  }

  #reportUnknown(node: TSESTree.Node): void {
    const [start, end] = node.range;
    this.writer.unknown(this.#foreignCall ?? { start, end }, 'What this call does to the database stands in another file, or depends on more than this one tells.');
  }

  #site(node: TSESTree.Node): CallSite {
    const foreign = this.#foreignCall;
    return { node, range: foreign ?? rangeOf(node), argumentRanges: foreign ? [] : argumentsOf(node), interpreter: this };
  }

  #step(): void {
    this.#steps++;
    if (this.#foreignCall) this.#foreignSteps++;
    if (this.#steps > maxSteps || this.#foreignSteps > maxForeignSteps) throw new TooManySteps();
  }
}

function alwaysThrows(body: TSESTree.Node): boolean {
  return body.type === 'BlockStatement' && body.body.some(({ type }) => type === 'ThrowStatement');
}
