import type { TSESTree } from '@typescript-eslint/utils';
import { textFromSource, TextValue } from '../script/text-value.ts';
import type { Interpreter } from './interpreter.ts';
import type { Scope } from './scope.ts';
import { sqlFragment } from './sql-fragment.ts';
import { ElsewhereValue, HostValue, ListValue } from './values.ts';
import type { Value } from './values.ts';

/** What a literal stands for, with the place of every character of a text. */
export function literal(node: TSESTree.Literal, scope: Scope): Value {
  if (typeof node.value === 'string') return textFrom(node.value, node.raw.slice(1, -1), node.range[0] + 1, scope);
  if (typeof node.value === 'number' || typeof node.value === 'boolean' || node.value === null) {
    return 'regex' in node ? new ElsewhereValue() : node.value;
  }
  return new ElsewhereValue();
}

/** Only what is written in the migration itself has a place there. */
function textFrom(cooked: string, raw: string, start: number, scope: Scope): TextValue {
  return scope.module?.isForeign ? TextValue.of(cooked) : textFromSource(cooked, raw, start);
}

/** A template with what is in its holes, as far as that is known. */
export function template({ quasis, expressions }: TSESTree.TemplateLiteral, scope: Scope, interpreter: Interpreter): Value {
  const pieces = quasis.flatMap(({ value, range }, index) => {
    const own = textFrom(value.cooked ?? '', value.raw, range[0] + 1, scope).pieces;
    const expression = expressions[index];
    return expression ? [...own, ...asText(interpreter.evaluate(expression, scope), expression, scope).pieces] : own;
  });
  return new TextValue(pieces);
}

/** What a value becomes in a text; what is not known becomes a hole. */
function asText(value: Value, node: TSESTree.Node, { module }: Scope): TextValue {
  if (value instanceof TextValue) return value;
  const at = { start: node.range[0], end: node.range[1] };
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return TextValue.of(String(value));
  if (value instanceof HostValue) {
    const text = value.get('asText');
    if (text instanceof TextValue) return text;
  }
  if (value instanceof ListValue && !value.isOpen && value.items.every((item) => item instanceof TextValue || typeof item === 'number')) {
    const joined = value.items.map((item) => (item instanceof TextValue ? item : TextValue.of(String(item))));
    return new TextValue(joined.flatMap(({ pieces }, index) => (index === 0 ? pieces : [{ text: ',' }, ...pieces])));
  }
  const fragment = sqlFragment(value);
  if (fragment) return fragment;
  const text = module?.source.text.slice(at.start, at.end) ?? '…';
  return new TextValue([{ text, isHole: true, ...(!module?.isForeign && { at }) }]);
}

/** `` sql`…` ``, which stands for its text until somebody runs it. */
export function taggedTemplate(node: TSESTree.TaggedTemplateExpression, scope: Scope, interpreter: Interpreter): Value {
  const tag = interpreter.evaluate(node.tag, scope);
  const text = template(node.quasi, scope, interpreter);
  if (tag instanceof HostValue) return tag.call([text], interpreter.site(node));
  const name = tag instanceof ElsewhereValue ? tag.name : undefined;
  return new ElsewhereValue({ name, args: [text], call: node });
}
