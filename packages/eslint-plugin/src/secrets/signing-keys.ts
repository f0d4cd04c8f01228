import { isExampleValue } from './example-values.ts';
import { isReference } from './placeholders.ts';
import type { Confidence } from './secret.ts';
import { normaliseName } from './slot-names.ts';

/** Names of what signs sessions, cookies and tokens. */
const SIGNER = /(?:^|_)(?:session|cookie|jwt|token|auth|next_?auth|hmac|signing|auth_(?:refresh|forgot|confirm_email))_?secret$|(?:^|_)secret_or_(?:private_)?key$/;
/** The calls and objects whose option `secret` does. */
const SIGNING_CALL = /(?:(?:session|cookieSession|expressjwt|jwt|jwtVerify|JwtModule\.register|fastifyJwt)\(|\bsession["']?\s{0,4}[:=])\s{0,20}\{[^(){}]{0,160}$/i;

/** Written so that somebody puts their own. */
const TO_BE_REPLACED = /example|sample|placeholder|your|change-?_?(?:me|it|this)|replace|insert|redacted|dummy|fake|mock|todo|x{3}|\*{3}|\.{3}|here$|undefined|^(?:string|null|none)$|\btest[-_ ]|[-_ ]test\b/i;
/** One word or a few of them, with digits and signs between: nothing that code is called. */
const WORDS = /^[a-z0-9][\w!@#$%^&*+?-]*(?: [a-z0-9][\w!@#$%^&*+?-]*){0,5}$/i;
/** Constants, labels, identifiers of the program, paths of settings. */
const NAMES_SOMETHING = /^[A-Z][A-Z\d_]+$|^[A-Z][a-z]+(?: |$)|^[a-z]+(?:[A-Z][a-z]+)+$|\.[a-z]/;

/**
 * Whether what is given a name, or stands in the options of a call, signs sessions, cookies or tokens.
 *
 * @param start where in the text the value begins
 */
export function isSigningKeyAt(text: string, start: number, name: string): boolean {
  return SIGNER.test(normaliseName(name)) || (/(?:^|\.)secret$/.test(name) && SIGNING_CALL.test(text.slice(Math.max(0, start - 180), start)));
}

/**
 * Who knows the key of a session can log in as anybody, and a key that is a word is guessed. So unlike elsewhere any value
 * that a program really uses counts, `secret` and `keyboard cat` too.
 *
 * @returns how sure it is that this key is used, or undefined when it is a placeholder or a name
 */
export function judgeSigningKey(value: string, name: string): Confidence | undefined {
  if (value.length < 4 || value.length > 80 || !WORDS.test(value) || TO_BE_REPLACED.test(value)) return undefined;
  if (NAMES_SOMETHING.test(value) || isReference(value) || isExampleValue(value)) return undefined;
  const plainName = normaliseName(name).replaceAll('_', '');
  const plainValue = value.replace(/[^A-Za-z\d]/g, '').toLowerCase();
  return plainName.endsWith(plainValue) && plainValue !== 'secret' ? undefined : 'medium';
}
