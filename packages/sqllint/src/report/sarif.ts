import type { Log, Notification, Result, Run } from 'sarif';

import type { Finding, LintResult, MigrationResult, NotAnalysed } from '../lint-result.ts';
import type { FileProblem } from '../migrations/migration.ts';
import { fingerprinter } from './fingerprint.ts';
import type { Report, ReportContext } from './report.ts';
import { sarifFileLocation, sarifLocation, sourceRoot } from './sarif-location.ts';
import { levels, sarifRule } from './sarif-rule.ts';
import { shownFindings } from './shown-findings.ts';
import { totalsOf } from './totals.ts';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** For code scanning: a log of the Static Analysis Results Interchange Format, version 2.1.0. */
export const sarif: Report = (result, context) => JSON.stringify(sarifLog(result, context), undefined, 2);

/** The same as an object. */
export function sarifLog(result: LintResult, context: ReportContext): Log {
  return { $schema: schema, version: '2.1.0', runs: [runOf(result, context)] };
}

function runOf({ sets }: LintResult, context: ReportContext): Run {
  const migrations = sets.flatMap((set) => set.migrations);
  const { verdicts, baselined, ...totals } = totalsOf(sets);
  const fingerprintOf = fingerprinter(context);
  return {
    tool: {
      driver: {
        name: 'sqllint',
        version: context.version,
        semanticVersion: context.version,
        rules: context.rules.map((rule) => sarifRule(rule, context.docsUrl(rule.name))),
        notifications: [
          { id: 'about-the-files', shortDescription: { text: 'Something about the files is wrong, or keeps them from being judged.' } },
          { id: 'not-analysed', shortDescription: { text: 'A statement could not be analysed, so that silence about it means nothing.' } },
        ],
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [sourceRoot]: { description: { text: 'The root of the repository.' } } },
    invocations: [
      {
        executionSuccessful: totals.unjudged === 0,
        toolExecutionNotifications: [
          ...sets.flatMap(({ problems }) => problems.map((problem) => problemNotification(problem, context))),
          ...migrations.flatMap(({ notAnalysed }) => notAnalysed.map((part) => notAnalysedNotification(part, context))),
        ],
      },
    ],
    results: migrations.flatMap((migration) => resultsOf(migration, fingerprintOf, context)),
    properties: {
      ...totals,
      ...(baselined === 0 ? {} : { baselined }),
      postgresVersion: context.postgresVersion,
      verdicts: {
        rollback: Object.fromEntries(verdicts.rollback),
        deploy: Object.fromEntries(verdicts.deploy),
        oldCode: Object.fromEntries(verdicts.oldCode),
      },
    },
  };
}

/** What was found, then what was found and explained away or recorded before, which SARIF keeps with the reason. */
function resultsOf(migration: MigrationResult, fingerprintOf: (finding: Finding) => string, context: ReportContext): Result[] {
  return [
    ...shownFindings(migration, context).map((finding) => resultOf(finding, migration, fingerprintOf(finding), context)),
    ...migration.suppressed.map(({ finding, reason, comment }): Result => ({
      ...resultOf(finding, migration, fingerprintOf(finding), context),
      suppressions: [
        {
          kind: 'inSource',
          status: 'accepted',
          ...(reason === undefined ? {} : { justification: reason }),
          location: sarifLocation(comment, context),
        },
      ],
    })),
    ...(migration.baselined ?? []).map((finding): Result => ({
      ...resultOf(finding, migration, fingerprintOf(finding), context),
      suppressions: [{ kind: 'external', status: 'accepted', justification: 'Recorded in the baseline.' }],
    })),
  ];
}

function resultOf(finding: Finding, migration: MigrationResult, fingerprint: string, context: ReportContext): Result {
  const { rule, severity, message, instead, script } = finding;
  const index = context.rules.findIndex(({ name }) => name === rule);
  return {
    ruleId: rule,
    ...(index < 0 ? {} : { ruleIndex: index }),
    level: levels[severity],
    message: { text: instead === undefined ? message : `${message}\n\nInstead:\n${instead.trim()}` },
    locations: [sarifLocation(finding, context)],
    partialFingerprints: { 'sqllint/v1': fingerprint },
    properties: { migration: migration.id, script, verdict: { ...migration.verdict } },
  };
}

function problemNotification({ level, file, line, message }: FileProblem, context: ReportContext): Notification {
  return {
    descriptor: { id: 'about-the-files', index: 0 },
    level,
    message: { text: message },
    locations: [sarifFileLocation(file, line, context)],
  };
}

function notAnalysedNotification(part: NotAnalysed, context: ReportContext): Notification {
  return {
    descriptor: { id: 'not-analysed', index: 1 },
    level: 'note',
    message: { text: part.reason },
    locations: [sarifLocation(part, context)],
    properties: { kind: part.kind, command: part.command },
  };
}
