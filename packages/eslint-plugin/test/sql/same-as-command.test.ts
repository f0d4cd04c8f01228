import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { placeOf, Project } from './project.ts';

/** The parts of the command's report that are compared. */
interface CommandReport {
  readonly migrations: readonly {
    readonly layout: string;
    readonly dialect: string;
    readonly findings: readonly (Place & { readonly rule: string; readonly severity: 'error' | 'warn'; readonly message: string })[];
    readonly notAnalysed: readonly (Place & { readonly reason: string })[];
  }[];
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const command = path.join(path.dirname(createRequire(import.meta.url).resolve('sqllint/package.json')), 'dist/cli/main.js');

function runCommand({ root }: Project): CommandReport {
  const args = [command, '.', '--format', 'json'];
  try {
    execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    // It ends with 1 when it finds something, which it does here.
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') return JSON.parse(error.stdout) as CommandReport;
    throw error;
  }
  throw new Error('sqllint found nothing.');
}

/** One line for each thing that the command found. */
function linesOfCommand({ migrations }: CommandReport): string[] {
  const found = migrations.flatMap(({ findings, notAnalysed }) => [
    ...findings.map((finding) => line(finding, `delivery/${finding.rule}`, finding.message)),
    ...notAnalysed.map((part) => line(part, 'delivery/no-unanalysed-sql', `This was not analysed: ${part.reason}`)),
  ]);
  return found.sort();
}

// Without severities: the command can call one case of a rule less severe, ESLint has one severity for a rule.
function line(place: Place, ruleId: string, message: string): string {
  return `${place.file.replaceAll('\\', '/')}:${placeOf({ ...place, ruleId })} ${message}`;
}

function linesOfEslint(results: Readonly<Record<string, readonly Linter.LintMessage[]>>): string[] {
  const found = Object.entries(results).flatMap(([file, messages]) =>
    messages
      .filter(({ messageId }) => messageId !== 'file')
      .map((message) => `${file}:${placeOf(message)} ${message.message}`),
  );
  return found.sort();
}

const up = 'CREATE TABLE parcels (id bigint PRIMARY KEY, carrier text NOT NULL, note text);\n';
const down = 'DROP TABLE parcels;\n';
const change = [
  '-- Größe 📦',
  '/* 📦 */ ALTER TABLE parcels DROP COLUMN note;',
  'ALTER TABLE parcels RENAME COLUMN carrier TO "Träger 📦"; CREATE INDEX ON parcels ("Träger 📦");',
  "UPDATE parcels SET note = '😀'; DELETE FROM parcels; TRUNCATE parcels;",
  'ALTER TABEL parcels;',
  'ALTER TABLE parcels ALTER COLUMN "Träger 📦" TYPE varchar(5);',
  'ALTER TABLE parcels RENAME TO 📦;',
  '',
].join('\n');
const changeBack = "ALTER TABLE parcels ADD COLUMN note text DEFAULT '😀';\nDROP TABLE nowhere;\n";

const files = {
  'golang-migrate/1_parcels.up.sql': up,
  'golang-migrate/1_parcels.down.sql': down,
  'golang-migrate/2_note.up.sql': change,
  'golang-migrate/2_note.down.sql': changeBack.replaceAll('\n', '\r\n'),
  'golang-migrate/3_no_down.up.sql': `\uFEFF${change.replaceAll('\n', '\r\n')}`,
  'golang-migrate/stray.sql': down,
  'diesel/diesel.toml': '',
  'diesel/migrations/2024-01-01-000000_parcels/up.sql': up,
  'diesel/migrations/2024-01-01-000000_parcels/down.sql': down,
  'diesel/migrations/2024-01-02-000000_note/up.sql': change.replaceAll('\n', '\r'),
  'diesel/migrations/2024-01-02-000000_note/down.sql': '-- nothing\n',
  'dbmate/db/migrations/20240101000000_parcels.sql': `-- migrate:up\n${up}-- migrate:down\n${down}`,
  'dbmate/db/migrations/20240102000000_note.sql': `-- migrate:up transaction:false\n${change}\n-- migrate:down\n${changeBack}`,
  'goose/00001_parcels.sql': `-- +goose Up\n${up}\n-- +goose Down\n${down}`,
  'goose/00002_note.sql': `-- +goose Up\n-- +goose StatementBegin\n${change}-- +goose StatementEnd\n\n-- +goose Down\n${changeBack}`.replaceAll('\n', '\r\n'),
  'plain/migrations/0001_parcels.sql': up,
  'plain/migrations/0002_note.sql': change,
  'mysql/1_parcels.up.sql': "CREATE TABLE `parcels` (id int unsigned AUTO_INCREMENT PRIMARY KEY, note varchar(50) NOT NULL DEFAULT '😀') ENGINE=InnoDB; # 📦\n",
  'mysql/1_parcels.down.sql': 'DROP TABLE `parcels`;\n',
  'mysql/2_note.up.sql': [
    '# Größe 📦, and an apostrophe that isn\'t closed',
    '/* 📦 */ ALTER TABLE `parcels` MODIFY `note` varchar(20), ADD COLUMN `Träger 📦` text, ADD KEY n (note);',
    'DELIMITER $$',
    "CREATE TRIGGER t BEFORE INSERT ON parcels FOR EACH ROW BEGIN SET NEW.note = '😀'; DELETE FROM other; END$$",
    'DELIMITER ;',
    "UPDATE parcels SET note = '😀'; ALTER TABLE parcels DROP COLUMN note; TRUNCATE TABLE parcels;",
    'ALTER TABEL parcels;',
    '',
  ].join('\r\n'),
  'mysql/2_note.down.sql': "ALTER TABLE parcels ADD COLUMN note varchar(20) DEFAULT '😀';\nDROP TABLE nowhere;\n",
  'mariadb/migrations/0001_parcels.sql': 'CREATE TABLE `parcels` (id int PRIMARY KEY, carrier varchar(20) DEFAULT uuid()) ENGINE=Aria;\n',
  'mariadb/migrations/0002_carrier.sql': 'ALTER TABLE parcels CHANGE carrier hauler varchar(10);\n',
  'sqlite/migrations/0001_parcels.sql': 'CREATE TABLE parcels (id integer PRIMARY KEY AUTOINCREMENT, note text);\n',
  'sqlite/migrations/0002_note.sql': "PRAGMA foreign_keys=OFF;\nUPDATE parcels SET note = '😀'; ALTER TABLE parcels DROP COLUMN note;\nALTER TABLE parcels ALTER COLUMN id TYPE text;\n",
};

describe('ESLint and the command', () => {
  it('find the same in the same places, in folders of several tools', async () => {
    const project = new Project(files);
    const report = runCommand(project);
    expect([...new Set(report.migrations.map(({ layout }) => layout))].sort()).toEqual(['dbmate', 'diesel', 'golang-migrate', 'goose', 'plain']);
    expect([...new Set(report.migrations.map(({ dialect }) => dialect))].sort()).toEqual(['mariadb', 'mysql', 'postgres', 'sqlite']);
    const lines = linesOfCommand(report);
    expect(new Set(lines.map((found) => / delivery\/(\S+) /.exec(found)?.[1])).size).toBeGreaterThanOrEqual(10);
    expect(linesOfEslint(await project.lint())).toEqual(lines);
  });

  it('find the same when each file is linted for itself, as it would be in an editor', async () => {
    const project = new Project(files);
    const lines = linesOfCommand(runCommand(project));
    const saved: Record<string, Linter.LintMessage[]> = {};
    const unsaved: Record<string, Linter.LintMessage[]> = {};
    for (const [file, text] of Object.entries(files)) {
      if (!file.endsWith('.sql')) continue;
      saved[file] = await new Project(files).lintFile(file);
      // A blank more at the end, so that the text is another than the one on the disk.
      unsaved[file] = await project.lintText(file, `${text} `);
    }
    expect(linesOfEslint(saved)).toEqual(lines);
    expect(linesOfEslint(unsaved)).toEqual(lines);
  }, 30_000);
});
