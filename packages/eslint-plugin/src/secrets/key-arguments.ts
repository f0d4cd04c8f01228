import type { Secret } from './secret.ts';
import { judgeSlotValue } from './slot-values.ts';

const HMAC = /createHmac\(\s{0,40}["'`][\w-]{2,12}["'`]\s{0,4},\s{0,40}(["'`])([^"'`\n\\$]{6,200})\1/y;
const TOKEN = /jwt\.(?:sign|verify)\((?:[^()"'`;]|\{[^{}]{0,200}\}|\([^()]{0,100}\)){1,300}?,\s{0,40}(["'`])([^"'`\n\\$]{6,200})\1/y;

/** Finds a key that is written into `crypto.createHmac('sha256', '…')`. */
export function findHmacKey(text: string, offset: number): Secret | undefined {
  return findKeyArgument(text, offset, HMAC, 'a key of an HMAC');
}

/** Finds a key that is written into `jwt.sign(claims, '…')` or `jwt.verify(token, '…')`. */
export function findTokenKey(text: string, offset: number): Secret | undefined {
  return findKeyArgument(text, offset, TOKEN, 'the key that signs tokens');
}

function findKeyArgument(text: string, offset: number, pattern: RegExp, what: string): Secret | undefined {
  pattern.lastIndex = offset;
  const [match, , value = ''] = pattern.exec(text) ?? [];
  if (match === undefined) return undefined;
  // It is as often a phrase as it is generated, as with passwords.
  const judged = judgeSlotValue({ name: 'signing_password', slot: 'password', value, isQuoted: true, isAssigned: true, mayBeWord: false });
  if (!judged) return undefined;
  const end = offset + match.length - 1;
  return { kind: 'signing-key', what, confidence: judged.confidence, start: end - value.length, end };
}
