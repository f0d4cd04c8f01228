import type { Class, MethodDefinition, Node } from 'oxc-parser';
import type { DependencyKind } from '../knowledge/dependency-clients.ts';
import { ESSENTIAL_KINDS, INDICATOR_KINDS, NAMES_OF_KINDS } from '../knowledge/dependency-clients.ts';
import type { Module } from '../modules/module.ts';
import type { Meaning, Modules } from '../modules/modules.ts';
import { chainOf, chainRoot, decoratorsOf, isClass, isFunction, keyName, literalText, memberName, typeNames } from '../modules/nodes.ts';
import type { Binding, Scope } from '../modules/scopes.ts';
import { walkScoped } from '../modules/scopes.ts';
import { topLevelParts } from '../routes/top-level-parts.ts';
import { kindOfPackage } from './client-sites.ts';
import type { HealthEntry } from './health-entries.ts';

/** What a handler comes in touch with. */
export interface Reached {
  readonly kinds: ReadonlySet<DependencyKind>;
  /** Whether it calls something that cannot be followed, so that nobody may say what it does not reach. */
  readonly isUnknown: boolean;
  /** The calls that ask something of a dependency, no further away than a few steps. */
  readonly questions: readonly { readonly kind: DependencyKind; readonly text: string }[];
  /** Whether it does nothing but answer. */
  readonly isConstant: boolean;
}

/** Declarations are followed so far from the handler; nothing more is found beyond in the projects that were measured. */
const MAX_DEPTH = 7;
/** So far away a name is still evidence of what the handler is about. */
const MAX_DEPTH_OF_NAMES = 3;
const MAX_NODES = 400;

/** What frameworks give a handler to answer with, by the name of what is called last. */
const ANSWERS = /^(?:json|send|sendStatus|sendFile|status|code|type|text|html|body|header|headers|set|setHeader|writeHead|end|write|ok|success|next|render|redirect|format|flush|removeHeader|attachment|serialize|respond|accepts|is|get|log|info|debug|warn|error|trace|raw|newResponse|response|notFound)$/u;
/** Receivers that have nothing to do with dependencies. */
const HARMLESS = /^(?:console|JSON|Date|Math|Object|String|Number|Boolean|Array|Promise|Error|Response|NextResponse|Headers|URL|performance|os|process|log|logger|Map|Set|Buffer|Symbol|Intl|parseInt|parseFloat|setTimeout|clearTimeout|structuredClone|AbortSignal|AbortController|crypto|path|fs)$/u;
/** Methods that ask a dependency something, whatever the client. */
const QUESTIONS = /^(?:ping|query|\$queryRaw|\$queryRawUnsafe|\$executeRaw|\$connect|raw|authenticate|execute|command|select|pingCheck|isHealthy|info|one|any|first|findFirst|findOne|count|admin|describeCluster|listTopics|health|checkHealth|connect|sql)$/u;

interface Step {
  readonly node: Node;
  readonly module: Module;
  readonly depth: number;
  /** The class whose `this` it is. */
  readonly owner?: Class;
  readonly isHandler: boolean;
}

/**
 * Follows a handler through the declarations that it uses, across modules, classes and what is injected into them, and
 * collects the kinds of dependencies whose clients it comes upon. It follows rather too much than too little, since what
 * it does not find is what gets reported.
 */
export function reachFrom(entry: HealthEntry, modules: Modules): Reached {
  const walkOf = new ReachWalk(modules);
  if (entry.handlers.length === 0) return { kinds: new Set(), isUnknown: true, questions: [], isConstant: false };
  for (const handler of entry.handlers) {
    const meaning = handler.type === 'Identifier' ? modules.meaning(entry.module, handler.name) : undefined;
    const place = meaning?.kind === 'declaration' ? { node: meaning.node, module: meaning.module } : { node: handler, module: entry.module };
    walkOf.add({ ...place, depth: 0, isHandler: true, ...(entry.controller && isClass(entry.controller) && { owner: entry.controller }) });
  }
  walkOf.run();
  return walkOf.result();
}

class ReachWalk {
  readonly #modules: Modules;
  readonly #seen = new Set<Node>();
  readonly #queue: Step[] = [];
  readonly #kinds = new Set<DependencyKind>();
  readonly #calls: { readonly chain: string; readonly depth: number; readonly name: string }[] = [];
  #isUnknown = false;
  #isConstant = true;

  constructor(modules: Modules) {
    this.#modules = modules;
  }

  add(step: Step): void {
    if (this.#seen.has(step.node) || step.depth > MAX_DEPTH || this.#seen.size > MAX_NODES) return;
    this.#seen.add(step.node);
    this.#queue.push(step);
  }

  run(): void {
    for (let step = this.#queue.shift(); step; step = this.#queue.shift()) this.#read(step);
  }

  result(): Reached {
    const questions = this.#calls
      .filter(({ depth, name }) => depth <= MAX_DEPTH_OF_NAMES && QUESTIONS.test(name))
      .flatMap(({ chain }) => [...this.#kinds].filter((kind) => kindsNamed(chain).includes(kind)).map((kind) => ({ kind, text: chain })));
    return { kinds: this.#kinds, isUnknown: this.#isUnknown, questions, isConstant: this.#isConstant && !this.#isUnknown };
  }

  #read(step: Step): void {
    const { node } = step;
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') {
      for (const member of node.body.body) {
        for (const type of injectedTypes(member)) this.#readType(type, step);
      }
    }
    // Names that are bound around the handler, by a plugin's or a factory's function, are part of it.
    const around = step.isHandler ? topLevelParts(step.module).find(([, part]) => part.start <= node.start && node.end <= part.end)?.[1] : undefined;
    walkScoped(around ?? node, (inner, scope) => {
      if (inner.start < node.start || inner.end > node.end) return;
      this.#readNode(inner, scope, step);
    });
  }

  #readNode(node: Node, scope: Scope, step: Step): void {
    switch (node.type) {
      case 'MemberExpression':
        if (node.object.type === 'ThisExpression') this.#readThis(memberName(node) ?? '', step);
        else if (node.object.type === 'Identifier' && !scope.find(node.object.name)) {
          const meaning = this.#modules.meaning(step.module, node.object.name);
          const name = memberName(node);
          if (meaning?.kind === 'module' && name !== undefined) this.#follow(this.#modules.exported(meaning.module, name), step);
        }
        return;
      case 'Identifier':
        { this.#readName(node, scope, step); return; }
      case 'CallExpression':
      case 'NewExpression':
      case 'TaggedTemplateExpression':
        { this.#readCall(node, scope, step); return; }
      case 'ImportExpression': {
        const source = literalText(node.source);
        const file = source === undefined ? undefined : this.#modules.resolve(step.module, source);
        const module = file === undefined ? undefined : this.#modules.at(file);
        if (module) for (const name of module.exports.keys()) this.#follow(this.#modules.exported(module, name), step);
        else if (source !== undefined) this.#touch(source, '*');
        return;
      }
      case 'TSTypeReference':
        for (const name of typeNames(node)) {
          const meaning = this.#modules.meaning(step.module, name);
          if (meaning?.kind === 'package') this.#touch(meaning.source, meaning.name);
        }
        return;
      default:
        return;
    }
  }

  #readName(node: Node & { type: 'Identifier'; name: string }, scope: Scope, step: Step): void {
    const binding = scope.find(node.name);
    if (binding) {
      // What is bound outside of the handler's text has to be followed by itself.
      const source: Node | null | undefined = binding.kind === 'variable' ? binding.init : binding.kind === 'other' ? binding.node : undefined;
      if (source && step.isHandler && (source.start < step.node.start || source.end > step.node.end)) this.add({ ...step, node: source });
      return;
    }
    this.#followName(node.name, step);
  }

  #followName(name: string, step: Step): void {
    const imported = step.module.imports.get(name);
    const meaning = this.#modules.meaning(step.module, name);
    if (meaning) this.#follow(meaning, step);
    else if (imported) this.#touch(imported.source, imported.name);
    // A variable at the top gets its value wherever somebody assigns it.
    for (const value of assignedTo(name, step.module)) this.add({ node: value, module: step.module, depth: step.depth + 1, isHandler: false });
  }

  #follow(meaning: Meaning | undefined, step: Step): void {
    if (meaning?.kind === 'package') this.#touch(meaning.source, meaning.name);
    else if (meaning?.kind === 'declaration') {
      for (const value of assignedTo(meaning.name, meaning.module)) this.add({ node: value, module: meaning.module, depth: step.depth + 1, isHandler: false });
      this.add({ node: meaning.node, module: meaning.module, depth: step.depth + 1, isHandler: false, ...(isClass(meaning.node) && { owner: meaning.node }) });
    }
  }

  #touch(source: string, name: string): void {
    const kind = kindOfPackage(source, name);
    if (kind) this.#kinds.add(kind);
    const indicator = INDICATOR_KINDS.find(([pattern]) => source.endsWith('/terminus') && name.endsWith('HealthIndicator') && pattern.test(name));
    if (indicator) this.#kinds.add(indicator[1]);
  }

  /** A member of the class at hand: a method, a field, or what the constructor was given. */
  #readThis(name: string, step: Step): void {
    const { owner } = step;
    if (!owner) return;
    const member = owner.body.body.find((candidate) => (candidate.type === 'MethodDefinition' || candidate.type === 'PropertyDefinition') && keyName(candidate) === name);
    let isKnown = false;
    if (member) {
      this.add({ ...step, node: member, depth: step.depth + 1, isHandler: false });
      const isInjected = decoratorsOf(member).some((decorator) => decorator.name.startsWith("Inject"));
      for (const type of injectedTypes(member)) isKnown = this.#readType(type, step, isInjected ? name : '') || isKnown;
    }
    for (const given of constructorParameters(owner)) {
      if (given.name !== name) continue;
      for (const decorator of decoratorsOf(given.parameter)) for (const argument of decorator.arguments) for (const text of [chainOf(argument).join('.'), literalText(argument) ?? '']) this.#readNames(text);
      this.#readType(given.type, step, name);
      isKnown = true;
    }
    const maker = constructorOf(owner);
    for (const value of assignedToThis(owner, name)) {
      this.add({ ...step, node: value, depth: step.depth + 1, isHandler: false });
      if (!maker || value.start < maker.start || value.end > maker.end) continue;
      // this.db = db, of which nobody knows who gave it
      const root = chainRoot(value);
      const isGiven = root.type === 'Identifier' && !step.module.values.has(root.name) && !step.module.imports.has(root.name) && value.type !== 'NewExpression' && value.type !== 'CallExpression';
      if (isGiven && !isKnown && !this.#readNames(name) && step.depth <= MAX_DEPTH_OF_NAMES) this.#isUnknown = true;
    }
    if (owner.superClass && !member) this.#followName(chainOf(owner.superClass)[0] ?? '', step);
  }

  /**
   * A type that something is injected by: a class of the project is followed, a client of a package recognised.
   * @returns whether it told what is injected
   */
  #readType(type: Node | undefined, step: Step, name = ''): boolean {
    let isKnown = false;
    for (const typeName of typeNames(type)) {
      const meaning = this.#modules.meaning(step.module, typeName);
      if (meaning?.kind === 'declaration' && isClass(meaning.node)) {
        this.#follow(meaning, step);
        isKnown = true;
      } else if (meaning?.kind === 'package') {
        this.#touch(meaning.source, meaning.name);
        isKnown = true;
      } else if (meaning?.kind === 'declaration') {
        this.#readNames(typeName);
        this.#follow(meaning, step);
      }
    }
    if (!isKnown && name !== '' && !this.#readNames(name) && step.depth <= MAX_DEPTH_OF_NAMES && !/log|config/iu.test(name)) this.#isUnknown = true;
    return isKnown;
  }

  #readCall(node: Node & { type: 'CallExpression' | 'NewExpression' | 'TaggedTemplateExpression' }, scope: Scope, step: Step): void {
    const callee = node.type === 'TaggedTemplateExpression' ? node.tag : node.callee;
    const chain = chainOf(callee);
    const root = chainRoot(callee);
    const last = chain.at(-1) ?? '';
    const literals = node.type === 'TaggedTemplateExpression' ? node.quasi.quasis.map(({ value }) => value.raw) : node.arguments.map((argument) => literalText(argument) ?? '');
    const text = [chain.join('.'), ...literals].join(' ');
    this.#calls.push({ chain: text, depth: step.depth, name: last });
    const rootName = root.type === 'Identifier' ? root.name : root.type === 'ThisExpression' ? 'this' : '';
    const binding = scope.find(rootName);
    const isHarmless = HARMLESS.test(rootName) || (binding === undefined && ANSWERS.test(last) && chain.length === 1);
    const isAnswer = binding?.kind === 'parameter' && step.isHandler && isOwnParameter(binding, step.node) && chain.every((name, index) => index === 0 || ANSWERS.test(name) || /^(?:req|res|request|response|reply|raw|log|ctx)$/u.test(name));
    if (!isHarmless && !isAnswer && !/^(?:log|logger)$/u.test(chain.at(-2) ?? '')) this.#isConstant = false;
    if (step.depth <= MAX_DEPTH_OF_NAMES) this.#readNames(text);
    if (!step.isHandler || binding?.kind !== 'parameter' || isAnswer) return;
    // What a factory, a plugin or the framework hands in can only be told by its name or its type.
    const types = typeNames('typeAnnotation' in binding.pattern ? (binding.pattern.typeAnnotation ?? undefined) : undefined);
    const before = this.#kinds.size;
    for (const type of types) this.#follow(this.#modules.meaning(step.module, type), step);
    if (this.#kinds.size === before && !kindsNamed(text).some((kind) => ESSENTIAL_KINDS.includes(kind)) && !isHarmless) this.#isUnknown = true;
  }

  /** Takes names as evidence. @returns whether they told anything */
  #readNames(text: string): boolean {
    const kinds = kindsNamed(text);
    for (const kind of kinds) this.#kinds.add(kind);
    return kinds.length > 0;
  }
}

function kindsNamed(text: string): readonly DependencyKind[] {
  return NAMES_OF_KINDS.filter(([pattern]) => pattern.test(text)).map(([, kind]) => kind);
}

/** A handler that is a branch of a larger function answers by that function's parameters. */
function isOwnParameter(binding: Binding & { kind: 'parameter' }, handler: Node): boolean {
  if (!isFunction(handler) && /^(?:req|res|request|response|reply|ctx)$/u.test(binding.name)) return true;
  return binding.owner.start >= handler.start && binding.owner.end <= handler.end;
}

/** Everything that is assigned to a name somewhere in its module, and to the members of what it holds. */
function assignedTo(name: string, module: Module): readonly Node[] {
  let all = assignments.get(module);
  if (!all) {
    const found = new Map<string, Node[]>();
    walkScoped(module.program, (node, scope) => {
      if (node.type !== 'AssignmentExpression') return;
      const root = chainRoot(node.left);
      if (root.type !== 'Identifier' || scope.find(root.name) || !module.values.has(root.name)) return;
      found.set(root.name, [...(found.get(root.name) ?? []), node.right]);
    });
    assignments.set(module, (all = found));
  }
  return all.get(name) ?? [];
}

const assignments = new WeakMap<Module, ReadonlyMap<string, readonly Node[]>>();

function assignedToThis(owner: Class, name: string): readonly Node[] {
  const values: Node[] = [];
  walkScoped(owner.body, (node) => {
    if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression' && node.left.object.type === 'ThisExpression' && memberName(node.left) === name) values.push(node.right);
  });
  return values;
}

function constructorOf(owner: Class): MethodDefinition | undefined {
  return owner.body.body.find((member): member is MethodDefinition => member.type === 'MethodDefinition' && member.kind === 'constructor');
}

/** What a constructor takes, with the type that each parameter has. */
function constructorParameters(owner: Class): readonly { readonly name: string; readonly type: Node | undefined; readonly parameter: Node }[] {
  return (constructorOf(owner)?.value.params ?? []).flatMap((parameter) => {
    const inner = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    const named = inner.type === 'AssignmentPattern' ? inner.left : inner;
    return named.type === 'Identifier' ? [{ name: named.name, type: ('typeAnnotation' in named ? named.typeAnnotation : undefined) ?? undefined, parameter }] : [];
  });
}

/** The types of what is injected through a member: parameters of the constructor, fields. */
function injectedTypes(member: Node): readonly Node[] {
  if (member.type === 'PropertyDefinition') return member.typeAnnotation ? [member.typeAnnotation] : [];
  if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') return [];
  return member.value.params.flatMap((parameter) => {
    const inner = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    return 'typeAnnotation' in inner && inner.typeAnnotation ? [inner.typeAnnotation] : [];
  });
}
