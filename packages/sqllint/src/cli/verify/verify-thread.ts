import { parentPort, workerData } from 'node:worker_threads';

import { load } from '../../dialects/load.ts';
import type { MigrationSet } from '../../migrations/migration.ts';
import { EngineError } from '../../verify/engine.ts';
import { openPGlite } from '../../verify/engines/pglite/pglite.ts';
import { QueryWatch } from '../../verify/engines/pglite/query-watch.ts';
import { verifySet } from '../../verify/verify.ts';
import { extensionsOf } from './open-engine.ts';
import { migrationFrom } from './thread-task.ts';
import type { ThreadAnswer, ThreadTask } from './thread-task.ts';

/** What is used here of WebAssembly, which the types of Node leave out. */
interface GrowingMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/**
 * Makes the server say “out of memory” when it asks for more than so many bytes. Every memory of
 * this thread is limited, and only the database has one that grows.
 */
function limitMemory(most: number): void {
  // Node has it, and its types do not tell.
  const { Memory } = (globalThis as unknown as { readonly WebAssembly: { readonly Memory: { readonly prototype: GrowingMemory } } }).WebAssembly;
  const grow = Object.getOwnPropertyDescriptor(Memory.prototype, 'grow')?.value as GrowingMemory['grow']; // the function of that name
  Memory.prototype.grow = function growWithin(pages) {
    if (this.buffer.byteLength + pages * 65_536 > most) throw new RangeError('The memory of the database has reached its limit.');
    return grow.call(this, pages);
  };
}

function sleeps({ migrations }: MigrationSet): boolean {
  return migrations.some(({ up, down }) => [up, down].some((script) => /pg_sleep/iu.test(script?.sql ?? script?.source.text ?? '')));
}

/** The first module of a thread that verifies a part of a history on a PGlite of its own. */
async function verifyPart({ folder, dialect: name, set, migrations, wanted, generatedDowns, options, stopped, watch, memory }: ThreadTask, answer: (one: ThreadAnswer) => void): Promise<void> {
  limitMemory(memory);
  const part = { ...set, migrations: migrations.map(migrationFrom) };
  const dialect = await load(name);
  const engine = await openPGlite(folder, extensionsOf(part), { watch: new QueryWatch(watch), stopped }, sleeps(part));
  answer({ kind: 'opened', title: engine.title });
  const generatedDown = ({ id }: { readonly id: string }): string | undefined => generatedDowns.get(id);
  for await (const migration of verifySet(part, engine, dialect, { ...options, isWanted: (id) => wanted.has(id), generatedDown })) answer({ kind: 'verified', migration });
  answer({ kind: 'done' });
}

const port = parentPort;
if (!port) throw new Error('This module is the beginning of a thread.');
try {
  // Only `verifyInThreads` starts this thread, with a task.
  await verifyPart(workerData as ThreadTask, (one) => port.postMessage(one));
} catch (error) {
  if (!(error instanceof EngineError)) throw error;
  port.postMessage({ kind: 'refused', message: error.message } satisfies ThreadAnswer);
}
