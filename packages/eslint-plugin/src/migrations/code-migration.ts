import { dialectNames, GeneratedText, SourceText } from 'sqllint';
import type { DialectName } from 'sqllint';
import { Interpreter } from './interpreter/interpreter.ts';
import type { ReadText } from './interpreter/files.ts';
import type { ReadModule, SourceFile } from './interpreter/modules.ts';
import { ElsewhereValue } from './interpreter/values.ts';
import { missingDown } from './inverse.ts';
import type { Rewrite } from './inverse.ts';
import { migrationFunctions } from './migration-functions.ts';
import type { FunctionNode, MigrationFunctions } from './migration-functions.ts';
import { ScriptWriter } from './script/script-writer.ts';
import type { WrittenScript } from './script/script-writer.ts';
import { rootsFor } from './roots.ts';
import { toolOf } from './tools.ts';
import type { CodeTransaction, ToolName } from './tools.ts';

/** A migration that is written in code. */
export interface CodeMigration {
  readonly tool: ToolName;
  readonly transaction: CodeTransaction;
  /** Whether it says that there is no way back, instead of keeping silent about it. */
  readonly isIrreversible: boolean;
  /** Whether its tool makes up the way back that is not written, from the calls of the up. */
  readonly infersDown: boolean;
  /** The down that it lacks, where the calls of its up tell. */
  missingDown(): Rewrite | undefined;
  /** What it sends to a database of this kind. */
  writtenFor(dialect: DialectName): WrittenMigration;
}

/** The SQL of a migration, with the places in its file that it stands for. */
export interface WrittenMigration {
  /** The SQL of both directions. */
  readonly source: GeneratedText;
  readonly up: WrittenScript;
  /** Undefined where there is none, or it does nothing. */
  readonly down: WrittenScript | undefined;
}

/**
 * @param source a file of code
 * @param readModule how to read the files that it imports
 * @param readText how to read other files, such as SQL beside it
 * @returns undefined when the file is no migration
 */
export function codeMigration(source: SourceFile, readModule: ReadModule = () => undefined, readText: ReadText = () => undefined): CodeMigration | undefined {
  const { program, text } = source;
  const functions = migrationFunctions(program);
  if (!functions) return undefined;
  const { tool, transaction } = toolOf(functions, program, text);
  const byDialect = new Map<DialectName, WrittenMigration>();
  const writtenFor = (dialect: DialectName): WrittenMigration => {
    let written = byDialect.get(dialect);
    if (!written) byDialect.set(dialect, (written = write(functions, source, { readModule, readText }, tool, dialect)));
    return written;
  };
  // A file with a function called “up” may be anything; one that talks to no database is. Some talk to one kind only.
  if (!dialectNames.some((dialect) => doesAnything(writtenFor(dialect)))) return undefined;
  const isIrreversible = functions.down === false || (functions.down !== undefined && throws(functions.down)) || /\birreversible\b/iu.test(text);
  const infersDown = tool === 'node-pg-migrate' && functions.down === undefined;
  return { tool, transaction, isIrreversible, infersDown, missingDown: () => missingDown(functions, tool, text), writtenFor };
}

function doesAnything({ up, down }: WrittenMigration): boolean {
  return isAny(up) || isAny(down);
}

function isAny(script: WrittenScript | undefined): boolean {
  return script !== undefined && (script.hasStatements || script.unknown.length > 0);
}

function write(functions: MigrationFunctions, source: SourceFile, { readModule, readText }: { readonly readModule: ReadModule; readonly readText: ReadText }, tool: ToolName, dialect: DialectName): WrittenMigration {
  const writer = new ScriptWriter(source.text);
  const run = (direction: FunctionNode): WrittenScript => {
    const { args, self } = rootsFor(tool, { writer, dialect }, functions.inClass);
    const interpreter = new Interpreter(source, readModule, readText, writer);
    interpreter.run(direction, [...args, new ElsewhereValue()], self, functions.methods);
    return writer.finish();
  };
  const up = run(functions.up);
  const down = functions.down ? run(functions.down) : undefined;
  return { source: new GeneratedText(writer.text, new SourceText(source.text), writer.parts), up, down: isAny(down) ? down : undefined };
}

/** This is how people say that there is no way back. */
function throws({ body }: FunctionNode): boolean {
  return body?.type === 'BlockStatement' && body.body.some(({ type }) => type === 'ThrowStatement');
}
