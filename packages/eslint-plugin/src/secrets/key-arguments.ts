import { judgeSigningKey } from './signing-keys.ts';
import type { Confidence, Secret } from './secret.ts';
import { judgeSlotValue } from './slot-values.ts';

/** A quoted argument that is whole: `'AWS4' + secret` only begins with what is written there. */
const QUOTED = String.raw`(["'\x60])([^"'\x60\n\\$]{4,200})\1(?!\s{0,20}\+)`;
const HMAC = new RegExp(String.raw`createHmac\(\s{0,40}["'\x60][\w-]{2,12}["'\x60]\s{0,4},\s{0,40}${QUOTED}`, 'y');
const CIPHER = new RegExp(String.raw`create(?:Cipher|Decipher)(?:iv)?\(\s{0,40}(?:["'\x60][\w-]{2,24}["'\x60]|\w{1,40})\s{0,4},\s{0,40}(?:Buffer\.from\(\s{0,20})?${QUOTED}`, 'y');
const CRYPTO_JS = new RegExp(String.raw`CryptoJS\.\w{2,12}(?:\.(?:en|de)crypt)?\((?:[^()"'\x60;]|\([^()]{0,100}\)){1,200}?,\s{0,40}${QUOTED}`, 'y');
const DERIVED = new RegExp(String.raw`(?:pbkdf2|scrypt)(?:Sync)?\(\s{0,40}${QUOTED}`, 'y');
const TOKEN = new RegExp(String.raw`jwt\.(?:sign|verify)\((?:[^()"'\x60;]|\{[^{}]{0,200}\}|\([^()]{0,100}\)){1,300}?,\s{0,40}${QUOTED}`, 'y');
const COOKIE = new RegExp(String.raw`cookieParser\(\s{0,40}${QUOTED}`, 'y');

/** Finds a key that is written into `crypto.createHmac('sha256', '…')`. */
export function findHmacKey(text: string, offset: number): Secret | undefined {
  return findKeyArgument(text, offset, HMAC, 'a key of an HMAC', judgeAsPassword);
}

/** Finds a key that is written into `crypto.createCipheriv('aes-256-cbc', '…', iv)`. */
export function findCipherKey(text: string, offset: number): Secret | undefined {
  return findKeyArgument(text, offset, CIPHER, 'a key that encrypts', judgeAsPassword);
}

/** Finds a key that is written into `CryptoJS.AES.encrypt(text, '…')`. */
export function findCipherArgument(text: string, offset: number): Secret | undefined {
  return findKeyArgument(text, offset, CRYPTO_JS, 'a key that encrypts', judgeAsPassword);
}

/** Finds the password that a key is derived from, in `crypto.scryptSync('…', salt, 32)`. */
export function findDerivedKey(text: string, offset: number): Secret | undefined {
  return findKeyArgument(text, offset, DERIVED, 'a password that a key is derived from', judgeAsPassword);
}

/** Finds a key that is written into `jwt.sign(claims, '…')` or `jwt.verify(token, '…')`. */
export function findTokenKey(text: string, offset: number): Secret | undefined {
  return findKeyArgument(text, offset, TOKEN, 'the key that signs tokens', judgeAsSigningKey);
}

/** Finds a key that is written into `cookieParser('…')`. */
export function findCookieKey(text: string, offset: number): Secret | undefined {
  return findKeyArgument(text, offset, COOKIE, 'the key that signs cookies', judgeAsSigningKey);
}

/** It is as often a phrase as it is generated, as with passwords; a single word is as often a name that keeps domains apart. */
function judgeAsPassword(value: string): Confidence | undefined {
  return judgeSlotValue({ name: 'signing_password', slot: 'password', value, isQuoted: true, isAssigned: true, mayBeWord: false })?.confidence;
}

function judgeAsSigningKey(value: string): Confidence | undefined {
  return judgeSigningKey(value, 'signing_secret') ?? judgeAsPassword(value);
}

function findKeyArgument(text: string, offset: number, pattern: RegExp, what: string, judge: (value: string) => Confidence | undefined): Secret | undefined {
  pattern.lastIndex = offset;
  const [match, , value = ''] = pattern.exec(text) ?? [];
  const confidence = match === undefined ? undefined : judge(value);
  if (match === undefined || !confidence) return undefined;
  const end = offset + match.length - 1;
  return { kind: 'signing-key', what, confidence, start: end - value.length, end };
}
