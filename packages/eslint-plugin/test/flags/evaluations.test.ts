import * as parser from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import { linkParents } from '../../src/analysis/tree.ts';
import { flagEvaluations } from '../../src/flags/evaluations.ts';
import type { FlagSettings } from '../../src/settings.ts';

/** The flags that a piece of code asks for, as `key default`. */
function evaluations(code: string, settings?: FlagSettings): string[] {
  const program = linkParents(parser.parse(code, { range: true, loc: true, ecmaFeatures: { jsx: true } }));
  return flagEvaluations(program, settings).map(({ key, fallback }) => [key, ...(fallback ? [code.slice(...fallback.range)] : [])].join(' '));
}

describe('an SDK', () => {
  it.each([
    ['@launchdarkly/node-server-sdk', "client.boolVariation('a', context, true)", ['a true']],
    ['unleash-client', "isEnabled('a', context, false)", ['a false']],
    ['@unleash/proxy-client-react', "useFlag('a')", ['a']],
    ['@openfeature/server-sdk', "await client.getBooleanValue('a', false, context)", ['a false']],
    ['@openfeature/nestjs-sdk', "class C { m(@BooleanFeatureFlag({ flagKey: 'a', defaultValue: true }) flag) {} }", ['a true']],
    ['statsig-node', "Statsig.checkGate(user, 'a')", ['a']],
    ['@growthbook/growthbook', "gb.getFeatureValue('a', 'x')", ["a 'x'"]],
    ['@growthbook/growthbook-react', '<IfFeatureEnabled feature="a">x</IfFeatureEnabled>', ['a']],
    ['flagsmith-nodejs', "flags.isFeatureEnabled('a')", ['a']],
    ['posthog-node', "posthog.isFeatureEnabled('a', id)", ['a']],
    ['posthog-js/react', "useFeatureFlagEnabled('a', false)", ['a false']],
    ['configcat-node', "client.getValueAsync('a', false, user)", ['a false']],
    ['@splitsoftware/splitio', "client.getTreatment(user, 'a')", ['a']],
    ['flags/next', "flag({ key: 'a', decide() { return false; } })", ['a']],
    ['@devcycle/nodejs-server-sdk', "client.variableValue(user, 'a', false)", ['a false']],
    ['@flipt-io/flipt', "flipt.evaluation.boolean({ flagKey: 'a', entityId, context })", ['a']],
    ['@optimizely/optimizely-sdk', "user.decide('a')", ['a']],
  ])('%s', (module, code, expected) => {
    const text = `import * as sdk from '${module}';\n${code};`;
    expect(evaluations(text)).toEqual(expected);
  });

  it('that is required counts as one that is imported', () => {
    expect(evaluations("const { isEnabled } = require('unleash-client');\nisEnabled('a');")).toEqual(['a']);
  });

  it.each([
    ['is not imported', "import { editor } from './editor';\neditor.isEnabled('bold');"],
    ['is asked for a key that is not written down', "import { isEnabled } from 'unleash-client';\nisEnabled(key);"],
    ['has other functions', "import { initialize } from 'unleash-client';\ninitialize('a');"],
  ])('says nothing where it %s', (_, code) => {
    expect(evaluations(code)).toEqual([]);
  });
});

describe('what the project has named', () => {
  it('is a function, alone or of an object', () => {
    expect(evaluations("hasFeature('a', true); this.config.flagResolver.isEnabled('b'); other.isEnabled('c');", { functions: ['hasFeature', 'flagResolver.isEnabled'] })).toEqual(['a true', 'b']);
  });

  it('may be asked with a constant, which goes by its name', () => {
    expect(evaluations('hasFeature(Flags.NEW_CHECKOUT); hasFeature(a.b.c); hasFeature(flag);', { functions: ['hasFeature'] })).toEqual(['NEW_CHECKOUT']);
  });

  it('is an object of flags', () => {
    expect(evaluations('if (uiConfig.flags.newCheckout) {} if (other.flags2.x) {}', { members: ['flags'] })).toEqual(['newCheckout']);
  });
});
