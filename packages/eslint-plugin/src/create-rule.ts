import type { TSESLint } from '@typescript-eslint/utils';
import type { AntipatternId } from 'delivery-antipatterns';
import { ruleDocumentationUrl } from './documentation-url.ts';

/** What `meta.docs` holds on top of ESLint's own fields. */
export interface DeliveryRuleDocs {
  /** The severity the rule has in the `recommended` config, or `false` when it is not part of it. */
  readonly recommended: 'error' | 'warn' | false;
  /** The severity in the `strict` config, for a rule that is not part of `recommended`. */
  readonly strict?: 'error' | 'warn';
  /** The options in the `strict` config, where it asks for more than the defaults. */
  readonly strictOptions?: Readonly<Record<string, unknown>>;
  /** The delivery anti-pattern that a finding of this rule is an instance of. */
  readonly antipattern: AntipatternId;
}

/** A rule as this package writes it; `plugin.ts` hands it to ESLint under ESLint's own type. */
export interface DeliveryRule<MessageId extends string = string, Options extends readonly unknown[] = readonly unknown[]> {
  readonly name: string;
  readonly meta: TSESLint.RuleMetaData<MessageId, DeliveryRuleDocs, Options>;
  create(context: Readonly<TSESLint.RuleContext<MessageId, Options>>): TSESLint.RuleListener;
}

/** What a rule file has to say; everything else in `meta` follows from it. */
export interface RuleDefinition<MessageId extends string, Options extends readonly unknown[]> {
  readonly name: string;
  readonly antipattern: AntipatternId;
  readonly type: 'problem' | 'suggestion';
  readonly docs: {
    /** One line of the form “Disallow …”, “Enforce …” or “Require …”, without a full stop. */
    readonly description: string;
    readonly recommended: DeliveryRuleDocs['recommended'];
    readonly strict?: DeliveryRuleDocs['strict'];
    readonly strictOptions?: DeliveryRuleDocs['strictOptions'];
    /** The dialects of the languages that the rule understands, for example `TypeScript`. */
    readonly dialects?: readonly string[];
  };
  /** The ESLint languages the rule can run on; ESLint ≥ 10.2 refuses to run it on others. */
  readonly languages?: readonly string[];
  readonly messages: Readonly<Record<MessageId, string>>;
  readonly schema: TSESLint.RuleMetaData<MessageId>['schema'];
  readonly defaultOptions: Options;
  readonly fixable?: 'code';
  readonly hasSuggestions?: boolean;
  create(context: Readonly<TSESLint.RuleContext<MessageId, Options>>): TSESLint.RuleListener;
}

/**
 * Completes a rule's `meta` from its definition: documentation link, anti-pattern and languages.
 *
 * It stands in for `RuleCreator` of `@typescript-eslint/utils`, of which only types are used here: since 9.15 ESLint
 * itself merges `meta.defaultOptions` into `context.options`, so what `RuleCreator` would add at run time is the link.
 */
export function createRule<MessageId extends string, Options extends readonly unknown[]>(
  definition: RuleDefinition<MessageId, Options>,
): DeliveryRule<MessageId, Options> {
  const { description, recommended, strict, strictOptions, dialects = ['JavaScript', 'TypeScript'] } = definition.docs;
  return {
    name: definition.name,
    meta: {
      type: definition.type,
      docs: {
        description,
        url: ruleDocumentationUrl(definition.name),
        dialects: [...dialects],
        recommended,
        ...(strict && { strict }),
        ...(strictOptions && { strictOptions }),
        antipattern: definition.antipattern,
      },
      languages: [...(definition.languages ?? ['js/js'])],
      messages: { ...definition.messages },
      schema: definition.schema,
      defaultOptions: definition.defaultOptions,
      hasSuggestions: definition.hasSuggestions ?? false,
      ...(definition.fixable && { fixable: definition.fixable }),
    },
    create: (context) => definition.create(context),
  };
}
