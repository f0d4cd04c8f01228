import type { Rule } from 'eslint';
import { RuleTester } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import { afterAll, describe, it } from 'vitest';
import type { DeliveryRule } from '../src/create-rule.ts';

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;
// RuleTester looks for mocha's hook by this name and has no way to be told.
Object.assign(RuleTester, { afterAll });

/** Runs ESLint's own RuleTester over TypeScript code and insists on whole messages and whole positions. */
export function testRule<MessageId extends string, Options extends readonly unknown[]>(
  rule: DeliveryRule<MessageId, Options>,
  { valid, invalid }: { valid: RuleTester.ValidTestCase[]; invalid: RuleTester.InvalidTestCase[] },
): void {
  const tester = new RuleTester({ languageOptions: { parser } });
  tester.run(rule.name, asEslintRule(rule), {
    valid,
    invalid,
    assertionOptions: { requireMessage: 'message', requireLocation: true },
  });
}

/** ESLint's and typescript-eslint's types of a rule do not meet, see `src/plugin.ts`. */
export function asEslintRule(rule: object): Rule.RuleModule {
  return rule as Rule.RuleModule;
}
