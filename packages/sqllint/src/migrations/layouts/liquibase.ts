import { dealOut, notChecked } from '../by-dialect.ts';
import { databaseNamed, isSupported } from '../database.ts';
import type { Database } from '../database.ts';
import { section } from '../down-place.ts';
import type { Folder } from '../folder.ts';
import { sampleOf } from '../in-file-marker.ts';
import type { Layout } from '../layout.ts';
import type { FileProblem, Migration, Script } from '../migration.ts';
import { partOfFile } from '../script.ts';
import { isLiquibaseFile, readChangesets } from './liquibase-changesets.ts';
import type { Changeset } from './liquibase-changesets.ts';

/**
 * Liquibase formatted SQL: files that start with `--liquibase formatted sql` and hold changesets,
 * each a migration of its own, in the order in which a changelog beside them includes the files, and
 * otherwise in the order of names. A transaction surrounds each changeset, unless it says
 * `runInTransaction:false`. Lines that start with `--rollback` are the down.
 */
export const liquibase: Layout = {
  name: 'liquibase',
  downPlace: section('/* liquibase rollback', { endMarker: '*/', behindUp: true }),
  outsideTransaction: 'Write `runInTransaction:false` behind the author and id of the changeset',
  detect: (folder) => sampleOf(folder).some(({ source }) => isLiquibaseFile(source.text)),
  read(folder) {
    const problems: FileProblem[] = [];
    const changesets: Changeset[] = [];
    for (const fileName of inOrderOfInclusion(folder)) {
      const file = folder.read(fileName);
      if (!file) continue;
      if (isLiquibaseFile(file.source.text)) changesets.push(...readChangesets(file, problems));
      else problems.push(notFormatted(file.path));
    }
    const { shares, unsupported } = dealOut(changesets, databaseOf, ({ id }) => id);
    const skipped = [...unsupported].flatMap(([name, [first, ...others]]) =>
      first ? [notChecked(name, first.file.path, others.length + 1)] : [],
    );
    return shares.map(({ database, items }, index) => ({
      migrations: toMigrations(items, index === 0 ? problems : []),
      hasDowns: true,
      problems: index === 0 ? [...skipped, ...problems] : [],
      ...(database && { database }),
    }));
  },
};

function notFormatted(file: string): FileProblem {
  return {
    level: 'warning',
    file,
    message: 'This file does not start with `--liquibase formatted sql`, as the others do, so it was not checked.',
  };
}

function databaseOf({ databases }: Changeset): Database | undefined {
  // A changeset for several databases is rare; it counts for the first that we know.
  const known = databases.map(databaseNamed).filter((database) => database !== undefined);
  return known.find(isSupported) ?? known[0];
}

/** The folder's files, first those that a changelog in it or above it names, as it names them. */
function inOrderOfInclusion(folder: Folder): string[] {
  const included = new Set<string>();
  for (const place of [folder, folder.parent]) {
    const changelogs = place?.files.filter((name) => /changelog.*\.(?:xml|ya?ml|json)$/iu.test(name)) ?? [];
    for (const changelog of changelogs) {
      const text = place?.read(changelog)?.source.text ?? '';
      for (const [, name = ''] of text.matchAll(/\bfile["']?\s*[=:]\s*["']?(?:[^"'\s]*[/\\])?([^"'\s/\\]+\.sql)\b/giu)) {
        if (folder.has(name)) included.add(name);
      }
    }
  }
  return [...included, ...folder.sqlFiles.filter((name) => !included.has(name))];
}

function toMigrations(changesets: readonly Changeset[], problems: FileProblem[]): Migration[] {
  const byId = new Map<string, Changeset>();
  const migrations: Migration[] = [];
  for (const changeset of changesets) {
    const { id, file, line, name, repeatable } = changeset;
    if (byId.has(id)) {
      problems.push({
        level: 'warning',
        file: file.path,
        line,
        message: `Changeset “${name}” is in this file twice; Liquibase refuses to start. Give one of the two another id.`,
      });
      continue;
    }
    byId.set(id, changeset);
    const down = downOf(changeset, changesets);
    migrations.push({ id, version: '', name, up: upOf(changeset), ...(down && { down }), ...(repeatable && { repeatable }) });
  }
  return migrations;
}

function upOf({ file, up, transaction }: Changeset): Script {
  return partOfFile(file, up, transaction);
}

function downOf({ rollback, file, transaction }: Changeset, others: readonly Changeset[]): Script | undefined {
  if (!rollback) return undefined;
  if (rollback.kind === 'sql') {
    const { start, end, sql } = rollback;
    return { ...partOfFile(file, { start, end }, transaction), sql };
  }
  // The down is what another changeset did: creating again what this one dropped.
  const other = others.find(({ name, author }) => name === rollback.id && author === rollback.author);
  return other && upOf(other);
}
