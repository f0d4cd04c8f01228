import { describe, expect, it } from 'vitest';

import type { Finding } from '../../src/lint-result.ts';
import { stylish } from '../../src/report/stylish.ts';
import { context, finding, migration, notAnalysed, run, set } from './sample-run.ts';

const up = 'migrations/0003_drop_legacy_status.up.sql';
const down = 'migrations/0003_drop_legacy_status.down.sql';
const dropColumn = 'ALTER TABLE orders DROP COLUMN legacy_status;\n';

const losesData: Finding = finding(dropColumn, 'DROP COLUMN legacy_status', {
  message:
    'Dropping `orders.legacy_status` loses its data. The previous release still reads the column, and a rollback needs a backup to bring it back.',
  instead:
    '-- This release: stop reading and writing the column.\n-- A later release:\nALTER TABLE orders DROP COLUMN legacy_status;',
});

describe('stylish', () => {
  it('shows the file, the verdict, the finding, the code, what to write instead, the page and the coverage', () => {
    const sample = migration({
      verdict: { rollback: 'needs backup', deploy: 'brief lock', oldCode: 'breaks', certain: true },
      findings: [losesData],
    });
    expect(stylish(run(set([sample])), context({ [up]: dropColumn }))).toMatchInlineSnapshot(`
      "migrations/0003_drop_legacy_status.up.sql
        rollback needs backup · deploy brief lock · old code breaks

        1:20  error    Dropping \`orders.legacy_status\` loses its data. The previous
                       release still reads the column, and a rollback needs a backup
                       to bring it back.  no-drop-column (DP-01 HIGH)

          1 | ALTER TABLE orders DROP COLUMN legacy_status;
            |                    ^^^^^^^^^^^^^^^^^^^^^^^^^

          Instead:
            -- This release: stop reading and writing the column.
            -- A later release:
            ALTER TABLE orders DROP COLUMN legacy_status;

      Why these rules bite
        https://example.com/rules/no-drop-column

      1 migration, 1 statement, all analysed. 1 error."
    `);
  });

  it('marks findings of the down script, in a file of its own or not', () => {
    const dropAgain = 'DROP TABLE a;\n';
    const inDown = finding(dropAgain, 'DROP TABLE a', {
      rule: 'down-does-not-restore',
      severity: 'warn',
      message: 'After this down the index `orders_a` is missing.',
      script: 'down',
      file: down,
    });
    const ownFile = migration({ findings: [inDown, losesData] });
    const sameFile = migration({ id: '4_x', files: { up: '4_x.sql', down: '4_x.sql' }, findings: [{ ...inDown, file: '4_x.sql' }] });
    expect(stylish(run(set([ownFile]), set([sameFile])), context({ [down]: dropAgain }))).toMatchInlineSnapshot(`
      "migrations/0003_drop_legacy_status.up.sql
        rollback exact · deploy online · old code keeps working

        1:20  error    Dropping \`orders.legacy_status\` loses its data. The previous
                       release still reads the column, and a rollback needs a backup
                       to bring it back.  no-drop-column (DP-01 HIGH)

          Instead:
            -- This release: stop reading and writing the column.
            -- A later release:
            ALTER TABLE orders DROP COLUMN legacy_status;

      migrations/0003_drop_legacy_status.down.sql (down)

        1:1  warning  After this down the index \`orders_a\` is missing.
                      down-does-not-restore (DP-01 HIGH)

          1 | DROP TABLE a;
            | ^^^^^^^^^^^^

      4_x.sql
        rollback exact · deploy online · old code keeps working
      4_x.sql (down)

        1:1  warning  After this down the index \`orders_a\` is missing.
                      down-does-not-restore (DP-01 HIGH)

        folder (worst verdict)  err  warn  rollback      deploy      old code
        migrations                1     1  exact         online      keeps working
        migrations                0     1  exact         online      keeps working

        rollback  2 exact
        deploy    2 online
        old code  2 keeps working

      Why these rules bite
        https://example.com/rules/down-does-not-restore
        https://example.com/rules/no-drop-column

      2 migrations, 2 statements, all analysed. 1 error, 2 warnings."
    `);
  });

  it('is one line when there is nothing to report', () => {
    const result = run(set([migration({ statements: { seen: 3, analysed: 3 } }), migration({ statements: { seen: 1, analysed: 1 } })]));
    expect(stylish(result, context())).toBe('2 migrations, 4 statements, all analysed. Nothing to report.');
  });

  it('does not call a run clean of which nothing was found because nothing was understood', () => {
    const sql = 'SELECT 1;\nDO $$ … $$;\n';
    const result = run(set([migration({ statements: { seen: 2, analysed: 1 }, notAnalysed: [notAnalysed(sql, 'DO $$ … $$')] })]));
    expect(stylish(result, context())).toMatchInlineSnapshot(`
      "Not analysed
        migrations/0003_drop_legacy_status.up.sql:2:1
          This DO block runs SQL that it puts together at run time: EXECUTE format(…).

      1 migration, 2 statements, 1 analysed. Nothing to report in what could be judged."
    `);
  });

  it('says what could not be analysed even with --quiet, and does not show warnings, but counts them', () => {
    const sql = 'DO $$ … $$;';
    const sample = migration({
      statements: { seen: 2, analysed: 1 },
      findings: [finding(dropColumn, 'DROP', { severity: 'warn' })],
      notAnalysed: [notAnalysed(sql, 'DO $$ … $$', { reason: 'No.' })],
    });
    const files = [{ level: 'warning', file: 'migrations/x.sql', message: 'Whose is it?' }] as const;
    expect(stylish(run(set([sample], { problems: files })), context({}, { quiet: true }))).toMatchInlineSnapshot(`
      "Not analysed
        migrations/0003_drop_legacy_status.up.sql:1:1  No.

      1 migration, 2 statements, 1 analysed. 1 warning (not shown), 1 warning about the files (not shown)."
    `);
  });

  it('shows warnings about files with their place, and counts what could not be judged', () => {
    const problems = [
      { level: 'warning', file: 'migrations/0004_x.down.sql', message: 'This down has no up.' },
      { level: 'warning', file: 'migrations/0005_y.up.sql', line: 3, message: `Something longer is wrong here, ${'so that it wraps, '.repeat(5)}at last.` },
      { level: 'error', file: 'migrations/0006_z.up.sql', message: 'It is not a file.' },
    ] as const;
    expect(stylish(run(set([migration()], { problems })), context())).toMatchInlineSnapshot(`
      "About the files
        migrations/0004_x.down.sql  This down has no up.
        migrations/0005_y.up.sql:3
          Something longer is wrong here, so that it wraps, so that it wraps, so that
          it wraps, so that it wraps, so that it wraps, at last.

      1 migration, 1 statement, all analysed. 2 warnings about the files. 1 path could not be judged."
    `);
  });

  it('puts a sentence that cannot be SQL under “Instead” in lines that fit', () => {
    const sample = migration({ findings: [{ ...losesData, instead: `Keep the column ${'for as long as a release needs it '.repeat(4)}and then go.` }] });
    const report = stylish(run(set([sample])), context());
    expect(report.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(report).toContain('    Instead:\n      Keep the column for as long');
  });

  it('keeps every line of prose within the width', () => {
    const sample = migration({ findings: [losesData], notAnalysed: [notAnalysed('DO', 'DO')] });
    for (const columns of [60, 80, 120]) {
      const report = stylish(run(set([sample, sample])), context({ [up]: dropColumn }, { columns }));
      expect(report.split('\n').filter((line) => line.length > columns)).toEqual([]);
    }
  });

  it('shows control characters instead of obeying them', () => {
    const sample = migration({ findings: [{ ...losesData, message: 'Dropping `\u001b[2J\u202edrop`.' }] });
    const report = stylish(run(set([sample])), context());
    expect(report).toContain('Dropping `␛[2J�drop`.');
  });

  it('shows the code for the first finding of each rule alone in a long run, and counts the rules', () => {
    const sql = 'DROP TABLE orders;\n'.repeat(30) + 'TRUNCATE orders;\n'.repeat(21);
    const at = (line: number, rule: string): Finding => ({
      ...finding(sql, line > 30 ? 'TRUNCATE' : 'DROP TABLE', { rule, message: 'It is gone.', instead: 'Leave it.' }),
      line,
      endLine: line,
    });
    const findings = Array.from({ length: 51 }, (_, index) => at(index + 1, index < 30 ? 'no-drop-table' : 'no-truncate'));
    const text = stylish(run(set([migration({ findings })])), context({ [up]: sql }));
    expect(text.match(/Instead:/gu)).toHaveLength(2);
    expect(text.match(/It is gone\./gu)).toHaveLength(51);
    expect(text.slice(text.indexOf('Findings by rule'))).toMatchInlineSnapshot(`
      "Findings by rule
        30  no-drop-table
        21  no-truncate

        The code and what to write instead are above for the first of each rule; for
        the others, name their file. \`sqllint explain <rule>\` tells why a rule bites.

      Has most of this shipped?
        sqllint baseline       records what is there, so that runs show what is new
        sqllint --since <ref>  judges only the migrations that a branch adds

      1 migration, 1 statement, all analysed. 51 errors."
    `);
    expect(text).not.toContain('Why these rules bite');
  });

  it('shows everything where there are no more findings than can be read', () => {
    const sql = 'DROP TABLE orders;\n'.repeat(50);
    const findings = Array.from({ length: 50 }, (_, index) => ({ ...finding(sql, 'DROP TABLE', { instead: 'Leave it.' }), line: index + 1, endLine: index + 1 }));
    const text = stylish(run(set([migration({ findings })])), context({ [up]: sql }));
    expect(text.match(/Instead:/gu)).toHaveLength(50);
    expect(text).not.toContain('Findings by rule');
  });
});

describe('the overview of verdicts', () => {
  const bad = migration({
    id: '0003_drop_legacy_status',
    verdict: { rollback: 'needs backup', deploy: 'brief lock', oldCode: 'breaks', certain: true },
    findings: [finding(dropColumn, 'DROP')],
  });

  it('lists the migrations of one folder', () => {
    const result = run(set([migration({ id: '0001_create_orders' }), migration({ id: '0002_add_status' }), bad]));
    expect(overviewOf(stylish(result, context()))).toMatchInlineSnapshot(`
      "  migration                rollback      deploy      old code
        0001_create_orders       exact         online      keeps working
        0002_add_status          exact         online      keeps working
        0003_drop_legacy_status  needs backup  brief lock  breaks"
    `);
  });

  it('cuts long names so that a line fits', () => {
    const long = migration({ id: `20260101120000_${'very_long_'.repeat(6)}name` });
    expect(overviewOf(stylish(run(set([long, bad])), context()))).toMatchInlineSnapshot(`
      "  migration                              rollback      deploy      old code
        20260101120000_very_long_very_long_v…  exact         online      keeps working
        0003_drop_legacy_status                needs backup  brief lock  breaks"
    `);
  });

  it('counts verdicts where a folder has more migrations than a screen shows', () => {
    const many = Array.from({ length: 30 }, (_, index) => migration({ id: String(index) }));
    expect(overviewOf(stylish(run(set([...many, bad])), context()))).toMatchInlineSnapshot(`
      "  rollback  30 exact · 1 needs backup
        deploy    30 online · 1 brief lock
        old code  30 keeps working · 1 breaks"
    `);
  });

  it('has one line for each folder where there are several', () => {
    const warned = migration({
      verdict: { rollback: 'schema only', deploy: 'downtime', oldCode: 'keeps working', certain: true },
      findings: [finding(dropColumn, 'DROP', { severity: 'warn' })],
    });
    const result = run(
      set([migration(), bad, warned], { root: 'services/orders/migrations' }),
      set([migration()], { root: 'services/a-service-with-a-long-name/migrations' }),
      set([], { root: 'services/empty' }),
    );
    expect(overviewOf(stylish(result, context()))).toMatchInlineSnapshot(`
      "  folder (worst verdict)      err  warn  rollback      deploy      old code
        services/orders/migrations    1     1  needs backup  downtime    breaks
        …th-a-long-name/migrations    0     0  exact         online      keeps working

        rollback  2 exact · 1 schema only · 1 needs backup
        deploy    2 online · 1 brief lock · 1 downtime
        old code  3 keeps working · 1 breaks"
    `);
  });
});

/** What stands between the last finding and the pages of the rules. */
function overviewOf(report: string): string {
  const [before = ''] = report.split('\n\nWhy these rules bite');
  return before.slice(before.search(/^ {2}(?:migration|folder|rollback) {2}|^ {2}folder \(/mu));
}
