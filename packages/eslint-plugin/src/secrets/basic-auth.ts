import { decodeBase64 } from './checksums.ts';
import { isDefaultPassword } from './default-passwords.ts';
import { isExampleValue } from './example-values.ts';
import { isPlaceholder } from './placeholders.ts';
import type { Confidence, Secret } from './secret.ts';

const BASIC = /basic\s{1,4}([A-Za-z0-9+/]{8,400}={0,2})(?![A-Za-z0-9+/=])/iy;

/** Finds the credentials of an `Authorization: Basic …` header: base64 of a user, a colon and a password. */
export function findBasicCredentials(text: string, offset: number): Secret | undefined {
  if (/\w/.test(text.charAt(offset - 1))) return undefined;
  BASIC.lastIndex = offset;
  const [match, encoded] = BASIC.exec(text) ?? [];
  if (match === undefined || encoded === undefined || isExampleValue(encoded)) return undefined;
  const confidence = judgeUserAndPassword(encoded);
  if (!confidence) return undefined;
  const start = offset + match.length - encoded.length;
  return { kind: 'basic-credentials', what: 'a user and password for HTTP basic authentication', confidence, start, end: start + encoded.length };
}

/** @returns how sure it is that this is base64 of `user:password`, or undefined when it is not */
function judgeUserAndPassword(encoded: string): Confidence | undefined {
  const [, user, password] = /^([\x20-\x39\x3b-\x7e]{0,100}):([\x21-\x7e]{0,300})$/.exec(decodeBase64(encoded)) ?? [];
  if (user === undefined || password === undefined || user.length + password.length < 4) return undefined;
  const isPublic = password.length < 4 || password === user || isDefaultPassword(password) || isPlaceholder(password) || isPlaceholder(user);
  return isPublic ? 'low' : 'high';
}

const REGISTRY_AUTH = /auth"?\s{0,4}[:=]\s{0,4}"?([A-Za-z0-9+/]{8,400}={0,2})(?![A-Za-z0-9+/=])/y;

/** Finds the user and password of a registry: `_auth=…` in `.npmrc`, `"auth": "…"` in Docker's `config.json`. */
export function findRegistryCredentials(text: string, offset: number): Secret | undefined {
  if (!/["_]/.test(text.charAt(offset - 1))) return undefined;
  REGISTRY_AUTH.lastIndex = offset;
  const [match, encoded] = REGISTRY_AUTH.exec(text) ?? [];
  if (match === undefined || encoded === undefined) return undefined;
  const confidence = judgeUserAndPassword(encoded);
  if (!confidence) return undefined;
  const end = offset + match.length;
  return { kind: 'registry-credentials', what: 'a user and password for a registry', confidence, start: end - encoded.length, end };
}

const CURL = /curl(?=\s)(?:[^\n"'|;]|"[^"\n]{0,300}"|'[^'\n]{0,300}'|\\\n){0,400}?\s(?:-u|--user)[ =]?\s{0,4}["']?([^\s:"'$<{]{1,80}):([^\s"'$<{]{3,200})/y;

/** Finds the password in `curl -u user:password`. */
export function findCurlCredentials(text: string, offset: number): Secret | undefined {
  CURL.lastIndex = offset;
  const [match, user = '', password] = CURL.exec(text) ?? [];
  if (match === undefined || password === undefined) return undefined;
  if (/[{}<>[\]]/.test(password) || isPlaceholder(password) || isPlaceholder(user) || isDefaultPassword(password.replace(/\W+$/, ''))) return undefined;
  const end = offset + match.length;
  return { kind: 'curl-credentials', what: 'a password for curl', confidence: 'medium', start: end - password.length, end };
}
