import { describe, expect, it } from 'vitest';

import { github } from '../../src/report/github.ts';
import { gitlab } from '../../src/report/gitlab.ts';
import { junit } from '../../src/report/junit.ts';
import { markdown, maximumLength } from '../../src/report/markdown.ts';
import { sarifLog } from '../../src/report/sarif.ts';
import { commentOn, context, finding, migration, run, set } from './sample-run.ts';
import { findSarifErrors } from './sarif-schema.ts';

const up = 'migrations/0003_drop_legacy_status.up.sql';
const sql = 'SELECT 1;\nALTER TABLE orders DROP COLUMN legacy_status;\n';
const marked = 'DROP COLUMN legacy_status';

function fingerprintIn(text: string): unknown {
  const [issue] = JSON.parse(gitlab(run(set([migration({ findings: [finding(text, marked)] })])), context({ [up]: text }))) as { fingerprint: string }[]; // One finding went in.
  return issue?.fingerprint;
}

describe('a fingerprint', () => {
  it('stays when lines are added above and when white space changes elsewhere', () => {
    expect(fingerprintIn(`-- a\n\n${sql}`)).toBe(fingerprintIn(sql));
  });

  it('differs between two findings on the same SQL', () => {
    const findings = [finding(sql, marked), finding(sql, marked)];
    const issues = JSON.parse(gitlab(run(set([migration({ findings })])), context({ [up]: sql }))) as { fingerprint: string }[]; // Both went in.
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });
});

describe('github', () => {
  it('encodes what would end a command or a property', () => {
    const odd = finding(sql, marked, { file: 'a,b:c%.sql', message: '100 %\r\n::error::x\u001b[31m' });
    expect(github(run(set([migration({ findings: [odd] })])), context({}, { docsUrl: () => undefined })).split('\n')[0]).toBe(
      '::error file=a%2Cb%3Ac%25.sql,line=2,endLine=2,col=20,title=no-drop-column (DP-01 HIGH)::100 %25␍%0A::error::x␛[31m',
    );
  });
});

describe('junit', () => {
  it('escapes what XML reserves and replaces what it cannot hold', () => {
    const odd = finding(sql, marked, { message: 'a < b & "c"\n\ud800 \ufffe' });
    expect(junit(run(set([migration({ findings: [odd] })])), context())).toContain('message="a &lt; b &amp; &quot;c&quot;&#10;\ufffd \ufffd"');
  });
});

describe('sarif', () => {
  it('is valid for an empty run, and for findings that a comment explains away', () => {
    const suppressed = [{ finding: finding(sql, marked), reason: 'Nobody reads it.', comment: commentOn(sql, 'SELECT 1') }];
    const log = sarifLog(run(set([migration({ suppressed })])), context({ [up]: sql }));
    expect(findSarifErrors(log)).toBeUndefined();
    expect(findSarifErrors(sarifLog(run(), context()))).toBeUndefined();
    expect(log.runs[0]?.results?.[0]?.suppressions).toMatchObject([{ kind: 'inSource', justification: 'Nobody reads it.' }]);
  });

  it('would be refused with a level that is none', () => {
    const log = sarifLog(run(set([migration({ findings: [finding(sql, marked)] })])), context());
    expect(findSarifErrors(JSON.parse(JSON.stringify(log).replace('"level":"error","message"', '"level":"bad","message"')))).toContain('level');
  });
});

describe('markdown', () => {
  it('lets no text become markup or call a person', () => {
    const odd = finding(sql, marked, { message: 'Hello @team <b> | `a|b`.' });
    expect(markdown(run(set([migration({ findings: [odd] })])), context())).toContain(String.raw`Hello @<!-- -->team \<b\> \| ${'`a|b`'}.`);
  });

  it('stays as short as a comment has to be, and counts what it leaves out', () => {
    const many = Array.from({ length: 2000 }, () => finding(sql, marked));
    const text = markdown(run(set([migration({ findings: many })])), context({ [up]: sql }));
    expect(text.length).toBeLessThanOrEqual(maximumLength);
    const shown = text.match(/\*\*Error\*\*/gu)?.length ?? 0;
    expect(shown).toBeGreaterThan(50);
    expect(text).toContain(`**${2000 - shown} more findings** did not fit into 65,536 characters`);
  });
});
