import type { Break } from '../api/compare-schemas.ts';
import { compareOpenApi, isOpenApi } from '../api/compare-openapi.ts';
import type { RiskOptions } from '../api/risk-options.ts';
import { isReported, NO_RISKS, riskSchema } from '../api/risk-options.ts';
import { baselineMessages, sinceBaseline } from '../comparison/since-baseline.ts';
import { CONFIG_LANGUAGES, locate } from '../config-files/config-listener.ts';
import { configFromText } from '../config-files/from-text.ts';
import { createRule } from '../create-rule.ts';

/** What a change of a schema is in words, behind the name of the property. */
const CHANGES: Readonly<Record<Break['change'], string>> = {
  removed: 'is gone from what it answers',
  optional: 'may be missing from what it answers',
  nullable: 'may be null in what it answers',
  retyped: 'has another type in what it answers',
  added: 'is new and required in what it takes',
  required: 'is required in what it takes',
  notNullable: 'may not be null any more in what it takes',
  narrowed: 'accepts less than it did',
  tightened: 'accepts less than it did',
  refused: 'is gone from what it takes, which accepts nothing else',
  closed: 'accepts nothing any more that it does not know',
  default: 'has another default',
  value: 'has a value in what it answers that it could not have',
  ignored: 'is gone from what it takes, and is not read any more',
  loosened: 'may be longer, larger or of another form in what it answers',
};

type MessageId = 'operation' | 'status' | 'media' | 'parameter' | 'body' | 'security' | 'schema' | keyof typeof baselineMessages;

export default createRule<MessageId, readonly [RiskOptions]>({
  name: 'no-breaking-openapi-change',
  antipattern: 'DP-02',
  type: 'problem',
  docs: {
    description: 'Disallow changes of an OpenAPI document that clients made from the previous one do not survive',
    recommended: false,
    strict: 'error',
    dialects: ['OpenAPI 3', 'YAML', 'JSON'],
  },
  languages: CONFIG_LANGUAGES,
  messages: {
    ...baselineMessages,
    operation: '`{{operation}}` is gone, and clients that were made from the previous document still call it. Keep it with `deprecated: true`, and remove it in a later release.',
    status: '`{{operation}}` does not answer {{what}} any more, which its clients wait for. Keep the status.',
    media: '`{{operation}}` does not speak {{what}} any more, which its clients do. Keep it beside the new one.',
    parameter: 'The parameter `{{what}}` of `{{operation}}` is required now, so requests without it, which were right, are refused. Make it optional, or give it a default.',
    body: '`{{operation}}` requires a body now, so requests without one, which were right, are refused. Make it optional.',
    security: '`{{operation}}` lets nobody in now without {{what}}, so requests that were right are refused. Go on answering them, or offer what is protected as another operation.',
    schema: '`{{what}}` of `{{operation}}` {{change}}, and clients that were made from the previous document do not expect that. Keep what was there and mark it as deprecated, or add something beside it.',
  },
  schema: [riskSchema],
  defaultOptions: [NO_RISKS],
  create(context) {
    const { sourceCode } = context;
    const [{ risks }] = context.options;
    if (!/["']?(?:openapi|swagger)["']?\s*:/u.test(sourceCode.text)) return {};
    return sinceBaseline(context, ({ earlier }) => {
      const [before, after] = [earlier && configFromText(earlier.text), configFromText(sourceCode.text)];
      if (!before || !after || !isOpenApi(before) || !isOpenApi(after)) return;
      for (const found of compareOpenApi(before, after)) {
        const loc = locate(sourceCode, [found.place.start, found.place.end]);
        const { operation } = found;
        if (found.change === 'schema' && !isReported(found.found, risks)) continue;
        if (found.change === 'schema') context.report({ loc, messageId: 'schema', data: { operation, what: found.found.path === '' ? 'The body' : found.found.path, change: CHANGES[found.found.change] } });
        else context.report({ loc, messageId: found.change, data: { operation, what: 'what' in found ? found.what : '' } });
      }
    });
  },
});
