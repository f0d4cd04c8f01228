import { dialectNames } from '../dialect-name.ts';
import { directiveWords } from '../text/directives.ts';
import type { Directive, Target } from '../text/directives.ts';
import { nearest } from '../text/nearest.ts';
import { defineRule } from './rule.ts';
import type { DirectiveContext, Report } from './rule.ts';

export const noUnusedSuppression = defineRule({
  name: 'no-unused-suppression',
  antipattern: 'DP-01',
  severity: 'warn',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow a comment that switches off a rule which has nothing to report there' },
  directive(context) {
    const { word, targets } = context.directive;
    if (word === 'sqllint-contract') return undefined;
    if (!directiveWords.some((known) => known === word)) return unknownWord(context.directive);
    if (targets.length === 0) return withoutRules(context.directive);
    return targets.flatMap((target) => reportOn(target, context) ?? []);
  },
});

function unknownWord({ word, start, end }: Directive): Report {
  // Who knows ESLint writes “disable-next-line” or plain “disable”.
  const guess = directiveWords.find((known) => known.startsWith(word.replace(/-line$/u, ''))) ?? nearest(word, directiveWords);
  const advice = guess === undefined ? `The words are ${directiveWords.join(', ')}.` : `Did you mean \`${guess}\`?`;
  return { message: `\`${word}\` is no word that sqllint knows, so this comment has no effect. ${advice}`, range: { start, end } };
}

function withoutRules({ word, start, end }: Directive): Report {
  return {
    message: `This comment names no rule, so it has no effect: what is switched off has a name.`,
    instead: `-- ${word} no-drop-table -- why this is safe here`,
    range: { start, end },
  };
}

function reportOn(target: Target, { directive, hasStatement, isAnalysed, isUsed, wasAsked, ruleNames }: DirectiveContext): Report | undefined {
  const { name, start, end } = target;
  const range = { start, end };
  if (!ruleNames.includes(name)) {
    // In ESLint the rules have a prefix.
    const guess = nearest(name.slice(name.lastIndexOf('/') + 1), ruleNames);
    const advice = guess === undefined ? 'The names stand behind each finding.' : `Did you mean \`${guess}\`?`;
    return { message: `There is no rule \`${name}\`, so this comment switches nothing off. ${advice}`, range };
  }
  if (isUsed(name) || !isAnalysed || !wasAsked(name)) return undefined;
  const others = directive.targets.length > 1 ? `Take \`${name}\` out of it` : 'Delete it';
  const advice = `${others}, before it hides what a later change brings.`;
  if (directive.word === 'sqllint-disable-file') {
    return { message: `\`${name}\` has nothing to report in this file, so this comment has no effect. ${advice}`, range };
  }
  if (!hasStatement) {
    return { message: `No statement of this script follows this comment, so it has no effect. Put it above the statement that \`${name}\` reports, or delete it.`, range };
  }
  return { message: `\`${name}\` has nothing to report in the statement below, so this comment has no effect. ${advice}`, range };
}
