/**
 * The whole state of a PGlite, and the way back to it.
 *
 * A PGlite is the memory of a WebAssembly module and the files of Emscripten's file system, which
 * is in memory as well. Between two queries nothing else is in motion, so copying both is copying
 * the database: committed rows, sequences, transaction numbers, caches and all. It takes some ten
 * milliseconds, where dumping and loading the data folder takes two seconds, and unlike savepoints
 * it lets every script run in the transactions that it would have.
 */

/** The parts of Emscripten's module that are used; its own types leave most of them out. */
export interface EmscriptenModule {
  readonly HEAPU8: Uint8Array;
  readonly FS: EmscriptenFileSystem;
  readonly stackSave: () => number;
  readonly stackRestore: (pointer: number) => void;
}

interface EmscriptenFileSystem {
  streams: (Stream | null | undefined)[];
  readonly lookupPath: (path: string) => { readonly node: Node };
  readonly isDir: (mode: number) => boolean;
  readonly isFile: (mode: number) => boolean;
  readonly hashAddNode: (node: Node) => void;
  readonly hashRemoveNode: (node: Node) => void;
}

interface Stream {
  /** Null once it is closed. */
  fd: number | null;
  position: number;
  readonly node: Node;
}

interface Node {
  name: string;
  parent: Node;
  readonly mode: number;
  /** Of a folder, what is in it; of a file, its bytes, perhaps with room behind them. */
  contents: Record<string, Node> | Uint8Array | Int8Array | null;
  usedBytes: number;
  stream_ops: { write?: (stream: Stream, ...rest: unknown[]) => number };
  node_ops: { setattr?: (node: Node, attributes: unknown) => void };
}

/** One state. */
export interface WasmState {
  readonly engine: 'pglite';
  /** What is used of the memory; the rest is zero. */
  readonly memory: Uint8Array;
  readonly used: number;
  readonly stack: number;
  readonly folders: ReadonlyMap<Node, readonly { readonly name: string; readonly node: Node }[]>;
  readonly files: ReadonlyMap<Node, FileState>;
  readonly streams: readonly { readonly stream: Stream; readonly position: number; readonly descriptor: number }[];
}

interface FileState {
  readonly version: number;
  readonly bytes: Uint8Array;
}

/** Where PGlite keeps its data. What is outside is never written to. */
const dataFolder = '/pglite/data';
/** Read by nobody except a server that recovers from a crash, which this one never does. */
const isLog = (path: string): boolean => path.startsWith('/pg_wal/');

/** Copies the state of one PGlite and goes back to copies. */
export class WasmStates {
  readonly #module: EmscriptenModule;
  /** Counts the changes of each file, so that only what changed is copied. */
  readonly #versions = new WeakMap<Node, number>();
  #changes = 0;
  #last: ReadonlyMap<Node, FileState> = new Map();
  /** Memories of states that are forgotten: filling one again is ten times as fast as getting a new one. */
  readonly #spare: Uint8Array[] = [];

  constructor(module: EmscriptenModule) {
    this.#module = module;
    this.#watchWrites();
  }

  keep(): WasmState {
    const { HEAPU8, FS, stackSave } = this.#module;
    const used = usedPart(HEAPU8);
    const spare = this.#spare.pop();
    const memory = spare !== undefined && spare.length >= used ? spare : new Uint8Array(Math.ceil(used * roomToGrow));
    memory.set(HEAPU8.subarray(0, used));
    const folders = new Map<Node, { name: string; node: Node }[]>();
    const files = new Map<Node, FileState>();
    this.#visit(FS.lookupPath(dataFolder).node, '', folders, files);
    this.#last = files;
    const streams = FS.streams.flatMap((stream, descriptor) => (stream ? [{ stream, position: stream.position, descriptor }] : []));
    return { engine: 'pglite', memory, used, stack: stackSave(), folders, files, streams };
  }

  goBackTo(state: WasmState): void {
    const { HEAPU8, FS, stackRestore } = this.#module;
    // The memory cannot shrink; what has been used since reads as it did when it was new.
    HEAPU8.fill(0, state.used, Math.max(state.used, usedPart(HEAPU8)));
    HEAPU8.set(state.memory.subarray(0, state.used));
    stackRestore(state.stack);
    this.#restoreNames(state);
    for (const [node, { version, bytes }] of state.files) {
      if (this.#versionOf(node) === version) continue;
      node.contents = bytes.slice();
      node.usedBytes = bytes.length;
      this.#versions.set(node, version);
    }
    this.#last = state.files;
    FS.streams.length = 0;
    for (const { stream, position, descriptor } of state.streams) {
      stream.fd = descriptor;
      stream.position = position;
      FS.streams[descriptor] = stream;
    }
  }

  forget(state: WasmState): void {
    if (this.#spare.length < 2) this.#spare.push(state.memory);
  }

  #visit(folder: Node, path: string, folders: Map<Node, { name: string; node: Node }[]>, files: Map<Node, FileState>): void {
    const { FS } = this.#module;
    const entries = entriesOf(folder);
    folders.set(folder, entries);
    for (const { name, node } of entries) {
      const below = `${path}/${name}`;
      if (FS.isDir(node.mode)) this.#visit(node, below, folders, files);
      else if (FS.isFile(node.mode) && !isLog(below)) files.set(node, this.#copyOf(node));
    }
  }

  #copyOf(node: Node): FileState {
    const version = this.#versionOf(node);
    const known = this.#last.get(node);
    if (known?.version === version) return known;
    return { version, bytes: bytesOf(node) };
  }

  /** Every folder lists what it listed, and every node has the name and the place that it had. */
  #restoreNames({ folders }: WasmState): void {
    const { FS } = this.#module;
    const gone: { readonly folder: Node; readonly name: string; readonly node: Node }[] = [];
    for (const [folder, was] of folders) {
      const kept = new Map(was.map(({ name, node }) => [name, node]));
      for (const { name, node } of entriesOf(folder)) {
        if (kept.get(name) === node) kept.delete(name);
        else {
          FS.hashRemoveNode(node);
          Reflect.deleteProperty(folder.contents ?? {}, name);
        }
      }
      for (const [name, node] of kept) gone.push({ folder, name, node });
    }
    for (const { folder, name, node } of gone) {
      node.name = name;
      node.parent = folder;
      Reflect.set(folder.contents ?? {}, name, node);
      FS.hashAddNode(node);
    }
  }

  #versionOf(node: Node): number {
    return this.#versions.get(node) ?? 0;
  }

  /** All files share the functions that change them. */
  #watchWrites(): void {
    const changed = (node: Node): void => {
      this.#versions.set(node, ++this.#changes);
    };
    const { node } = this.#module.FS.lookupPath(`${dataFolder}/PG_VERSION`);
    const { stream_ops: streams, node_ops: nodes } = node;
    const { write } = streams;
    const { setattr } = nodes;
    if (!write || !setattr) throw new Error('The file system of this PGlite is not one that sqllint knows.');
    streams.write = (stream, ...rest) => {
      changed(stream.node);
      return write(stream, ...rest);
    };
    nodes.setattr = (changedNode, attributes) => {
      changed(changedNode);
      setattr(changedNode, attributes);
    };
  }
}

/** So that the copy of a state that is a little larger fits into the place of one that is forgotten. */
const roomToGrow = 1.25;
const zeros = Buffer.alloc(1 << 20);

/** The length of a memory without the zeros at its end: most of it was never used. */
function usedPart({ buffer, length }: Uint8Array): number {
  const memory = Buffer.from(buffer, 0, length);
  let end = length;
  while (end > 0) {
    const start = Math.max(0, end - zeros.length);
    if (memory.compare(zeros, 0, end - start, start, end) !== 0) return end;
    end = start;
  }
  return 0;
}

function bytesOf({ contents, usedBytes }: Node): Uint8Array {
  // Emscripten keeps what was written first in the kind of array that it was written from.
  return ArrayBuffer.isView(contents) ? new Uint8Array(contents.buffer, contents.byteOffset, usedBytes).slice() : new Uint8Array();
}

function entriesOf(folder: Node): { name: string; node: Node }[] {
  return Object.entries(folder.contents ?? {}).map(([name, node]: [string, Node]) => ({ name, node }));
}
