import { describe, expect, it } from 'vitest';

import { json, jsonReport } from '../../src/report/json.ts';
import { findSchemaErrors, findStrictSchemaErrors } from './json-schema.ts';
import { commentOn, context, finding, migration, notAnalysed, run, set } from './sample-run.ts';

const sql = 'SELECT 1;\nALTER TABLE orders DROP COLUMN legacy_status;\n';

const sample = run(
  set(
    [
      migration({ id: '0001_create_orders', files: { up: 'migrations/0001.sql' } }),
      migration({
        verdict: { rollback: 'needs backup', deploy: 'brief lock', oldCode: 'breaks', certain: true },
        statements: { seen: 3, analysed: 2 },
        findings: [
          finding(sql, 'DROP COLUMN legacy_status', { instead: 'SELECT 2;' }),
          finding(sql, 'SELECT', { severity: 'warn', rule: 'no-page' }),
        ],
        suppressed: [
          { finding: finding(sql, 'ALTER TABLE orders'), reason: 'Nothing reads it.', comment: commentOn(sql, 'SELECT 1') },
          { finding: finding(sql, 'ALTER'), comment: commentOn(sql, 'SELECT') },
        ],
        notAnalysed: [notAnalysed(sql, 'SELECT 1')],
      }),
    ],
    {
      problems: [
        { level: 'error', file: 'migrations/0009.sql', message: 'It is gone.' },
        { level: 'warning', file: 'migrations/0008.sql', line: 2, message: 'It is odd.' },
      ],
    },
  ),
);
const docsUrl = (rule: string) => (rule === 'no-page' ? undefined : `https://example.com/${rule}`);

describe('json', () => {
  it('prints one document', () => {
    expect(json(sample, context({}, { docsUrl }))).toMatchInlineSnapshot(`
      "{
        "schemaVersion": 1,
        "tool": {
          "name": "sqllint",
          "version": "1.2.3"
        },
        "postgresVersion": 14,
        "migrations": [
          {
            "id": "0001_create_orders",
            "version": "0003",
            "name": "drop_legacy_status",
            "folder": "migrations",
            "layout": "golang-migrate",
            "dialect": "postgres",
            "files": {
              "up": "migrations/0001.sql"
            },
            "verdict": {
              "rollback": "exact",
              "deploy": "online",
              "oldCode": "keeps working",
              "certain": true
            },
            "statements": {
              "seen": 1,
              "analysed": 1
            },
            "findings": [],
            "suppressed": [],
            "notAnalysed": []
          },
          {
            "id": "0003_drop_legacy_status",
            "version": "0003",
            "name": "drop_legacy_status",
            "folder": "migrations",
            "layout": "golang-migrate",
            "dialect": "postgres",
            "files": {
              "up": "migrations/0003_drop_legacy_status.up.sql",
              "down": "migrations/0003_drop_legacy_status.down.sql"
            },
            "verdict": {
              "rollback": "needs backup",
              "deploy": "brief lock",
              "oldCode": "breaks",
              "certain": true
            },
            "statements": {
              "seen": 3,
              "analysed": 2
            },
            "findings": [
              {
                "rule": "no-drop-column",
                "antipattern": "DP-01",
                "rating": "HIGH",
                "severity": "error",
                "message": "Dropping \`orders.legacy_status\` loses its data.",
                "instead": "SELECT 2;",
                "docs": "https://example.com/no-drop-column",
                "file": "migrations/0003_drop_legacy_status.up.sql",
                "script": "up",
                "line": 2,
                "column": 20,
                "endLine": 2,
                "endColumn": 45
              },
              {
                "rule": "no-page",
                "antipattern": "DP-01",
                "rating": "HIGH",
                "severity": "warn",
                "message": "Dropping \`orders.legacy_status\` loses its data.",
                "file": "migrations/0003_drop_legacy_status.up.sql",
                "script": "up",
                "line": 1,
                "column": 1,
                "endLine": 1,
                "endColumn": 7
              }
            ],
            "suppressed": [
              {
                "finding": {
                  "rule": "no-drop-column",
                  "antipattern": "DP-01",
                  "rating": "HIGH",
                  "severity": "error",
                  "message": "Dropping \`orders.legacy_status\` loses its data.",
                  "docs": "https://example.com/no-drop-column",
                  "file": "migrations/0003_drop_legacy_status.up.sql",
                  "script": "up",
                  "line": 2,
                  "column": 1,
                  "endLine": 2,
                  "endColumn": 19
                },
                "reason": "Nothing reads it.",
                "comment": {
                  "file": "migrations/0003_drop_legacy_status.up.sql",
                  "line": 1,
                  "column": 1,
                  "endLine": 1,
                  "endColumn": 9
                }
              },
              {
                "finding": {
                  "rule": "no-drop-column",
                  "antipattern": "DP-01",
                  "rating": "HIGH",
                  "severity": "error",
                  "message": "Dropping \`orders.legacy_status\` loses its data.",
                  "docs": "https://example.com/no-drop-column",
                  "file": "migrations/0003_drop_legacy_status.up.sql",
                  "script": "up",
                  "line": 2,
                  "column": 1,
                  "endLine": 2,
                  "endColumn": 6
                },
                "comment": {
                  "file": "migrations/0003_drop_legacy_status.up.sql",
                  "line": 1,
                  "column": 1,
                  "endLine": 1,
                  "endColumn": 7
                }
              }
            ],
            "notAnalysed": [
              {
                "command": "DO",
                "kind": "dynamic",
                "reason": "This DO block runs SQL that it puts together at run time: EXECUTE format(…).",
                "file": "migrations/0003_drop_legacy_status.up.sql",
                "script": "up",
                "line": 1,
                "column": 1,
                "endLine": 1,
                "endColumn": 9
              }
            ]
          }
        ],
        "problems": [
          {
            "level": "error",
            "file": "migrations/0009.sql",
            "message": "It is gone."
          },
          {
            "level": "warning",
            "file": "migrations/0008.sql",
            "line": 2,
            "message": "It is odd."
          }
        ],
        "summary": {
          "migrations": 2,
          "statements": {
            "seen": 4,
            "analysed": 3
          },
          "errors": 1,
          "warnings": 1,
          "unjudged": 1,
          "fileWarnings": 1,
          "verdicts": {
            "rollback": {
              "exact": 1,
              "schema only": 0,
              "needs backup": 1,
              "impossible": 0
            },
            "deploy": {
              "online": 1,
              "brief lock": 1,
              "blocking": 0,
              "downtime": 0
            },
            "oldCode": {
              "keeps working": 1,
              "breaks": 1
            }
          }
        }
      }"
    `);
  });

  it('is what the published schema describes, no property more', () => {
    expect(findStrictSchemaErrors(jsonReport(sample, context({}, { docsUrl })))).toBeUndefined();
    expect(findStrictSchemaErrors(jsonReport(run(), context()))).toBeUndefined();
  });

  it('leaves the warnings out with --quiet, but counts them', () => {
    const { migrations, summary } = jsonReport(sample, context({}, { quiet: true }));
    expect(migrations.flatMap(({ findings }) => findings).map(({ severity }) => severity)).toEqual(['error']);
    expect(summary).toMatchObject({ errors: 1, warnings: 1, fileWarnings: 1 });
  });

  it('names every file as the reader sees it', () => {
    const shownPath = (path: string) => `seen/${path}`;
    const { migrations, problems } = jsonReport(sample, context({}, { shownPath }));
    const paths = [
      ...migrations.flatMap(({ folder, files, findings }) => [folder, files.up, files.down ?? files.up, ...findings.map(({ file }) => file)]),
      ...migrations.flatMap((each) => each.notAnalysed.map(({ file }) => file)),
      ...problems.map(({ file }) => file),
    ];
    expect(paths.filter((path) => !path.startsWith('seen/migrations'))).toEqual([]);
  });
});

describe('the schema', () => {
  const good = jsonReport(sample, context());

  it.each([
    ['a verdict that is none', { ...good, migrations: good.migrations.map((each) => ({ ...each, verdict: { ...each.verdict, rollback: 'maybe' } })) }],
    ['a missing summary', { ...good, summary: undefined }],
    ['another version', { ...good, schemaVersion: 2 }],
    ['a line before the first', { ...good, problems: [{ level: 'error', file: 'a.sql', line: 0, message: 'No.' }] }],
  ])('refuses %s', (_name, bad) => {
    expect(findSchemaErrors(bad)).toBeDefined();
  });

  it('lets later versions add properties', () => {
    expect(findSchemaErrors({ ...good, added: true })).toBeUndefined();
    expect(findStrictSchemaErrors({ ...good, added: true })).toBe('data should NOT have additional properties');
  });
});
