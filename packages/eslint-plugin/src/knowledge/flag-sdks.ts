/** A call that asks for a flag. */
export interface FlagCall {
  /** The function or the method. */
  readonly name: string;
  /** Where the key is: the position among the arguments, or the name of an option in the first one. */
  readonly key: number | string;
  /** Where the value is that holds when nobody answers; absent where there is none, or it is always off. */
  readonly fallback?: number | string;
}

/** How code asks an SDK for flags. */
export interface FlagSdk {
  /** The modules that it comes in; a trailing `*` stands for any ending. */
  readonly modules: readonly string[];
  readonly calls: readonly FlagCall[];
  /** Components, with the attribute that holds the key. */
  readonly components?: Readonly<Record<string, string>>;
}

const at = (key: number | string, fallback: number | string | undefined, ...names: string[]): FlagCall[] => names.map((name) => ({ name, key, ...(fallback !== undefined && { fallback }) }));

/**
 * SDKs of flag services. Names and positions are those of the packages' own types, as of November 2026: unleash-client
 * 6.12, @unleash/proxy-client-react 5.1, @launchdarkly/node-server-sdk 9.13, @openfeature/server-sdk 1.23, react-sdk 1.4
 * and nestjs-sdk 0.2, statsig-node 6.5 and statsig-node-core 0.23, @growthbook/growthbook 1.8, flagsmith 10 and
 * flagsmith-nodejs 8.1, posthog-node 5.70, configcat-common 9.4, @splitsoftware/splitio 11.11, flags 4.3,
 * @devcycle/nodejs-server-sdk 1.55, @flipt-io/flipt 1.5 and flipt-client-js 0.5, @optimizely/optimizely-sdk 6.6.
 */
export const FLAG_SDKS: readonly FlagSdk[] = [
  {
    modules: ['@launchdarkly/*', 'launchdarkly-*'],
    calls: [...at(0, 2, 'variation', 'variationDetail', 'boolVariation', 'boolVariationDetail', 'stringVariation', 'stringVariationDetail', 'numberVariation', 'numberVariationDetail', 'jsonVariation', 'jsonVariationDetail')],
  },
  { modules: ['unleash-client', 'unleash-proxy-client', '@unleash/*'], calls: [...at(0, 2, 'isEnabled'), ...at(0, undefined, 'getVariant', 'forceGetVariant', 'useFlag', 'useVariant')] },
  {
    modules: ['@openfeature/*'],
    calls: [
      ...at(0, 1, ...['Boolean', 'String', 'Number', 'Object'].flatMap((type) => [`get${type}Value`, `get${type}Details`, `use${type}FlagValue`, `use${type}FlagDetails`]), 'useFlag', 'useSuspenseFlag'),
      ...at('flagKey', 'defaultValue', 'BooleanFeatureFlag', 'StringFeatureFlag', 'NumberFeatureFlag', 'ObjectFeatureFlag'),
    ],
  },
  {
    modules: ['statsig-node', 'statsig-js', 'statsig-react', '@statsig/*'],
    calls: [
      ...at(1, undefined, 'checkGate', 'checkGateSync', 'getFeatureGate', 'getFeatureGateSync'),
      ...at(0, undefined, 'useGateValue', 'useFeatureGate', 'useGate'),
    ],
  },
  {
    modules: ['@growthbook/*'],
    calls: [...at(0, undefined, 'isOn', 'isOff', 'evalFeature', 'feature', 'useFeatureIsOn', 'useFeature'), ...at(0, 1, 'getFeatureValue', 'useFeatureValue')],
    components: { IfFeatureEnabled: 'feature', FeatureString: 'feature' },
  },
  { modules: ['flagsmith', 'flagsmith-*', '@flagsmith/*'], calls: at(0, undefined, 'isFeatureEnabled', 'getFeatureValue', 'getFlag', 'hasFeature') },
  {
    modules: ['posthog-node', 'posthog-js', 'posthog-js/*', '@posthog/*', 'posthog-react-native'],
    calls: [...at(0, undefined, 'isFeatureEnabled', 'getFeatureFlag', 'getFeatureFlagPayload', 'getFeatureFlagResult', 'useFeatureFlagVariantKey', 'useFeatureFlagPayload'), ...at(0, 1, 'useFeatureFlagEnabled')],
    components: { PostHogFeature: 'flag' },
  },
  { modules: ['configcat-*'], calls: at(0, 1, 'getValueAsync', 'getValueDetailsAsync', 'getValue', 'getValueDetails', 'useFeatureFlag') },
  { modules: ['@splitsoftware/*'], calls: [...at(1, undefined, 'getTreatment', 'getTreatmentWithConfig'), ...at(0, undefined, 'useTreatment')] },
  { modules: ['flags', 'flags/*', '@vercel/flags', '@vercel/flags/*'], calls: at('key', 'defaultValue', 'flag') },
  { modules: ['@devcycle/*'], calls: [...at(1, 2, 'variableValue', 'variable'), ...at(0, 1, 'useVariableValue', 'useVariable')] },
  { modules: ['@flipt-io/*'], calls: at('flagKey', undefined, 'boolean', 'variant', 'evaluateBoolean', 'evaluateVariant') },
  { modules: ['@optimizely/*'], calls: at(0, undefined, 'isFeatureEnabled', 'decide', 'useDecision'), components: { OptimizelyFeature: 'feature' } },
];
