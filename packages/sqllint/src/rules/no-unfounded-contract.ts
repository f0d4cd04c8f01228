import { dialectNames } from '../dialect-name.ts';
import type { Target } from '../text/directives.ts';
import { defineRule } from './rule.ts';
import type { Contract, DirectiveContext, Report } from './rule.ts';

export const noUnfoundedContract = defineRule({
  name: 'no-unfounded-contract',
  antipattern: 'DP-01',
  severity: 'error',
  dialects: dialectNames,
  recommended: true,
  docs: { description: 'Disallow calling a removal the contract step of a migration that has not shipped before it' },
  directive(context) {
    const { directive, contract, isAnalysed } = context;
    if (directive.word !== 'sqllint-contract') return undefined;
    const { start, end } = directive;
    const [target] = directive.targets;
    if (!target) {
      return {
        message: 'This contract names no migration, so it is refused. Name the one that shipped before it and made what goes unnecessary.',
        range: { start, end },
      };
    }
    if (contract !== undefined && contract !== 'accepted') return refused(target, contract);
    if (context.isUsed('sqllint-contract') || !isAnalysed) return undefined;
    return withoutEffect(context);
  },
});

function refused({ name, start, end }: Target, contract: Exclude<Contract, 'accepted'>): Report {
  const range = { start, end };
  if (contract.refused === 'not shipped') {
    return {
      message: `Migration \`${name}\` has not shipped, so this contract is refused: both would be deployed at once, while code that needs what goes is still running. Ship \`${name}\` first, and this removal in a release after it.`,
      range,
    };
  }
  const { nearest, example } = contract;
  const advice =
    nearest !== undefined
      ? `Did you mean \`${nearest}\`?`
      : example !== undefined
        ? `A migration is named like the one before this: \`${example}\`.`
        : 'It is the first one.';
  return { message: `No migration \`${name}\` comes before this one, so this contract is refused. ${advice}`, range };
}

function withoutEffect({ directive: { start, end }, hasStatement }: DirectiveContext): Report {
  return {
    message: hasStatement
      ? 'The statement below breaks no code of the previous release, so this contract has no effect. Delete the comment, before it vouches for what a later change brings.'
      : 'No statement of this script follows this contract, so it has no effect. Put it above the removal, or delete it.',
    severity: 'warn',
    range: { start, end },
  };
}
