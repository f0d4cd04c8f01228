import { decodeBase64 } from './checksums.ts';
import { isExampleValue } from './example-values.ts';
import { beginsHere } from './known-shapes.ts';
import type { Secret } from './secret.ts';

const TOKEN = /(eyJ[A-Za-z0-9_-]{8,2000})\.([A-Za-z0-9_-]{4,6000})\.([A-Za-z0-9_-]{0,1400})/y;

/** Claims by which documentation and local set-ups are known. */
const EXAMPLES = /John Doe|"iss":"(?:supabase-demo|supabase|joe|example|test)|example\.(?:com|org)|"sub":"(?:test|user|1234567890)/i;

/** Finds a JSON Web Token: its first part says an algorithm, its second one is a JSON object. */
export function findJsonWebToken(text: string, offset: number): Secret | undefined {
  if (!beginsHere(text, offset)) return undefined;
  TOKEN.lastIndex = offset;
  const match = TOKEN.exec(text);
  if (!match) return undefined;
  const [token, header = '', payload = '', signature = ''] = match;
  if (!/"(?:alg|enc|kid|typ)"\s*:/.test(decodeBase64(header))) return undefined;
  const claims = decodeBase64(payload);
  if (!claims.startsWith('{') || EXAMPLES.test(claims) || isExampleValue(signature)) return undefined;
  if (signature.length < 20) return undefined;
  if (/"role"\s*:\s*"anon"/.test(claims)) return undefined;
  const isService = /"role"\s*:\s*"service_role"/.test(claims);
  return {
    kind: isService ? 'supabase-service-role-key' : 'json-web-token',
    what: isService ? 'a Supabase service role key' : 'a JSON Web Token',
    confidence: 'high',
    start: offset,
    end: offset + token.length,
  };
}

const ENCODED = /ZXlK[A-Za-z0-9+/]{60,4000}={0,2}/y;

/** Finds a JSON Web Token that was encoded in base64 once more. */
export function findEncodedToken(text: string, offset: number): Secret | undefined {
  if (!beginsHere(text, offset)) return undefined;
  ENCODED.lastIndex = offset;
  const [encoded] = ENCODED.exec(text) ?? [];
  if (encoded === undefined) return undefined;
  const decoded = decodeBase64(encoded);
  if (!findJsonWebToken(decoded, 0)) return undefined;
  return { kind: 'json-web-token', what: 'a JSON Web Token, encoded in base64', confidence: 'high', start: offset, end: offset + encoded.length };
}
