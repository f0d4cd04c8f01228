import { load } from 'sqllint';
import type { Dialect } from 'sqllint';
import { describe, expect, it } from 'vitest';
import { Histories } from '../../src/sql/histories.ts';
import { LoadedDialects } from '../../src/sql/loaded-dialects.ts';
import { rememberParsed } from '../../src/sql/remember-parsed.ts';
import { Project } from './project.ts';

const postgres = await load('postgres');

/** The texts that were parsed, in order. */
function observed(): { dialect: Dialect; parsed: string[] } {
  const parsed: string[] = [];
  const dialect: Dialect = {
    ...postgres,
    parse(text, start = 0, end = text.length) {
      parsed.push(text.slice(start, end));
      return postgres.parse(text, start, end);
    },
  };
  return { dialect, parsed };
}

/** Twenty migrations, each with a down; the text of each file occurs once. */
const files: Record<string, string> = {};
for (let version = 1; version <= 20; version++) {
  files[`migrations/${version}_t.up.sql`] = `CREATE TABLE IF NOT EXISTS t${version} (a bigint PRIMARY KEY);`;
  files[`migrations/${version}_t.down.sql`] = `DROP TABLE t${version};`;
}

function reportAll(histories: Histories, project: Project, texts: Readonly<Record<string, string>> = files): number {
  const reports = Object.entries(texts).map(([file, text]) => histories.reportOf(project.pathOf(file), text, {}));
  return reports.reduce((sum, { findings }) => sum + findings.length, 0);
}

describe('linting every file of a folder', () => {
  it('replays the folder once', () => {
    const project = new Project(files);
    const { dialect, parsed } = observed();
    const histories = new Histories(new LoadedDialects(dialect));
    expect(reportAll(histories, project)).toBe(0);
    expect(parsed.toSorted()).toEqual(Object.values(files).toSorted());
    reportAll(histories, project);
    expect(parsed.length).toBe(40);
  });

  it('replays it again after a change, parsing only what has changed', () => {
    const project = new Project(files);
    const { dialect, parsed } = observed();
    const histories = new Histories(new LoadedDialects(rememberParsed(dialect)));
    reportAll(histories, project);
    const changed = { 'migrations/7_t.up.sql': 'CREATE TABLE IF NOT EXISTS t7 (b bigint PRIMARY KEY);' };
    project.write(changed);
    expect(reportAll(histories, project, { ...files, ...changed })).toBe(0);
    expect(parsed.slice(40)).toEqual(['CREATE TABLE IF NOT EXISTS t7 (b bigint PRIMARY KEY);']);
  });

  it('judges a text that differs from the disk by the migrations before it alone', () => {
    const project = new Project(files);
    const { dialect, parsed } = observed();
    const text = 'ALTER TABLE t1 DROP COLUMN a;';
    const { findings } = new Histories(new LoadedDialects(dialect)).reportOf(project.pathOf('migrations/2_t.up.sql'), text, {});
    expect(findings.map(({ rule }) => rule)).toContain('no-drop-column');
    expect(parsed).toEqual(['CREATE TABLE IF NOT EXISTS t1 (a bigint PRIMARY KEY);', 'DROP TABLE t1;', text, 'DROP TABLE t2;']);
  });

  it('keeps answers for other settings apart', () => {
    const project = new Project(files);
    const file = project.pathOf('migrations/1_t.up.sql');
    const histories = new Histories(new LoadedDialects(postgres));
    const report = (settings: Parameters<Histories['reportOf']>[2]) => histories.reportOf(file, 'CREATE TABLE t1 (a int);', settings).problems.length;
    expect([report({}), report({ dialect: 'mysql' }), report({})]).toEqual([0, 1, 0]);
  });

  it('says of a parser that is not there that it is being loaded, and judges when it is', async () => {
    const project = new Project({ 'migrations/1_t.sql': 'ALTER TABLE t ADD COLUMN a int, DROP b;', 'migrations/2_t.sql': 'DROP TABLE t;' });
    const dialects = new LoadedDialects(postgres);
    const histories = new Histories(dialects);
    const report = (file: string, text: string) => {
      const { findings, problems } = histories.reportOf(project.pathOf(file), text, { dialect: 'mariadb' });
      return [...findings.map(({ rule }) => rule), ...problems.map(({ message }) => message)];
    };
    const ask = () => [report('migrations/1_t.sql', 'ALTER TABLE t ADD COLUMN a int, DROP b;'), report('migrations/2_t.sql', 'DROP TABLE t;')];
    expect(ask()).toEqual([
      [
        'No migration in this folder was checked: they are for MariaDB, which nothing told of when ESLint started, so its parser is being loaded only now. Lint again; or write settings.delivery.sql.dialect: "mariadb" into the ESLint config, where it is looked for at the start.',
      ],
      [],
    ]);
    await dialects.load(['mariadb']);
    expect(ask()).toEqual([expect.arrayContaining(['no-drop-column']), expect.arrayContaining(['no-drop-table'])]);
  });
});

describe('what was parsed', () => {
  it('is parsed again for another range of the same text', () => {
    const { dialect, parsed } = observed();
    const remembering = rememberParsed(dialect);
    const text = 'SELECT 1; SELECT 2;';
    const parse = (start: number, end: number) => remembering.parse(text, start, end).statements.length;
    expect([parse(0, 19), parse(9, 19), parse(0, 19)]).toEqual([2, 1, 2]);
    expect(parsed).toEqual([text, ' SELECT 2;']);
  });

  it('is forgotten some day, unless it is still asked for', () => {
    const { dialect, parsed } = observed();
    const remembering = rememberParsed(dialect);
    const filler = (letter: string) => `-- ${letter.repeat(5_000_000)}`;
    for (const text of ['SELECT 1', 'SELECT 2']) remembering.parse(text);
    for (const letter of 'abcdef') {
      remembering.parse(filler(letter));
      remembering.parse('SELECT 1');
    }
    parsed.length = 0;
    for (const text of ['SELECT 1', 'SELECT 2']) remembering.parse(text);
    expect(parsed).toEqual(['SELECT 2']);
  });
});
