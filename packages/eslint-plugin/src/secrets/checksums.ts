import { GENERATED, randomnessOf } from './surprise.ts';

/** What a provider builds into its tokens so that one can be told from a made-up one. */
export type Check = 'crc32-base62' | 'crc32-hex-body' | 'crc32-hex-little-endian' | 'crc32-hex-all' | 'aws-account' | 'json' | 'snowflake' | 'numbered' | 'drawn';

/** @returns whether the token holds what its provider puts in */
export function passesCheck(check: Check, token: string): boolean {
  return CHECKS[check](token);
}

const CHECKS: Readonly<Record<Check, (token: string) => boolean>> = {
  // GitHub (“Behind GitHub's new authentication token formats”) and npm: prefix, 30 characters, CRC-32 of those in base 62
  'crc32-base62': (token) => toBase62(crc32(token.slice(-36, -6))).padStart(6, '0') === token.slice(-6),
  // Cloudflare, Zuplo: CRC-32 of what stands between the prefix and the last eight digits
  'crc32-hex-body': (token) => {
    const body = token.slice(token.indexOf('_') + 1, -8).replace(/_$/, '');
    return toHex(crc32(body)) === token.slice(-8);
  },
  // Grafana: CRC-32 of prefix and body, its bytes from the lowest
  'crc32-hex-little-endian': (token) => {
    const bytes = toHex(crc32(token.slice(0, -9))).match(/../g) ?? [];
    return bytes.reverse().join('') === token.slice(-8);
  },
  // Atlassian: CRC-32 of all before it
  'crc32-hex-all': (token) => toHex(crc32(token.slice(0, -8))).toUpperCase() === token.slice(-8),
  // AWS: the characters behind the prefix are base 32 and hold the account's twelve digits
  'aws-account': (token) => {
    let bits = 0n;
    for (const character of token.slice(4)) {
      const value = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(character);
      if (value < 0) return false;
      bits = (bits << 5n) | BigInt(value);
    }
    // 16 characters are 80 bits: one of another meaning, 39 or 40 of the account, and the rest
    return ((bits >> 39n) & 0xffffffffffn) <= 999_999_999_999n;
  },
  json: (token) => {
    const start = token.indexOf('eyJ');
    const text = decodeBase64(/^[\w+/-]+/.exec(token.slice(start))?.[0] ?? '');
    // A token may be longer than the part that is JSON
    return start >= 0 && /^\{"[\w-]{1,40}":/.test(text);
  },
  snowflake: (token) => /^\d{15,20}$/.test(decodeBase64(token.split('.')[0] ?? '')),
  // A prefix that services share proves less, and `pk_live_…` is there to be published
  drawn: (token) => !/^(?:pk|mpk|pub|public|publishable|anon)_/.test(token) && randomnessOf(token.replace(/^(?:[a-z]{2,12}[-_]){1,2}/, '')) >= GENERATED,
  numbered: (token) => /^\d{6,}:/.test(decodeBase64(token)),
};

/** Decodes base64 and base64url alike; what is no base64 is skipped, as `Buffer` does. The text is Latin-1. */
export function decodeBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('latin1');
}

let crcTable: Uint32Array | undefined;

function crc32(text: string): number {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value >>> 0;
  });
  let crc = 0xffffffff;
  for (let index = 0; index < text.length; index += 1) crc = (crc >>> 8) ^ (crcTable[(crc ^ text.charCodeAt(index)) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

function toHex(value: number): string {
  return value.toString(16).padStart(8, '0');
}

function toBase62(value: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) {
    text = ('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'[rest % 62] ?? '') + text;
  }
  return text;
}

/** The last six characters that GitHub and npm would put behind these 30, for tests that build tokens. */
export function crc32InBase62(body: string): string {
  return toBase62(crc32(body)).padStart(6, '0');
}
