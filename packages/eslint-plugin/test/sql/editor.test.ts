import { describe, expect, it } from 'vitest';
import { placesOf, Project } from './project.ts';

const files = {
  'migrations/0001_orders.up.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, status text);\n',
  'migrations/0001_orders.down.sql': 'DROP TABLE orders;\n',
  'migrations/0002_status.up.sql': 'ALTER TABLE orders ADD COLUMN note text;\n',
  'migrations/0002_status.down.sql': 'ALTER TABLE orders DROP COLUMN note;\n',
};

describe('a text that is not saved', () => {
  it('is judged in place of what is on the disk', async () => {
    const project = new Project(files);
    const text = 'ALTER TABLE orders DROP COLUMN status;\n';
    expect(placesOf(await project.lintText('migrations/0002_status.up.sql', text))).toEqual(['1:1-1:38 delivery/no-drop-column']);
    expect(await project.lintFile('migrations/0002_status.up.sql')).toEqual([]);
  });

  it('is the down of an up on the disk', async () => {
    const messages = await new Project(files).lintText('migrations/0002_status.down.sql', '\nALTER TABLE orders DROP COLUMN notes;\n');
    expect(placesOf(messages)).toEqual(['2:1-2:37 delivery/down-fails']);
  });

  it('may be of a file that does not exist yet, in a folder that does', async () => {
    const text = 'DROP TABLE orders;\n';
    const messages = await new Project(files).lintText('migrations/0003_drop.up.sql', text);
    expect(placesOf(messages)).toEqual(['1:1-1:18 delivery/no-drop-table', '1:1-1:18 delivery/require-down']);
  });

  it('may be of a file in a folder that does not exist', async () => {
    expect(placesOf(await new Project(files).lintText('nowhere/0001_a.sql', 'DROP TABLE a;'))).toEqual(['1:1-1:13 delivery/no-drop-table']);
  });

  it('may be a block of another file, whose name ESLint makes up', async () => {
    const project = new Project({ 'README.md': '# Readme\n' });
    expect(placesOf(await project.lintText('README.md/0_0.sql', 'DROP TABLE a;'))).toEqual(['1:1-1:13 delivery/no-drop-table']);
  });

  it('is forgotten when it is saved otherwise', async () => {
    const project = new Project(files);
    await project.lintText('migrations/0002_status.up.sql', 'DROP TABLE orders;');
    project.write({ 'migrations/0002_status.up.sql': 'SELECT 1;\n' });
    expect(await project.lintFile('migrations/0002_status.up.sql')).toEqual([]);
  });

  it('in a file whose name does not end in .sql is not judged, and that is said', async () => {
    const config = { files: ['**/*.pgsql'] };
    const { default: delivery } = await import('../../src/sql.ts');
    const project = new Project({}, { config: delivery.configs.sql.map((block) => ({ ...block, ...config })) });
    expect(await project.lintText('a.pgsql', 'DROP TABLE a;')).toMatchObject([
      { ruleId: 'delivery/no-unanalysed-sql', message: 'This is not an `.sql` file.', line: 1 },
    ]);
  });
});

describe('a change of another file', () => {
  const droppingStatus = 'migrations/0003_drop.up.sql';
  const drop = { [droppingStatus]: 'ALTER TABLE orders DROP COLUMN status;\n', 'migrations/0003_drop.down.sql': 'ALTER TABLE orders ADD COLUMN status text;\n' };

  it('is seen the next time: its text', async () => {
    const project = new Project({ ...files, ...drop });
    expect(await project.lintFile('migrations/0003_drop.down.sql')).toEqual([]);
    project.write({ 'migrations/0001_orders.up.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, status int NOT NULL);\n' });
    expect(placesOf(await project.lintFile('migrations/0003_drop.down.sql'))).toEqual(['1:1-1:42 delivery/down-does-not-restore']);
  });

  it('is seen the next time: that there is one more', async () => {
    const project = new Project({ 'migrations/0001_a.up.sql': 'CREATE TABLE a (b int);\n', 'migrations/0001_a.down.sql': 'DROP TABLE a;\n', [droppingStatus]: 'CREATE TABLE c (d int);\n' });
    expect(placesOf(await project.lintFile(droppingStatus))).toEqual(['1:1-1:23 delivery/require-down']);
    project.write({ 'migrations/0003_drop.down.sql': 'DROP TABLE c;\n' });
    expect(await project.lintFile(droppingStatus)).toEqual([]);
    project.delete('migrations/0003_drop.down.sql');
    expect(placesOf(await project.lintFile(droppingStatus))).toEqual(['1:1-1:23 delivery/require-down']);
  });

  it('that is not a migration does not matter', async () => {
    const project = new Project({ ...files, ...drop });
    const before = await project.lintFile(droppingStatus);
    project.write({ 'migrations/README.md': 'How to migrate', 'package.json': '{}' });
    expect(await project.lintFile(droppingStatus)).toEqual(before);
  });
});
