import { findRegistryCredentials } from './basic-auth.ts';
import { decodeBase64 } from './checksums.ts';
import { isPlaceholder } from './placeholders.ts';
import type { Secret } from './secret.ts';
import { judgeSlotValue } from './slot-values.ts';

/** A manifest is searched no further than this. */
const LONGEST_MANIFEST = 8000;
const KIND = /kind: ?["']?Secret["']?[ \t]*(?=\r?\n)/y;
const DATA = /^( {0,8})data:[ \t]*\r?\n((?:\1 {1,4}\S[^\n]*\r?\n?|[ \t]*\r?\n){1,200})/m;
const ENTRY = /^ +["']?([\w.-]{1,100})["']?:[ \t]+["']?([A-Za-z0-9+/]{6,4000}={0,2})["']?[ \t]*$/gm;
/** What stands in such a manifest beside the secrets. */
const NO_SECRET = /(?:user(?:name)?|login|host(?:name)?|port|database|db_?name|name|namespace|url|endpoint|region|bucket|email|id|ca\.crt|tls\.crt|\.pub)$/i;

/** Finds the values of a Kubernetes manifest of the kind `Secret`, which are not encrypted but base64. */
export function findKubernetesSecrets(text: string, offset: number): Secret[] {
  if (offset > 0 && text.charAt(offset - 1) !== '\n') return [];
  KIND.lastIndex = offset;
  if (!KIND.test(text)) return [];
  const { start, manifest } = manifestAround(text, offset);
  const data = DATA.exec(manifest);
  if (!data) return [];
  const base = start + data.index + data[0].length - (data[2] ?? '').length;
  return Array.from((data[2] ?? '').matchAll(ENTRY)).flatMap((entry) => {
    const [line, name = '', value = ''] = entry;
    const end = base + entry.index + line.trimEnd().replace(/["']$/, '').length;
    return isSecret(name, value) ? [{ kind: 'kubernetes-secret', what: 'a secret in base64', confidence: 'medium' as const, name, start: end - value.length, end }] : [];
  });
}

/** From the document or manifest before to the next, so that each is looked at once. */
function manifestAround(text: string, offset: number): { readonly start: number; readonly manifest: string } {
  const from = Math.max(0, offset - LONGEST_MANIFEST);
  const before = text.slice(from, Math.max(from, offset - 1));
  const after = text.slice(offset, offset + LONGEST_MANIFEST);
  const start = from + Math.max(0, before.lastIndexOf('\n---'), before.lastIndexOf('\nkind:'));
  const end = after.search(/\n(?:---|kind:)/);
  return { start, manifest: text.slice(start, end < 0 ? offset + LONGEST_MANIFEST : offset + end) };
}

function isSecret(name: string, value: string): boolean {
  if (NO_SECRET.test(name)) return false;
  const decoded = decodeBase64(value).trim();
  // Random bytes are a key, unless they are too few to tell from a word that is no base64.
  if (!/^[\x20-\x7e]+$/.test(decoded)) return value.length >= 24 && !/[\n\r]/.test(decoded) && /\d/.test(value);
  if (isPlaceholder(decoded)) return false;
  return judgeSlotValue({ name: 'password', slot: 'password', value: decoded, isQuoted: true, isAssigned: true, mayBeWord: false })?.confidence === 'medium';
}

const DOCKER_CONFIG = /eyJhdXRocyI6[A-Za-z0-9+/]{40,4000}={0,2}/y;

/** Finds the users and passwords of registries in Docker's `config.json`, in base64 as Kubernetes keeps it. */
export function findDockerConfig(text: string, offset: number): Secret | undefined {
  DOCKER_CONFIG.lastIndex = offset;
  const [encoded] = DOCKER_CONFIG.exec(text) ?? [];
  if (encoded === undefined) return undefined;
  const decoded = decodeBase64(encoded);
  const [found] = Array.from(decoded.matchAll(/"auth"/g), ({ index }) => findRegistryCredentials(decoded, index + 1)).filter((secret) => secret !== undefined);
  const hasPassword = /"password"\s*:\s*"(?!")/.test(decoded);
  if (!found && !hasPassword) return undefined;
  return { kind: 'registry-credentials', what: 'a user and password for a registry, in base64', confidence: found?.confidence ?? 'medium', start: offset, end: offset + encoded.length };
}
