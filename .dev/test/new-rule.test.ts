import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { binFile } from '../run/process.mjs';
import { inRoot } from '../run/root.mjs';

let copy = '';

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'new rule '));
  for (const entry of ['.dev', 'docs', 'packages', 'package.json', 'tsconfig.json']) {
    const isOwn = (path: string) => !['node_modules', '.cache'].includes(basename(path));
    cpSync(inRoot(entry), join(copy, entry), { recursive: true, preserveTimestamps: true, filter: isOwn });
  }
  for (const folder of ['.', 'packages/sqllint', 'packages/eslint-plugin']) {
    symlinkSync(inRoot(folder, 'node_modules'), join(copy, folder, 'node_modules'));
  }
});
afterAll(() => {
  rmSync(copy, { recursive: true });
});

function run(script: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: copy, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function newRule(...args: string[]) {
  return run(join(copy, '.dev/new-rule.mjs'), args);
}

function read(file: string) {
  return readFileSync(join(copy, file), 'utf8');
}

describe('new-rule', () => {
  it.each([
    [[], 'Say what to write: npm run new-rule -- <sqllint|eslint> <rule-name> <DP-0n>.'],
    [['sqllint', 'no-parcels'], 'Say what to write: npm run new-rule -- <sqllint|eslint> <rule-name> <DP-0n>.'],
    [['tslint', 'no-parcels', 'DP-01'], '“tslint” is no package with rules. It is “sqllint” for SQL or “eslint” for code.'],
    [
      ['sqllint', 'dropTable', 'DP-01'],
      '“dropTable” is no name for a rule. It begins with no-, require- or prefer- and goes on in small letters: no-drop-table.',
    ],
    [
      ['sqllint', '../no-parcels', 'DP-01'],
      '“../no-parcels” is no name for a rule. It begins with no-, require- or prefer- and goes on in small letters: no-drop-table.',
    ],
    [['sqllint', 'no-parcels', 'DP-10'], '“DP-10” is no anti-pattern. They are DP-01 to DP-09.'],
    [['sqllint', 'no-drop-table', 'DP-01'], 'packages/sqllint/src/rules/no-drop-table.ts is already there. Choose another name.'],
    [['eslint', 'no-drop-table', 'DP-01'], 'packages/sqllint/src/rules/no-drop-table.ts is already there. Choose another name.'],
  ])('refuses %j with one line', (args, problem) => {
    expect(newRule(...args)).toEqual({ status: 2, stdout: '', stderr: `✗ ${problem}\n` });
  });

  it('writes a rule for SQL and one for code, and puts each into its index', () => {
    expect(newRule('sqllint', 'no-parcels', 'DP-01')).toMatchObject({ status: 0, stderr: '' });
    const sqllintIndex = read('packages/sqllint/src/rules/index.ts');
    expect(sqllintIndex).toContain(`import { noParcels } from './no-parcels.ts';`);
    const entries = [...sqllintIndex.matchAll(/^ {2}(\w+),$/gm)].map(([, entry]) => entry);
    expect(entries).toContain('noParcels');
    expect(entries).toEqual(entries.toSorted());

    expect(newRule('eslint', 'require-parcels', 'DP-06')).toMatchObject({ status: 0, stderr: '' });
    const eslintIndex = read('packages/eslint-plugin/src/rules/index.ts');
    expect(eslintIndex).toContain(`import requireParcels from './require-parcels.ts';`);
    expect(eslintIndex).toContain(`  'require-parcels': requireParcels,\n`);
  });

  it('writes what compiles', { timeout: 120_000 }, () => {
    const projects = ['packages/sqllint', 'packages/eslint-plugin', 'packages/sqllint/test', 'packages/eslint-plugin/test'];
    expect(run(binFile('typescript', 'tsc'), ['-b', ...projects])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('writes what passes lint', { timeout: 120_000 }, () => {
    const files = ['packages/*/{src,test}/rules/{no-parcels,require-parcels}{,.test}.ts', 'packages/*/src/rules/index.ts'];
    const args = ['--config', join(copy, '.dev/eslint.config.js'), ...files];
    expect(run(binFile('eslint', 'eslint'), args)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('writes tests that pass, and pages whose samples do', { timeout: 120_000 }, () => {
    const args = ['run', '--config', join(copy, '.dev/vitest.config.ts'), '--reporter=json', 'parcels', 'eslint-plugin/test/pages', 'sqllint/test/docs'];
    const { status, stdout } = run(binFile('vitest', 'vitest'), args);
    const report = JSON.parse(stdout) as { testResults: { name: string; status: string }[] }; // Vitest's own format
    const files = report.testResults.map(({ name, status: outcome }) => `${basename(name)} ${outcome}`);
    expect(files).toContain('no-parcels.test.ts passed');
    expect(files).toContain('require-parcels.test.ts passed');
    expect(status).toBe(0);
  });
});
