import { isDefaultPassword } from './default-passwords.ts';
import { isPlaceholder, isReference } from './placeholders.ts';
import type { Confidence, Secret } from './secret.ts';
import { GENERATED, randomnessOf } from './surprise.ts';

/** `://user:password@host`, from the colon; none of the parts may hold what ends a URL in text. */
const USER_INFO = /:\/\/([^\s:@/"'`<>\\|()[\],;]{0,80}):([^\s@/"'`<>\\|[\]]{1,200})@([\w.${}-]{1,200})/y;
/** `://token@host` for the hosts that take a token in place of a user. */
const TOKEN_ONLY = /:\/\/([A-Za-z0-9_-]{20,200})@(?:[\w-]+\.)*(?:github|gitlab|bitbucket|dev\.azure)\.\w+/y;

/** Names that resolve on one machine or in one Compose project. */
const MACHINE = /^(?:localhost|127\.[\d.]+|0\.0\.0\.0|::1|host\.docker\.internal|[\w-]+|[\w.-]+\.(?:localhost|test))$/i;
/** Names and addresses of one network, behind which a service of somebody's stands nevertheless. */
const PRIVATE_NETWORK = /^(?:[\w.-]+\.(?:local|internal|svc)|(?:10|192\.168|172\.\d+)\.[\d.]+)$/i;
/** Names that are reserved for documentation, and those that people write instead. */
const MADE_UP_HOST = /^(?:host(?:name)?|server|[\w.-]+\.(?:test|example|invalid)|(?:[\w-]+\.)*(?:example|domain|mydomain|yourdomain|host|hostname|server|myserver|company|acme|foo|bar)\.\w+)$/i;

/** Users that stand in a URL to be replaced. */
const MADE_UP_USER = /^(?:user(?:name)?|name|usr|login|your.*|my.*|some.*|test.*)$/i;

/** Finds the password in a URL such as `postgres://shop:password@db.shop.dev/orders`. */
export function findUrlCredential(text: string, offset: number): Secret | undefined {
  USER_INFO.lastIndex = offset;
  const match = USER_INFO.exec(text);
  if (!match) return findTokenInUrl(text, offset);
  const [, user = '', password = '', host = ''] = match;
  const start = offset + '://'.length + user.length + 1;
  const confidence = judge(user, password, host);
  if (!confidence || !/[a-z]$/i.test(text.charAt(offset - 1))) return undefined;
  return { kind: 'url-credentials', what: 'a password in a URL', confidence, start, end: start + password.length };
}

function judge(user: string, password: string, host: string): Confidence | undefined {
  if (isReference(password) || isReference(user) || isReference(host) || password.includes('${') || /^[$%{:]/.test(password)) return undefined;
  // A port, an IPv6 address or a path behind a drive is no password.
  if (/^\d{1,5}$/.test(password) || password.length < 3) return undefined;
  const isOwnService = !MACHINE.test(host) && !MADE_UP_HOST.test(host) && !MADE_UP_USER.test(user);
  // What a test would call its password may well open a service that has a name: only what says “put yours here” does not.
  const isMadeUp = isOwnService && hasDigitOrSign(password) ? isTemplate(password) : isPlaceholder(password);
  if (isDefaultPassword(password) || password.toLowerCase() === user.toLowerCase() || isMadeUp) return isTemplate(password) ? undefined : 'low';
  const isGenerated = password.length >= 10 && randomnessOf(password) >= GENERATED;
  if (MADE_UP_HOST.test(host)) return isGenerated ? 'medium' : 'low';
  if (isGenerated && isOwnService && !PRIVATE_NETWORK.test(host)) return 'high';
  return isGenerated || hasDigitOrSign(password) ? 'medium' : 'low';
}

function hasDigitOrSign(password: string): boolean {
  return /\d|[^A-Za-z]/.test(password) && !/^[a-z]+(?:[-_.][a-z]+)*$/i.test(password);
}

/** Whether a value says “put yours here”. */
function isTemplate(password: string): boolean {
  return /^(?:your|my|some|the|<|x{3}|\*|\.{3})|here$|example|placeholder|change-?_?me|replace|insert|redacted|x{3}|\*{3}|\.{3}|dummy|fake/i.test(password);
}

function findTokenInUrl(text: string, offset: number): Secret | undefined {
  TOKEN_ONLY.lastIndex = offset;
  const token = TOKEN_ONLY.exec(text)?.[1];
  if (token === undefined || isPlaceholder(token) || randomnessOf(token) < GENERATED) return undefined;
  const start = offset + '://'.length;
  return { kind: 'url-credentials', what: 'a token in a URL', confidence: 'high', start, end: start + token.length };
}
