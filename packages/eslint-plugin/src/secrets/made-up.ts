import { surpriseOf } from './surprise.ts';

/**
 * Words that stand in examples, templates and tests, and in generated characters once in a million. They are looked for
 * anywhere in a value, so none has fewer than four letters.
 */
const WORDS_OF_EXAMPLES =
  /example|sample|dummy|fake|place_?-?holder|your|change-?_?(?:me|it|this)|replace|insert|redacted|mask(?:ed)?|hidden|xxxx|todo|fixme|lorem|ipsum|foobar|foo-?_?bar|abcdef|12345|23456|34567|45678|56789|98765|87654|qwert|asdfg|deadbeef|d3adb33f|cafebabe|mock|stub|demo|test|local|secret|passw|token|apikey|api[_-]key|access[_-]key|not[_-]?real|invalid|wrong|random|goes|here|some|value|string|snip|trunc|default|unused|dev[_-]|never/i;

/** So many of the same character in a row do not come out of a generator. */
const REPEATED = /(.)\1{4}/;
/** Three to eight characters, three times in a row, or two of them five times. */
const CYCLE = /(.{3,8})\1\1|(..)\2{4}/;

/**
 * Whether the characters behind a provider's prefix were typed and not generated: `xxxx…`, `1234…`, `your-token-here`.
 *
 * @param body the token without the fixed parts of its shape
 */
export function isMadeUp(body: string): boolean {
  if (body.length < 8) return false;
  return WORDS_OF_EXAMPLES.test(body) || isMonotonous(body) || (body.length >= 16 && surpriseOf(body) < LEAST_SURPRISE);
}

/** 16 random hexadecimal digits are below this once in a thousand times, everything else hardly ever. */
const LEAST_SURPRISE = 4.6;

/** Few different characters, one of them over and over, or runs along the alphabet or the keyboard. */
export function isMonotonous(text: string): boolean {
  if (REPEATED.test(text) || CYCLE.test(text)) return true;
  if (text.length >= 12 && new Set(text).size < 5) return true;
  return longestRun(text) >= 6;
}

/** The length of the longest stretch in which every character follows, or precedes, the one before: `abcdef`, `987654`. */
function longestRun(text: string): number {
  let longest = 1;
  let up = 1;
  let down = 1;
  for (let index = 1; index < text.length; index += 1) {
    const step = text.charCodeAt(index) - text.charCodeAt(index - 1);
    up = step === 1 ? up + 1 : 1;
    down = step === -1 ? down + 1 : 1;
    longest = Math.max(longest, up, down);
  }
  return longest;
}
