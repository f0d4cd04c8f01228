import type { TSESLint } from '@typescript-eslint/utils';
import { dialectNames, dialectTitled } from 'sqllint';
import type { Finding } from 'sqllint';
import type { Use } from 'sqllint/workspace';
import { baselineMessages, sinceBaseline } from '../comparison/since-baseline.ts';
import type { BaselineMessageId } from '../comparison/since-baseline.ts';
import { usesAt } from '../comparison/uses-at.ts';
import { ruleDocumentationUrl } from '../documentation-url.ts';
import type { Baseline } from '../project/baseline.ts';
import type { LintCode } from './lint-code-once.ts';
import { asCode, locationInCode, locationOf } from './sql-rule.ts';
import type { LintFile, SqlRule } from './sql-rule.ts';

type MessageId = BaselineMessageId | 'stillUsed';

/** How many places a message names; the others are counted. */
const namedPlaces = 3;

/**
 * The rule that looks at the other half of a deployment: while a migration removes or renames something, instances of
 * the version before it still run, and their code is that of the baseline. What that code does not use may go.
 */
export function noContractBeforeDeploy(lint: LintFile, lintCode: LintCode): SqlRule<MessageId> {
  return {
    meta: {
      type: 'problem',
      docs: {
        description: 'Disallow removing or renaming tables and columns that the version before the change still uses',
        url: ruleDocumentationUrl('no-contract-before-deploy'),
        recommended: false,
        antipattern: 'DP-01',
        dialects: dialectNames.map(dialectTitled),
      },
      languages: ['delivery/sql', 'js/js'],
      messages: {
        ...baselineMessages,
        stillUsed:
          '{{what}} goes away here, and the version before this change still uses it: {{places}}. Its instances fail from the migration on until all of them are replaced. Stop using it in one release, and remove it in the next.',
      },
      schema: [],
    },
    create(context) {
      // The context of a language's own rule has all that is asked of one for code.
      const comparing = context as unknown as Readonly<TSESLint.RuleContext<MessageId, readonly []>>;
      const isCode = (context.sourceCode.ast.type as string) === 'Program'; // the type of a rule has one language
      const listeners = sinceBaseline(comparing, ({ baseline, file, earlier }) => {
        // What was there has been applied somewhere, whatever is written into it now, and wherever it lies now.
        if (earlier || hasMoved(baseline, file)) return;
        const { findings } = isCode ? lintCode(asCode(context)) : lint(context);
        const { text } = context.sourceCode;
        const removals = onePerPlace(findings).filter(({ removes, start, end }) => {
          const name = removes?.column ?? removes?.table ?? '';
          // What is put together when it runs may be put back in the same way.
          return name !== '' && text.slice(start, end).includes(name);
        });
        if (removals.length === 0) return;
        const uses = usesAt(baseline, removals.flatMap(({ removes }) => removes ?? []), file);
        for (const finding of removals) {
          const { removes } = finding;
          const found = removes && uses.get(removes);
          if (!found) continue;
          const what = `\`${removes.column === undefined ? removes.table : `${removes.table}.${removes.column}`}\``;
          context.report({ loc: isCode ? locationInCode(finding) : locationOf(finding), messageId: 'stillUsed', data: { what, places: placesOf(found) } });
        }
      });
      return listeners as object; // under the name of the root, whatever it is
    },
  };
}

/** Two rules may speak of the same removal. */
function onePerPlace(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.filter(({ removes }) => removes).map((finding) => [`${finding.start} ${finding.removes?.table} ${finding.removes?.column}`, finding])).values()];
}

/** Whether the baseline has the migration in another folder: under its name, or under that of its own folder. */
function hasMoved(baseline: Baseline, file: string): boolean {
  const path = baseline.pathOf(file).split('/');
  const name = `/${path.slice(/\d{4}/u.test(path.at(-1) ?? '') ? -1 : -2).join('/')}`;
  for (const other of baseline.files()) if (`/${other}`.endsWith(name)) return true;
  return false;
}

function placesOf(uses: readonly Use[]): string {
  const places = uses.slice(0, namedPlaces).map(({ file, line }) => `${file}:${line}`);
  const more = uses.length - places.length;
  if (more > 0) return `${places.join(', ')} and ${more} more`;
  return places.length === 1 ? places.join('') : `${places.slice(0, -1).join(', ')} and ${places.at(-1) ?? ''}`;
}
