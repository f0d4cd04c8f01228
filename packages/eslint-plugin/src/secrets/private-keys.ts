import { decodeBase64 } from './checksums.ts';
import { beginsHere } from './known-shapes.ts';
import { isMadeUp, isMonotonous } from './made-up.ts';
import type { Confidence, Secret } from './secret.ts';

/** A private key has at most some ten thousand characters; nothing is looked for further away. */
const LONGEST_KEY = 20_000;
/** The shortest real one, an elliptic curve key, has 64 characters of base64 and more. */
const SHORTEST_BODY = 60;

const BEGIN = /-{4,5} ?BEGIN ((?:[A-Z0-9]{2,12} ){0,3})PRIVATE KEY( BLOCK)? ?-{4,5}/y;
const END = /-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY( BLOCK)? ?-{4,5}/y;
/** What stands between the characters of a body: line ends, written as such or as escapes, quotes and signs that join strings. */
const FILLING = /\\{1,3}[nrt]|[\s"'`+,.\\|#*/>;&]{1,40}|&#x?\w{1,4};/g;

/** Finds a private key whose armour (`-----BEGIN … PRIVATE KEY-----`) begins at an offset and which has a body. */
export function findArmouredKey(text: string, offset: number): Secret | undefined {
  BEGIN.lastIndex = offset;
  const begin = BEGIN.exec(text);
  if (!begin) return undefined;
  const [marker, label = '', isPgp] = begin;
  const bodyStart = offset + marker.length;
  const rest = text.slice(bodyStart, bodyStart + LONGEST_KEY);
  // Without its end it may be cut off, or a marker that code looks for.
  const next = rest.indexOf('----');
  END.lastIndex = next;
  const end = next < 0 ? null : END.exec(rest);
  const body = end ? rest.slice(0, next) : unfinishedBody(next < 0 ? rest : rest.slice(0, next));
  const confidence = judgeBody(body, label, isPgp !== undefined);
  if (!confidence) return undefined;
  return {
    kind: isPgp === undefined ? 'private-key' : 'pgp-private-key',
    what: isPgp === undefined ? 'a private key' : 'a PGP private key',
    confidence,
    start: offset,
    end: bodyStart + (end ? next + end[0].length : body.length),
  };
}

function unfinishedBody(rest: string): string {
  return /^(?:\\{1,3}[nr]|\s|[A-Za-z0-9+/=]|["'`] ?\+?\s{0,20}["'`])*/.exec(rest.slice(0, 4000))?.[0] ?? '';
}

function judgeBody(body: string, label: string, isPgp: boolean): Confidence | undefined {
  const isEncrypted = label.includes('ENCRYPTED') || /Proc-Type: ?4, ?ENCRYPTED/.test(body.slice(0, 200));
  const withoutHeaders = body.replace(/(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset):[^\n\\]{0,120}/g, '');
  // An escape of an escape is a line end in a string within a string.
  const base64 = withoutHeaders.replace(FILLING, '');
  const [run = ''] = /[A-Za-z0-9+/]{20,}={0,2}/.exec(base64) ?? [];
  if (run.length < SHORTEST_BODY || isMonotonous(run.slice(0, 200).replace(/A{5,}/g, 'A'))) return undefined;
  if (/\.\.\.|…|<[\w -]+>|\*\*\*|xxxx|\$\{|\{\{/i.test(body)) return undefined;
  if (isEncrypted) return 'low';
  return isPgp || isDer(run) || /^b3BlbnNzaC1rZXktdjE|^AAAA|^U1NI|^P2/.test(run) ? 'high' : 'medium';
}

/** DER begins with a SEQUENCE, whose length follows. */
function isDer(base64: string): boolean {
  return decodeBase64(base64.slice(0, 8)).startsWith('0');
}

const PUTTY = /PuTTY-User-Key-File-[23]: [\w-]{4,40}\s+Encryption: (none|[\w-]{3,20})/y;

/** Finds a PuTTY key file; one that is encrypted is not reported. */
export function findPuttyKey(text: string, offset: number): Secret | undefined {
  PUTTY.lastIndex = offset;
  const match = PUTTY.exec(text);
  if (match?.[1] !== 'none' || !text.slice(offset, offset + LONGEST_KEY).includes('Private-Lines:')) return undefined;
  return { kind: 'putty-private-key', what: 'a PuTTY private key', confidence: 'high', start: offset, end: offset + match[0].length };
}

const ENCODED = /[A-Za-z0-9+/]{100,20000}={0,2}/y;

/** Finds a private key that was encoded in base64 once more, as for an environment variable or a Kubernetes secret. */
export function findEncodedKey(text: string, offset: number): Secret | undefined {
  if (!beginsHere(text, offset)) return undefined;
  ENCODED.lastIndex = offset;
  const [encoded] = ENCODED.exec(text) ?? [];
  if (encoded === undefined) return undefined;
  const decoded = decodeBase64(encoded);
  if (!/^-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY/.test(decoded)) return undefined;
  const confidence = judgeBody(decoded.replace(/-----[^-]+-----/g, ''), decoded.includes('ENCRYPTED') ? 'ENCRYPTED' : '', false);
  if (!confidence) return undefined;
  return { kind: 'private-key', what: 'a private key, encoded in base64', confidence, start: offset, end: offset + encoded.length };
}

/** How the base64 of a private key in DER begins: RSA and PKCS #8 of any length, elliptic curves, Ed25519. */
export const BARE_KEY_BEGINNINGS: readonly string[] = ['MIIE', 'MIIJ', 'MIIC', 'MIIB', 'MIGEAgEA', 'MIGH', 'MIG2', 'MIHu', 'MHQCAQ', 'MHcC', 'MIGkAgEB', 'MIHcAgEB', 'MC4C'];
/** One run, or lines of it; an RSA key of 4096 bits has fifty. */
const BARE = /M[A-Za-z0-9+/]{60,4000}(?:(?:\s|\\n|["'\x60]){1,40}[A-Za-z0-9+/]{4,100}){0,60}={0,2}/y;
/** A sequence of the version 0 and an algorithm (PKCS #8) or a modulus (RSA), or of version 1 and a curve's number. */
const IS_PRIVATE = /^\x30(?:[\x00-\x7f]|\x81.|\x82..)\x02\x01(?:\x00(?:\x30|\x02\x81|\x02\x82|\x02[\x20-\x7f])|\x01\x04[\x1c-\x42])/s;

/** Finds a private key in base64 without the lines that say what it is. Certificates and public keys begin otherwise. */
export function findBareKey(text: string, offset: number): Secret | undefined {
  if (!beginsHere(text, offset) || !IS_PRIVATE.test(decodeBase64(text.slice(offset, offset + 24)))) return undefined;
  BARE.lastIndex = offset;
  const [written] = BARE.exec(text) ?? [];
  if (written === undefined) return undefined;
  const encoded = written.replace(/\s|\\n|["'\x60]/g, '');
  const bytes = decodeBase64(encoded);
  // What is cut off is a sample.
  if (bytes.length < lengthOfDer(bytes) || isMonotonous(encoded.slice(16, 200).replace(/A{5,}/g, 'A'))) return undefined;
  return { kind: 'private-key', what: 'a private key', confidence: 'high', start: offset, end: offset + written.length };
}

/** How many bytes a DER value has by what its second byte, or those behind it, say. */
function lengthOfDer(bytes: string): number {
  const first = bytes.charCodeAt(1);
  if (first < 0x80) return first + 2;
  const count = first & 0x7f;
  let length = 0;
  for (let index = 0; index < count; index += 1) length = length * 256 + bytes.charCodeAt(2 + index);
  return length + 2 + count;
}

/** The quotes that JSON has around keys, JavaScript has not, or others. */
const JWK = /(?<=[{,\s"'])(d|k|priv)["']?\s{0,4}:\s{0,4}["']([A-Za-z0-9_-]{16,6000})["']/;
const IS_KEY_TYPE = /kty\\{0,3}["']?\s{0,4}:\s{0,4}\\{0,3}["'](?:EC|OKP|RSA|oct|AKP)/y;
const KEY_TYPE = /\bkty["']?\s{0,4}:/g;

/** Finds the private part of a JSON Web Key: `{"kty": …, "d": "…"}`, or as JavaScript writes it. */
export function findJsonWebKey(text: string, offset: number): Secret | undefined {
  IS_KEY_TYPE.lastIndex = offset;
  if (!IS_KEY_TYPE.test(text)) return undefined;
  const near = text.slice(Math.max(0, offset - 1000), offset);
  const before = near.slice(Math.max(near.lastIndexOf('{'), near.lastIndexOf('}')) + 1);
  const [after = ''] = /^[^{}]{0,2000}/.exec(text.slice(offset, offset + 2000)) ?? [];
  const object = (before + after).replaceAll('\\"', '"');
  // Other keys stand in objects of their own.
  if (object.match(KEY_TYPE)?.length !== 1) return undefined;
  const [, member, value] = JWK.exec(object) ?? [];
  if (value === undefined || isMadeUp(value)) return undefined;
  // The public keys of other types have a member `k`, too.
  if (member === 'k' && !/\bkty["']?\s{0,4}:\s{0,4}["']oct["']/.test(object)) return undefined;
  const start = text.indexOf(value, offset - before.length);
  return { kind: 'json-web-key', what: 'the private part of a JSON Web Key', confidence: 'high', start, end: start + value.length };
}
