import { readdirSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { rules } from '../../src/rules/index.ts';
import { createOrders, folderWith, sqllint } from './command.ts';

const here = () => ({ cwd: folderWith({}) });

describe('sqllint rules', () => {
  it('lists every rule with its anti-pattern, severity and default, and its description below', () => {
    const { code, stdout, stderr } = sqllint(['rules'], here());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines[0]?.split(/ {2,}/u)).toEqual(['rule', 'anti-pattern', 'severity', 'by default']);
    const at = lines.findIndex((line) => line.startsWith('no-drop-column '));
    expect(lines[at]?.split(/ {2,}/u)).toEqual(['no-drop-column', 'DP-01 HIGH', 'error', 'on']);
    expect(lines[at + 1]).toBe('    Disallow dropping a column, whose values no down migration can bring back.');
    const names = lines.flatMap((line) => /^([a-z]+(?:-[a-z]+)+) /u.exec(line)?.[1] ?? []);
    expect(names).toEqual(rules.map(({ name }) => name).sort());
    const on = rules.filter(({ recommended }) => recommended).length;
    expect(stdout.replace(/\s+/gu, ' ')).toContain(`${rules.length} rules, ${on} on by default. Run sqllint explain <rule> to read why one bites and what to write instead.`);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('prints them for programs', () => {
    const listed = JSON.parse(sqllint(['rules', '--format', 'json'], here()).stdout) as { readonly name: string; readonly docs?: string }[]; // The test is about what it is.
    expect(listed).toHaveLength(rules.length);
    const dropColumn = listed.find(({ name }) => name === 'no-drop-column');
    expect(dropColumn).toMatchObject({
      name: 'no-drop-column',
      antipattern: 'DP-01',
      rating: 'HIGH',
      severity: 'error',
      recommended: true,
      dialects: ['postgres', 'mysql', 'mariadb', 'sqlite'],
      description: 'Disallow dropping a column, whose values no down migration can bring back',
    });
    expect(dropColumn?.docs).toMatch(/^https:.*\/docs\/rules\/no-drop-column\.md$/u);
  });

  it.each([
    [['rules', 'no-drop-column'], 'sqllint rules lists all rules and takes no argument. Write sqllint explain no-drop-column for one rule, or sqllint ./rules for a folder of that name.'],
    [['rules', '--format', 'stylish'], '--format takes table or json here, not “stylish”.'],
    [['rules', '--quiet'], '--quiet is not an option. Run sqllint --help to see the options.'],
  ])('refuses %j', (args, message) => {
    expect(sqllint(args, here())).toEqual({ code: 2, stdout: '', stderr: `sqllint: ${message}\n` });
  });

  it('leaves a folder of that name to be judged as ./rules', () => {
    const cwd = folderWith(Object.fromEntries(Object.entries(createOrders).map(([name, sql]) => [name.replace('migrations', 'rules'), sql])));
    expect(sqllint(['./rules'], { cwd }).stdout).toBe('1 migration, 2 statements, all analysed. Nothing to report.\n');
  });
});

describe('sqllint explain', () => {
  it.each(['no-drop-column', 'delivery/no-drop-column', 'No-Drop-Column'])('shows the page of %s', (name) => {
    const { code, stdout, stderr } = sqllint(['explain', name], here());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.slice(0, stdout.indexOf('What it reports'))).toMatchInlineSnapshot(`
      "\`no-drop-column\`

      Disallow dropping a column, whose values no down migration can bring back.

        Anti-pattern           DP-01: Non-reversible database migration
        Typical severity       HIGH
        How it fails (SEEMS)   Misconfiguration
        What defends (FaCTOR)  Output correctness
        Runs as                \`no-drop-column\` in \`sqllint\`,
                               \`delivery/no-drop-column\` in ESLint
        Reads                  PostgreSQL, MySQL, MariaDB, SQLite
        By default             error (\`sql\`, \`migrations\`)
        In the editor          💡 offers a change

      Why it bites

      A rollback wants the column back, and a down can add it back, but every value in
      it is gone. With it go, without a word from the server, all indexes and
      constraints in which the column had a part.

      And there is a time before any rollback: while the new release rolls out, the
      old one is still running. An ORM names every column it knows in every query, so
      from the commit of this migration on the old instances fail, even in code that
      has no interest in the column.

      "
    `);
    expect(stdout).toContain('  Incorrect:\n    ALTER TABLE orders DROP COLUMN legacy_status;\n');
    expect(stdout).not.toMatch(/<!--|```|\]\(|All rules/u);
  });

  it.each(readdirSync(new URL('../../../../docs/rules/', import.meta.url)).flatMap((file) => rules.filter(({ name }) => file === `${name}.md`)))(
    'leaves no markup of the page of $name, and no line too wide but code and what has no spaces',
    ({ name }) => {
      const { stdout } = sqllint(['explain', name], here());
      expect(stdout).not.toMatch(/<!--|^```|^#|^\|/mu);
      expect(stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('    ') && line.trim().includes(' '))).toEqual([]);
    },
  );

  it('uses colours when it is told to', () => {
    expect(sqllint(['explain', 'no-drop-column', '--color'], here()).stdout).toContain('\u001b[1mWhy it bites\u001b[22m');
  });

  it.each([
    [['explain', 'no-drop-colum'], 'There is no rule “no-drop-colum”. Did you mean no-drop-column?'],
    [['explain', 'frobnicate'], 'There is no rule “frobnicate”. Run sqllint rules to see them.'],
    [['explain', '../index'], 'There is no rule “../index”. Run sqllint rules to see them.'],
    [['explain'], 'sqllint explain needs the name of a rule. Run sqllint rules to see them.'],
    [['explain', 'no-drop-column', 'no-drop-table'], 'sqllint explain takes one rule at a time. Leave “no-drop-table” out.'],
  ])('refuses %j', (args, message) => {
    expect(sqllint(args, here())).toEqual({ code: 2, stdout: '', stderr: `sqllint: ${message}\n` });
  });
});
