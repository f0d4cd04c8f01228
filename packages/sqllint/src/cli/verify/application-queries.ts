import { dirname } from 'node:path';

import type { VersionBefore } from '../../contract-before-deploy.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import type { MigrationSet } from '../../migrations/migration.ts';
import { SourceText } from '../../text/source-text.ts';
import type { ApplicationQuery } from '../../verify/verify.ts';
import type { CodeFile } from '../../workspace/find-uses.ts';
import { isOwnCode } from '../../workspace/own-code.ts';
import { queriesIn, withPlainParameters } from '../../workspace/queries.ts';
import type { Query } from '../../workspace/queries.ts';
import { shownPath } from '../shown-path.ts';

/** One of these is in every query that reads or writes rows. */
const words: readonly string[] = ['FROM', 'from', 'INTO', 'into', 'SET', 'set'];

/**
 * The queries that the previous release sends: those of a file that the user gave, and those that
 * its code has written out, where it is known which version of the code that is.
 *
 * @param given each ending in a semicolon
 */
export function applicationQueries(given: CodeFile | undefined, before: VersionBefore | undefined, dialect: Dialect, set: MigrationSet): ApplicationQuery[] {
  const style = dialect.name === 'postgres' ? 'numbered' : 'question marks';
  const queries = new Map<string, ApplicationQuery>();
  for (const { sql: written, file, line } of [...(given ? queriesOf(given, dialect) : []), ...(before ? queriesIn(codeOf(before, set)) : [])]) {
    const sql = withPlainParameters(written, style);
    if (!queries.has(sql)) queries.set(sql, { sql, written, file, line });
  }
  return [...queries.values()];
}

function queriesOf({ file, text }: CodeFile, dialect: Dialect): Query[] {
  const source = new SourceText(text);
  return dialect.parse(source.text).statements.map(({ start, end }) => ({ sql: source.text.slice(start, end), file: shownPath(file), line: source.positionAt(start).line }));
}

function* codeOf(version: VersionBefore, { root, migrations }: MigrationSet): Generator<CodeFile> {
  const folders = [root, ...migrations.map(({ up }) => dirname(up.file))].map((folder) => `${version.pathOf(folder)}/`);
  const own = version.naming(words).filter((path) => isOwnCode(path) && !folders.some((folder) => folder !== '/' && path.startsWith(folder)));
  for (const [path, text] of version.textsOf(own)) if (text !== undefined) yield { file: version.shown(path), text };
}
