import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { formatNames } from '../../src/report/formats.ts';
import { findSarifErrors } from '../report/sarif-schema.ts';
import { createOrders, deleteOrders, dropChannel, folderWith, sqllint } from './command.ts';

/** Two findings, a statement that is not understood, a down without an up, and a path that does not exist. */
const files = {
  ...createOrders,
  ...dropChannel,
  ...deleteOrders,
  'migrations/0004_do.up.sql': "DO $$ BEGIN EXECUTE current_query(); END $$;\n",
  'migrations/0004_do.down.sql': 'SELECT 1;\n',
  'migrations/0005_lonely.down.sql': 'DROP TABLE orders;\n',
};

function printed(format: string, ...more: readonly string[]): string {
  const { code, stdout, stderr } = sqllint(['--format', format, 'migrations', 'nowhere', ...more], { cwd: folderWith(files) });
  expect(stderr).toBe('sqllint: nowhere: There is no such file or folder. Check the path.\n');
  expect(code).toBe(2);
  return stdout.replaceAll(ownVersion(), 'VERSION');
}

function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }; // Our own manifest.
  return version;
}

describe('--format github', () => {
  it('prints a workflow command for each finding, problem and blind spot, and the closing line', () => {
    expect(printed('github')).toMatchInlineSnapshot(`
      "::error file=nowhere,title=Not judged::There is no such file or folder. Check the path.
      ::error file=migrations/0002_drop_channel.up.sql,line=1,endLine=1,col=1,title=no-drop-column (DP-01 HIGH)::Dropping column \`orders.channel\` deletes its values: a down migration can add the column again, but only empty. Code of the previous release that still uses it fails at once.%0A%0AInstead:%0A-- First ship code that no longer uses orders.channel. In a later release keep the values, then drop:%0ACREATE TABLE orders_channel_kept AS SELECT id, channel FROM orders;%0A-- sqllint-contract <the last migration that shipped with that code>%0AALTER TABLE orders DROP COLUMN channel;%0A-- and in its down:%0AALTER TABLE orders ADD COLUMN channel text NOT NULL;%0AUPDATE orders t SET channel = k.channel FROM orders_channel_kept k WHERE k.id = t.id;%0ADROP TABLE orders_channel_kept;%0A%0Ahttps://unpkg.com/sqllint@VERSION/docs/rules/no-drop-column.md
      ::warning file=migrations/0003_delete_orders.up.sql,line=1,endLine=1,col=1,title=no-delete-rows (DP-01 HIGH)::This DELETE removes rows of \`orders\` that no down migration can bring back.%0A%0AInstead:%0A-- Keep what goes, so that the down can put it back:%0ACREATE TABLE orders_kept AS SELECT * FROM orders WHERE channel = 'fax';%0ADELETE FROM orders WHERE channel = 'fax';%0A-- and in the down:%0AINSERT INTO orders SELECT * FROM orders_kept;%0A%0Ahttps://unpkg.com/sqllint@VERSION/docs/rules/no-delete-rows.md
      ::warning file=migrations/0005_lonely.down.sql,title=About the files::This down script has no up script, so it was not checked. Add the up script, or delete this file.
      ::notice file=migrations/0004_do.up.sql,line=1,endLine=1,col=1,title=Not analysed::This block runs the SQL that current_query() returns, which only the server knows.
      4 migrations, 8 statements, 7 analysed. 1 error, 1 warning, 1 warning about the files. 1 path could not be judged.
      "
    `);
  });
});

describe('--format gitlab', () => {
  it('prints a code quality report', () => {
    expect(printed('gitlab')).toMatchInlineSnapshot(`
      "[
        {
          "description": "This down script has no up script, so it was not checked. Add the up script, or delete this file.",
          "check_name": "about-the-files",
          "fingerprint": "add3374eda01f83b4ca1d0a40c662191",
          "severity": "minor",
          "location": {
            "path": "migrations/0005_lonely.down.sql",
            "lines": {
              "begin": 1,
              "end": 1
            }
          }
        },
        {
          "description": "Dropping column \`orders.channel\` deletes its values: a down migration can add the column again, but only empty. Code of the previous release that still uses it fails at once.",
          "check_name": "no-drop-column",
          "fingerprint": "bdcd286bd4cd9cc58dbb802d45a4fee0",
          "severity": "critical",
          "location": {
            "path": "migrations/0002_drop_channel.up.sql",
            "lines": {
              "begin": 1,
              "end": 1
            }
          }
        },
        {
          "description": "This DELETE removes rows of \`orders\` that no down migration can bring back.",
          "check_name": "no-delete-rows",
          "fingerprint": "9dd32e89bf8a8af6d03f3de5d2eca749",
          "severity": "major",
          "location": {
            "path": "migrations/0003_delete_orders.up.sql",
            "lines": {
              "begin": 1,
              "end": 1
            }
          }
        },
        {
          "description": "This block runs the SQL that current_query() returns, which only the server knows.",
          "check_name": "not-analysed",
          "fingerprint": "028551841edd7c27ac916bc224813d98",
          "severity": "info",
          "location": {
            "path": "migrations/0004_do.up.sql",
            "lines": {
              "begin": 1,
              "end": 1
            }
          }
        },
        {
          "description": "There is no such file or folder. Check the path.",
          "check_name": "not-judged",
          "fingerprint": "f43f8489511f361881d394edb77e5ee5",
          "severity": "blocker",
          "location": {
            "path": "nowhere",
            "lines": {
              "begin": 1,
              "end": 1
            }
          }
        }
      ]
      "
    `);
  });

  it('prints an empty report when all is well, which GitLab needs to close old findings', () => {
    expect(sqllint(['--format', 'gitlab'], { cwd: folderWith(createOrders) })).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
  });
});

describe('--format junit', () => {
  it('prints a test suite for each folder and a test case for each migration', () => {
    expect(printed('junit')).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="sqllint" tests="5" failures="1" errors="1">
      <testsuite name="migrations" tests="4" failures="1" errors="0" skipped="0">
      <testcase name="0001_create_orders" classname="migrations" file="migrations/0001_create_orders.up.sql">
      <system-out>rollback exact · deploy online · old code keeps working</system-out>
      </testcase>
      <testcase name="0002_drop_channel" classname="migrations" file="migrations/0002_drop_channel.up.sql">
      <failure type="no-drop-column" message="Dropping column \`orders.channel\` deletes its values: a down migration can add the column again, but only empty. Code of the previous release that still uses it fails at once.">rollback schema only · deploy brief lock · old code breaks

      migrations/0002_drop_channel.up.sql:1:1: error: Dropping column \`orders.channel\` deletes its values: a down migration can add the column again, but only empty. Code of the previous release that still uses it fails at once. no-drop-column (DP-01 HIGH)
      Instead:
      -- First ship code that no longer uses orders.channel. In a later release keep the values, then drop:
      CREATE TABLE orders_channel_kept AS SELECT id, channel FROM orders;
      -- sqllint-contract &lt;the last migration that shipped with that code&gt;
      ALTER TABLE orders DROP COLUMN channel;
      -- and in its down:
      ALTER TABLE orders ADD COLUMN channel text NOT NULL;
      UPDATE orders t SET channel = k.channel FROM orders_channel_kept k WHERE k.id = t.id;
      DROP TABLE orders_channel_kept;</failure>
      <system-out>rollback schema only · deploy brief lock · old code breaks</system-out>
      </testcase>
      <testcase name="0003_delete_orders" classname="migrations" file="migrations/0003_delete_orders.up.sql">
      <system-out>rollback needs backup · deploy brief lock · old code keeps working

      migrations/0003_delete_orders.up.sql:1:1: warning: This DELETE removes rows of \`orders\` that no down migration can bring back. no-delete-rows (DP-01 HIGH)
      Instead:
      -- Keep what goes, so that the down can put it back:
      CREATE TABLE orders_kept AS SELECT * FROM orders WHERE channel = 'fax';
      DELETE FROM orders WHERE channel = 'fax';
      -- and in the down:
      INSERT INTO orders SELECT * FROM orders_kept;</system-out>
      </testcase>
      <testcase name="0004_do" classname="migrations" file="migrations/0004_do.up.sql">
      <system-out>rollback exact? · deploy online · old code keeps working

      Not analysed: migrations/0004_do.up.sql:1:1: This block runs the SQL that current_query() returns, which only the server knows.</system-out>
      </testcase>
      <system-out>migrations/0005_lonely.down.sql: This down script has no up script, so it was not checked. Add the up script, or delete this file.

      4 migrations, 8 statements, 7 analysed. 1 error, 1 warning, 1 warning about the files.</system-out>
      </testsuite>
      <testsuite name="nowhere" tests="1" failures="0" errors="1" skipped="0">
      <testcase name="nowhere" classname="nowhere" file="nowhere">
      <error message="There is no such file or folder. Check the path." type="not judged"/>
      </testcase>
      <system-out>0 migrations, no statements. Nothing to report in what could be judged. 1 path could not be judged.</system-out>
      </testsuite>
      </testsuites>
      "
    `);
  });
});

describe('--format markdown', () => {
  it('prints a comment for a pull request', () => {
    expect(printed('markdown')).toMatchInlineSnapshot(`
      "<!-- sqllint -->

      ### sqllint

      4 migrations, 8 statements, 7 analysed. 1 error, 1 warning, 1 warning about the files. 1 path could not be judged.

      | Migration | Rollback | Deploy | Old code |
      | --- | --- | --- | --- |
      | \`0002_drop_channel\` | schema only | brief lock | **breaks** |
      | \`0003_delete_orders\` | **needs backup** | brief lock | keeps working |
      | \`0004_do\` | exact? | online | keeps working |

      Nothing to report about the other migration.

      <details>
      <summary><code>migrations/0002_drop_channel.up.sql</code>: 1 error</summary>

      rollback schema only · deploy brief lock · old code breaks

      **Error**, line 1: Dropping column \`orders.channel\` deletes its values: a down migration can add the column again, but only empty. Code of the previous release that still uses it fails at once. [\`no-drop-column\`](https://unpkg.com/sqllint@VERSION/docs/rules/no-drop-column.md) (DP-01 HIGH)

      \`\`\`text
      1 | ALTER TABLE orders DROP COLUMN channel;
        | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      \`\`\`

      Instead:

      \`\`\`sql
      -- First ship code that no longer uses orders.channel. In a later release keep the values, then drop:
      CREATE TABLE orders_channel_kept AS SELECT id, channel FROM orders;
      -- sqllint-contract <the last migration that shipped with that code>
      ALTER TABLE orders DROP COLUMN channel;
      -- and in its down:
      ALTER TABLE orders ADD COLUMN channel text NOT NULL;
      UPDATE orders t SET channel = k.channel FROM orders_channel_kept k WHERE k.id = t.id;
      DROP TABLE orders_channel_kept;
      \`\`\`

      </details>

      <details>
      <summary><code>migrations/0003_delete_orders.up.sql</code>: 1 warning</summary>

      rollback needs backup · deploy brief lock · old code keeps working

      **Warning**, line 1: This DELETE removes rows of \`orders\` that no down migration can bring back. [\`no-delete-rows\`](https://unpkg.com/sqllint@VERSION/docs/rules/no-delete-rows.md) (DP-01 HIGH)

      \`\`\`text
      1 | DELETE FROM orders WHERE channel = 'fax';
        | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      \`\`\`

      Instead:

      \`\`\`sql
      -- Keep what goes, so that the down can put it back:
      CREATE TABLE orders_kept AS SELECT * FROM orders WHERE channel = 'fax';
      DELETE FROM orders WHERE channel = 'fax';
      -- and in the down:
      INSERT INTO orders SELECT * FROM orders_kept;
      \`\`\`

      </details>

      **About the files**

      - \`migrations/0005_lonely.down.sql\`: This down script has no up script, so it was not checked. Add the up script, or delete this file.
      - **Not judged**: \`nowhere\`: There is no such file or folder. Check the path.

      **Not analysed**: 1 place

      - \`migrations/0004_do.up.sql:1:1\`: This block runs the SQL that current\\_query() returns, which only the server knows.
      "
    `);
  });
});

describe('--format sarif', () => {
  it('prints a log that is valid by the schema of SARIF 2.1.0', () => {
    const log: unknown = JSON.parse(printed('sarif'));
    expect(findSarifErrors(log)).toBeUndefined();
  });

  it('describes every rule and shows the run', () => {
    const stdout = printed('sarif');
    const reported = ['no-drop-column', 'no-delete-rows'];
    // The rules that have nothing to say here are left out, so that a new rule does not change this text.
    const shown: unknown = JSON.parse(stdout, (key, value: unknown) =>
      key === 'rules' && Array.isArray(value) ? value.filter((rule: { id: string }) => reported.includes(rule.id)) : key === 'ruleIndex' ? 'INDEX' : value,
    );
    expect(JSON.stringify(shown, undefined, 2)).toMatchInlineSnapshot(`
      "{
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
          {
            "tool": {
              "driver": {
                "name": "sqllint",
                "version": "VERSION",
                "semanticVersion": "VERSION",
                "rules": [
                  {
                    "id": "no-delete-rows",
                    "shortDescription": {
                      "text": "Disallow deleting rows without keeping a copy, since no down migration can bring them back."
                    },
                    "fullDescription": {
                      "text": "Disallow deleting rows without keeping a copy, since no down migration can bring them back. The migration drops, renames or overwrites something that the previous release still uses. A down script may bring the shape back, but not the values that were in it."
                    },
                    "help": {
                      "text": "DP-01, Non-reversible database migration: Rolling back the code is not enough: the old version meets a schema it does not know, and lost data only returns from a backup, with the service down and without what was written since.\\n\\nAdd the new shape, move the data and the code over to it, and remove the old shape in a later release, when nothing uses it any more.\\n\\nhttps://unpkg.com/sqllint@VERSION/docs/rules/no-delete-rows.md",
                      "markdown": "DP-01, Non-reversible database migration: Rolling back the code is not enough: the old version meets a schema it does not know, and lost data only returns from a backup, with the service down and without what was written since.\\n\\nAdd the new shape, move the data and the code over to it, and remove the old shape in a later release, when nothing uses it any more.\\n\\n[no-delete-rows](https://unpkg.com/sqllint@VERSION/docs/rules/no-delete-rows.md)"
                    },
                    "helpUri": "https://unpkg.com/sqllint@VERSION/docs/rules/no-delete-rows.md",
                    "defaultConfiguration": {
                      "enabled": true,
                      "level": "warning"
                    },
                    "properties": {
                      "tags": [
                        "delivery",
                        "migrations",
                        "DP-01"
                      ],
                      "antipattern": "DP-01",
                      "antipatternTitle": "Non-reversible database migration",
                      "seems": "Misconfiguration",
                      "factor": "Output correctness",
                      "typicalSeverity": "HIGH",
                      "maturity": "HYG",
                      "irreversible": "Data that a migration has dropped or overwritten is gone, and no command brings it back.",
                      "maturityCriterion": "2.2",
                      "dialects": [
                        "postgres",
                        "mysql",
                        "mariadb",
                        "sqlite"
                      ]
                    }
                  },
                  {
                    "id": "no-drop-column",
                    "shortDescription": {
                      "text": "Disallow dropping a column, whose values no down migration can bring back."
                    },
                    "fullDescription": {
                      "text": "Disallow dropping a column, whose values no down migration can bring back. The migration drops, renames or overwrites something that the previous release still uses. A down script may bring the shape back, but not the values that were in it."
                    },
                    "help": {
                      "text": "DP-01, Non-reversible database migration: Rolling back the code is not enough: the old version meets a schema it does not know, and lost data only returns from a backup, with the service down and without what was written since.\\n\\nAdd the new shape, move the data and the code over to it, and remove the old shape in a later release, when nothing uses it any more.\\n\\nhttps://unpkg.com/sqllint@VERSION/docs/rules/no-drop-column.md",
                      "markdown": "DP-01, Non-reversible database migration: Rolling back the code is not enough: the old version meets a schema it does not know, and lost data only returns from a backup, with the service down and without what was written since.\\n\\nAdd the new shape, move the data and the code over to it, and remove the old shape in a later release, when nothing uses it any more.\\n\\n[no-drop-column](https://unpkg.com/sqllint@VERSION/docs/rules/no-drop-column.md)"
                    },
                    "helpUri": "https://unpkg.com/sqllint@VERSION/docs/rules/no-drop-column.md",
                    "defaultConfiguration": {
                      "enabled": true,
                      "level": "error"
                    },
                    "properties": {
                      "tags": [
                        "delivery",
                        "migrations",
                        "DP-01"
                      ],
                      "antipattern": "DP-01",
                      "antipatternTitle": "Non-reversible database migration",
                      "seems": "Misconfiguration",
                      "factor": "Output correctness",
                      "typicalSeverity": "HIGH",
                      "maturity": "HYG",
                      "irreversible": "Data that a migration has dropped or overwritten is gone, and no command brings it back.",
                      "maturityCriterion": "2.2",
                      "dialects": [
                        "postgres",
                        "mysql",
                        "mariadb",
                        "sqlite"
                      ]
                    }
                  }
                ],
                "notifications": [
                  {
                    "id": "about-the-files",
                    "shortDescription": {
                      "text": "Something about the files is wrong, or keeps them from being judged."
                    }
                  },
                  {
                    "id": "not-analysed",
                    "shortDescription": {
                      "text": "A statement could not be analysed, so that silence about it means nothing."
                    }
                  }
                ]
              }
            },
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": {
              "%SRCROOT%": {
                "description": {
                  "text": "The root of the repository."
                }
              }
            },
            "invocations": [
              {
                "executionSuccessful": false,
                "toolExecutionNotifications": [
                  {
                    "descriptor": {
                      "id": "about-the-files",
                      "index": 0
                    },
                    "level": "warning",
                    "message": {
                      "text": "This down script has no up script, so it was not checked. Add the up script, or delete this file."
                    },
                    "locations": [
                      {
                        "physicalLocation": {
                          "artifactLocation": {
                            "uri": "migrations/0005_lonely.down.sql",
                            "uriBaseId": "%SRCROOT%"
                          }
                        }
                      }
                    ]
                  },
                  {
                    "descriptor": {
                      "id": "about-the-files",
                      "index": 0
                    },
                    "level": "error",
                    "message": {
                      "text": "There is no such file or folder. Check the path."
                    },
                    "locations": [
                      {
                        "physicalLocation": {
                          "artifactLocation": {
                            "uri": "nowhere",
                            "uriBaseId": "%SRCROOT%"
                          }
                        }
                      }
                    ]
                  },
                  {
                    "descriptor": {
                      "id": "not-analysed",
                      "index": 1
                    },
                    "level": "note",
                    "message": {
                      "text": "This block runs the SQL that current_query() returns, which only the server knows."
                    },
                    "locations": [
                      {
                        "physicalLocation": {
                          "artifactLocation": {
                            "uri": "migrations/0004_do.up.sql",
                            "uriBaseId": "%SRCROOT%"
                          },
                          "region": {
                            "startLine": 1,
                            "startColumn": 1,
                            "endLine": 1,
                            "endColumn": 44
                          }
                        }
                      }
                    ],
                    "properties": {
                      "kind": "dynamic",
                      "command": "DO"
                    }
                  }
                ]
              }
            ],
            "results": [
              {
                "ruleId": "no-drop-column",
                "ruleIndex": "INDEX",
                "level": "error",
                "message": {
                  "text": "Dropping column \`orders.channel\` deletes its values: a down migration can add the column again, but only empty. Code of the previous release that still uses it fails at once.\\n\\nInstead:\\n-- First ship code that no longer uses orders.channel. In a later release keep the values, then drop:\\nCREATE TABLE orders_channel_kept AS SELECT id, channel FROM orders;\\n-- sqllint-contract <the last migration that shipped with that code>\\nALTER TABLE orders DROP COLUMN channel;\\n-- and in its down:\\nALTER TABLE orders ADD COLUMN channel text NOT NULL;\\nUPDATE orders t SET channel = k.channel FROM orders_channel_kept k WHERE k.id = t.id;\\nDROP TABLE orders_channel_kept;"
                },
                "locations": [
                  {
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "migrations/0002_drop_channel.up.sql",
                        "uriBaseId": "%SRCROOT%"
                      },
                      "region": {
                        "startLine": 1,
                        "startColumn": 1,
                        "endLine": 1,
                        "endColumn": 39
                      }
                    }
                  }
                ],
                "partialFingerprints": {
                  "sqllint/v1": "bdcd286bd4cd9cc58dbb802d45a4fee0"
                },
                "properties": {
                  "migration": "0002_drop_channel",
                  "script": "up",
                  "verdict": {
                    "rollback": "schema only",
                    "deploy": "brief lock",
                    "oldCode": "breaks",
                    "certain": true
                  }
                }
              },
              {
                "ruleId": "no-delete-rows",
                "ruleIndex": "INDEX",
                "level": "warning",
                "message": {
                  "text": "This DELETE removes rows of \`orders\` that no down migration can bring back.\\n\\nInstead:\\n-- Keep what goes, so that the down can put it back:\\nCREATE TABLE orders_kept AS SELECT * FROM orders WHERE channel = 'fax';\\nDELETE FROM orders WHERE channel = 'fax';\\n-- and in the down:\\nINSERT INTO orders SELECT * FROM orders_kept;"
                },
                "locations": [
                  {
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "migrations/0003_delete_orders.up.sql",
                        "uriBaseId": "%SRCROOT%"
                      },
                      "region": {
                        "startLine": 1,
                        "startColumn": 1,
                        "endLine": 1,
                        "endColumn": 41
                      }
                    }
                  }
                ],
                "partialFingerprints": {
                  "sqllint/v1": "9dd32e89bf8a8af6d03f3de5d2eca749"
                },
                "properties": {
                  "migration": "0003_delete_orders",
                  "script": "up",
                  "verdict": {
                    "rollback": "needs backup",
                    "deploy": "brief lock",
                    "oldCode": "keeps working",
                    "certain": true
                  }
                }
              }
            ],
            "properties": {
              "migrations": 4,
              "statements": {
                "seen": 8,
                "analysed": 7
              },
              "errors": 1,
              "warnings": 1,
              "unjudged": 1,
              "fileWarnings": 1,
              "postgresVersion": 14,
              "verdicts": {
                "rollback": {
                  "exact": 2,
                  "schema only": 1,
                  "needs backup": 1,
                  "impossible": 0
                },
                "deploy": {
                  "online": 2,
                  "brief lock": 2,
                  "blocking": 0,
                  "downtime": 0
                },
                "oldCode": {
                  "keeps working": 3,
                  "breaks": 1
                }
              }
            }
          }
        ]
      }"
    `);
  });
});

describe('every format', () => {
  it.each(formatNames.filter((name) => name !== 'stylish'))('%s names files from the root of the repository or from here, never by where the machine has them', (format) => {
    const cwd = folderWith(files);
    const { stdout } = sqllint(['--format', format, `${cwd}/migrations`], { cwd });
    expect(stdout).toContain('migrations/0002_drop_channel.up.sql');
    expect(stdout).not.toContain(cwd);
  });

  it.each(['sarif', 'github', 'gitlab', 'markdown'])('%s names files from the root of the repository when it runs further down', (format) => {
    const cwd = folderWith({ ...Object.fromEntries(Object.entries(files).map(([name, sql]) => [`services/shop/${name}`, sql])), '.git': 'gitdir: elsewhere\n' });
    const { stdout } = sqllint(['--format', format], { cwd: `${cwd}/services/shop` });
    expect(stdout).toContain('services/shop/migrations/0002_drop_channel.up.sql');
  });
});
