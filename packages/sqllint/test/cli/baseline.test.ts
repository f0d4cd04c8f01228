import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { createOrders, deleteOrders, dropChannel, folderWith, sqllint } from './command.ts';
import { findStrictSchemaErrors } from '../report/json-schema.ts';

const known = ['--baseline', 'sqllint.baseline.json'];

/** A folder with two findings, both of them recorded. */
function recorded(): string {
  const cwd = folderWith({ ...createOrders, ...dropChannel, ...deleteOrders });
  expect(sqllint(['baseline'], { cwd })).toEqual({ code: 0, stdout: 'sqllint.baseline.json: 2 findings.\n', stderr: '' });
  return cwd;
}

function mend(cwd: string): void {
  writeFileSync(join(cwd, 'migrations/0003_delete_orders.up.sql'), 'SELECT 1;\n');
}

describe('--baseline', () => {
  it('reports nothing that is recorded, and says how much that is', () => {
    const { code, stdout, stderr } = sqllint(known, { cwd: recorded() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe('3 migrations, 6 statements, all analysed. Nothing to report. 2 findings in the baseline.\n');
  });

  it('reports what is new, and a finding that is there once more', () => {
    const cwd = recorded();
    writeFileSync(join(cwd, 'migrations/0002_drop_channel.up.sql'), '-- Two lines\n-- above.\nALTER TABLE orders\n  DROP COLUMN channel;\nDROP TABLE customers;\n');
    const { code, stdout } = sqllint([...known, '--format', 'json'], { cwd });
    // It is our own document.
    const document = JSON.parse(stdout) as { migrations: { findings: { rule: string }[]; baselined?: { rule: string }[] }[] };
    expect(code).toBe(1);
    expect(findStrictSchemaErrors(document)).toBeUndefined();
    const rules = document.migrations.map(({ findings, baselined }) => [findings.map(({ rule }) => rule), baselined?.map(({ rule }) => rule)]);
    expect(rules[1]?.[0]).toContain('no-drop-table');
    expect(rules[2]).toEqual([[], ['no-delete-rows']]);
  });

  it('is an external suppression in SARIF', () => {
    const { stdout } = sqllint([...known, '--format', 'sarif'], { cwd: recorded() });
    // It is our own document.
    const { runs } = JSON.parse(stdout) as { runs: { results: { ruleId: string; suppressions?: unknown[] }[] }[] };
    const suppressions = [{ kind: 'external', status: 'accepted', justification: 'Recorded in the baseline.' }];
    expect(runs[0]?.results.map(({ ruleId, suppressions: own }) => ({ ruleId, suppressions: own }))).toEqual([
      { ruleId: 'no-drop-column', suppressions },
      { ruleId: 'no-delete-rows', suppressions },
    ]);
  });

  it('says when it can shrink', () => {
    const cwd = recorded();
    mend(cwd);
    expect(sqllint(known, { cwd })).toMatchObject({
      code: 0,
      stderr:
        'sqllint: sqllint.baseline.json: The baseline can shrink: 1 finding of it is gone. Run sqllint baseline --prune --baseline sqllint.baseline.json.\n',
    });
  });

  it('says when a migration of it is no more', () => {
    const cwd = recorded();
    rmSync(join(cwd, 'migrations/0003_delete_orders.up.sql'));
    rmSync(join(cwd, 'migrations/0003_delete_orders.down.sql'));
    expect(sqllint(known, { cwd })).toMatchObject({
      code: 0,
      stderr:
        'sqllint: sqllint.baseline.json: The baseline names a migration that is no more: migrations/0003_delete_orders. Run sqllint baseline --prune --baseline sqllint.baseline.json.\n',
    });
  });

  it('holds its tongue about what this run did not look at', () => {
    const cwd = recorded();
    mend(cwd);
    expect(sqllint([...known, 'migrations/0002_drop_channel.up.sql'], { cwd }).stderr).toBe('');
    expect(sqllint([...known, '--applied-through', '0003_delete_orders'], { cwd }).stderr).toBe('');
  });

  it('is the same from every folder', () => {
    const cwd = recorded();
    const outcome = sqllint(['--baseline', '../sqllint.baseline.json', '.'], { cwd: join(cwd, 'migrations') });
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    ['there is none', undefined, "There is no such baseline. Record today's findings with: sqllint baseline --baseline known.json"],
    ['it is damaged', '{"version":1}', 'This is no baseline of sqllint. Bring it back from git, or delete it and record it anew.'],
  ])('says in one line when %s', (_, text, message) => {
    const cwd = folderWith(createOrders);
    if (text !== undefined) writeFileSync(join(cwd, 'known.json'), text);
    expect(sqllint(['--baseline', 'known.json'], { cwd })).toEqual({ code: 2, stdout: '', stderr: `sqllint: known.json: ${message}\n` });
  });
});

describe('sqllint baseline', () => {
  it('says what it added and removed', () => {
    const cwd = recorded();
    expect(sqllint(['baseline'], { cwd }).stdout).toBe('sqllint.baseline.json: 2 findings, as before.\n');
    mend(cwd);
    writeFileSync(join(cwd, 'migrations/0002_drop_channel.up.sql'), 'ALTER TABLE orders DROP COLUMN channel;\nTRUNCATE orders;\n');
    expect(sqllint(['baseline'], { cwd }).stdout).toMatch(/^sqllint\.baseline\.json: \d findings, \d added, 1 removed\.\n$/u);
  });

  it('adds nothing with --prune', () => {
    const cwd = recorded();
    mend(cwd);
    writeFileSync(join(cwd, 'migrations/0002_drop_channel.up.sql'), 'ALTER TABLE orders DROP COLUMN channel;\nDROP TABLE customers;\n');
    expect(sqllint(['baseline', '--prune'], { cwd }).stdout).toBe('sqllint.baseline.json: 1 finding, 0 added, 1 removed.\n');
    expect(sqllint(known, { cwd }).code).toBe(1);
  });

  it('leaves alone what it did not look at', () => {
    const cwd = folderWith({ ...createOrders, ...dropChannel });
    renameSync(join(cwd, 'migrations'), join(cwd, 'a'));
    expect(sqllint(['baseline', 'a'], { cwd }).stdout).toBe('sqllint.baseline.json: 1 finding.\n');
    const other = folderWith({ ...createOrders, ...dropChannel });
    renameSync(join(other, 'migrations'), join(cwd, 'b'));
    expect(sqllint(['baseline', 'b'], { cwd }).stdout).toBe('sqllint.baseline.json: 2 findings, 1 added, 0 removed.\n');
    expect(sqllint([...known, 'a', 'b'], { cwd }).code).toBe(0);
  });

  it('records nothing when something could not be judged', () => {
    const cwd = recorded();
    const before = readFileSync(join(cwd, 'sqllint.baseline.json'), 'utf8');
    expect(sqllint(['baseline', 'migrations', 'nowhere'], { cwd })).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'sqllint: nowhere: There is no such file or folder. Check the path.\nsqllint: Nothing was recorded, because what could not be judged would be missing from the baseline.\n',
    });
    expect(readFileSync(join(cwd, 'sqllint.baseline.json'), 'utf8')).toBe(before);
  });

  it('has nothing to prune where there is no baseline', () => {
    expect(sqllint(['baseline', '--prune'], { cwd: folderWith(createOrders) })).toEqual({
      code: 2,
      stdout: '',
      stderr: "sqllint: sqllint.baseline.json: There is no such baseline to prune. Leave --prune out to record today's findings.\n",
    });
  });
});
