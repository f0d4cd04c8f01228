import type { Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import type { Modules } from '../modules/modules.ts';
import { staticText } from '../modules/static-text.ts';
import { keyName } from '../modules/nodes.ts';
import type { Declared, Place } from './shape.ts';

/** Names within names are followed so far. */
const MAX_DEPTH = 6;

/** What was read of declarations, by how far away they were. */
type Known = Map<Node, unknown[]>;

/** Where a schema is written, and what its names mean there. */
export class SchemaSource {
  readonly module: Module;
  readonly #modules: Modules | undefined;
  readonly #depth: number;
  readonly #known: Known;

  /** @param modules where names of other modules are looked up; without it they mean nothing */
  constructor(module: Module, modules?: Modules, depth = 0, known: Known = new Map()) {
    this.module = module;
    this.#modules = modules;
    this.#depth = depth;
    this.#known = known;
  }

  get text(): string {
    return this.module.text;
  }

  textOf({ start, end }: Pick<Node, 'start' | 'end'>): string {
    return this.module.text.slice(start, end);
  }

  /** Where a node is, so that it is known of which module's text. */
  placeOf({ start, end }: Pick<Node, 'start' | 'end'>): Place {
    return { start, end, file: this.module.file };
  }

  /** What declares a name as a value, or as a type, with where that is; undefined for names of packages. */
  declaration(name: string, kind: 'value' | 'type'): { readonly node: Node; readonly source: SchemaSource; readonly declared: Declared } | undefined {
    if (this.#depth >= MAX_DEPTH) return undefined;
    const of = (module: Module, own: string): Node | undefined => (kind === 'value' ? module.values : module.types).get(own);
    const own = of(this.module, name);
    if (own) return { node: own, source: new SchemaSource(this.module, this.#modules, this.#depth + 1, this.#known), declared: { file: this.module.file, name } };
    const meaning = this.#modules?.meaning(this.module, name);
    const node = meaning?.kind === 'declaration' ? of(meaning.module, meaning.name) : undefined;
    return node && meaning?.kind === 'declaration' ? { node, source: new SchemaSource(meaning.module, this.#modules, this.#depth + 1, this.#known), declared: { file: meaning.module.file, name: meaning.name } } : undefined;
  }

  /** Reads a declaration once, however many others are made of it: entities refer to each other in circles. */
  remember<T>(declared: Node, read: () => T): T {
    const known = this.#known.get(declared) ?? [];
    this.#known.set(declared, known);
    if (!(this.#depth in known)) known[this.#depth] = read();
    return known[this.#depth] as T; // of one declaration one thing is read
  }

  /** Whether the framework takes away what a JSON schema does not know (Fastify and Elysia do, unless told otherwise) where others refuse it. */
  get dropsUnknown(): boolean {
    const used = this.#modules?.packages.of(this.module.file)?.dependencies;
    return used !== undefined && (used.has('fastify') || used.has('elysia') || used.has('@nestjs/platform-fastify'));
  }

  /** The name of a key, of a computed one when it is a constant; undefined when it cannot be told. */
  key(node: { readonly key: Node; readonly computed?: boolean }): string | undefined {
    return keyName(node) ?? (node.computed === true ? this.textValue(node.key) : undefined);
  }

  /** The text that an expression is known to have. */
  textValue(node: Node): string | undefined {
    return staticText(node, this.module, this.#modules);
  }
}
