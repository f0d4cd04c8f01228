import type { DialectName } from '../../dialect-name.ts';
import type { Migration, MigrationSet, Script } from '../../migrations/migration.ts';
import { SourceText } from '../../text/source-text.ts';
import type { StoppedQuery } from '../../verify/engines/pglite/query-watch.ts';
import type { VerifiedMigration } from '../../verify/result.ts';
import type { VerifyOptions } from '../../verify/verify.ts';

/** What a thread is asked to verify: data that can be handed over. */
export interface ThreadTask {
  /** Where the user stands. */
  readonly folder: string;
  readonly dialect: DialectName;
  readonly set: Omit<MigrationSet, 'migrations'>;
  /** All that have to run, in their order. */
  readonly migrations: readonly PlainMigration[];
  /** The ids of those to verify. */
  readonly wanted: ReadonlySet<string>;
  /** By id, the downs of migrations that have none of their own. */
  readonly generatedDowns: ReadonlyMap<string, string>;
  readonly options: Pick<VerifyOptions, 'seed' | 'prelude' | 'seedScript' | 'queries'>;
  readonly stopped: readonly StoppedQuery[];
  /** That of the `QueryWatch` by which the thread is looked after. */
  readonly watch: SharedArrayBuffer;
  /** How many bytes the database may use. */
  readonly memory: number;
}

/** What a thread answers. */
export type ThreadAnswer =
  | { readonly kind: 'opened'; readonly title: string }
  | { readonly kind: 'verified'; readonly migration: VerifiedMigration }
  /** It cannot be done, for the reason that the sentence says. */
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'done' };

type PlainScript = Omit<Script, 'source' | 'branches' | 'unknown'> & { readonly text: string };

/** A migration as it crosses over to a thread. */
export interface PlainMigration extends Pick<Migration, 'id' | 'version' | 'name'> {
  readonly up: PlainScript;
  readonly down?: PlainScript;
}

export function plainMigration({ id, version, name, up, down }: Migration): PlainMigration {
  return { id, version, name, up: plainScript(up), ...(down ? { down: plainScript(down) } : {}) };
}

function plainScript({ file, source, sql, start, end, transaction }: Script): PlainScript {
  return { file, text: source.text, start, end, transaction, ...(sql === undefined ? {} : { sql }) };
}

/** The migration again, in the thread. */
export function migrationFrom({ up, down, ...rest }: PlainMigration): Migration {
  return { ...rest, up: scriptFrom(up), ...(down ? { down: scriptFrom(down) } : {}) };
}

function scriptFrom({ text, ...rest }: PlainScript): Script {
  return { ...rest, source: new SourceText(text) };
}
