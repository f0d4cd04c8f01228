import { INTERNAL_ENDINGS, MANAGED_ENDINGS, PROVIDER_NAMES, SHARED_ADDRESSES, SHARED_HOSTS } from '../knowledge/environment-hosts.ts';

/** What shows that a host belongs to one environment. */
export type HostEvidence = 'address' | 'internal' | 'managed' | 'stage' | 'service';

/** A host that another environment has under another name. */
export interface EnvironmentHost {
  readonly host: string;
  readonly evidence: HostEvidence;
  /** How many characters of the text say where the other side is: scheme, credentials, host and port. */
  readonly length: number;
  /** Whether these begin with a scheme, so that they are a URL by themselves. */
  readonly isUrl: boolean;
}

// Each of the parts is bounded, so that no text takes more than linear time.
const URL_ORIGIN = /^(?:jdbc:)?[a-z][a-z\d+.-]{0,20}:\/\/(?:[^@/?#\s'"\\]{0,200}@)?([A-Za-z\d][A-Za-z\d._-]{0,253})(:\d{1,5})?(?=[/?#,]|$)/i;
const BARE_HOST = /^([A-Za-z\d][A-Za-z\d._-]{0,253})(:\d{1,5})?$/;
const STAGE = /^(?:.+[-_])?(?:staging|stage|stg|dev|development|qa|uat|preprod|pre-prod|sandbox)\d{0,3}(?:[-_].+)?$/;
const MADE_UP = /(?:^|[.-])(?:example|sample|dummy|fake|placeholder|invalid|test|mock|my-\w*|your-?\w*)(?:$|[.-])/;

/**
 * The host that a text names, when it belongs to one environment: an address, a name inside a network, a database that
 * a provider has given a name, a stage, a service of a Compose file or a cluster. Public APIs are the same for
 * everybody, and `localhost` is whatever runs beside the service.
 *
 * @param text the beginning of a URL, a host, or a host with a port
 * @param mayBeBare whether the text stands where a host is expected, so that one word can be one
 */
export function findEnvironmentHost(text: string, mayBeBare: boolean): EnvironmentHost | undefined {
  const url = URL_ORIGIN.exec(text);
  const match = url ?? (mayBeBare ? BARE_HOST.exec(text) : null);
  const host = match?.[1]?.toLowerCase().replace(/\.$/, '');
  if (!match || host === undefined) return undefined;
  const evidence = evidenceOf(host, mayBeBare || match[2] !== undefined);
  return evidence && { host, evidence, length: match[0].length, isUrl: url !== null };
}

function evidenceOf(host: string, mayBeService: boolean): HostEvidence | undefined {
  if (/^[\d.]+$/.test(host)) return isOwnAddress(host) ? 'address' : undefined;
  if (SHARED_HOSTS.includes(host) || MADE_UP.test(host)) return undefined;
  const labels = host.split('.');
  if (labels.length === 1) return mayBeService && isServiceName(host) ? 'service' : undefined;
  if (host.endsWith('.svc.cluster.local') || INTERNAL_ENDINGS.some((ending) => host.endsWith(ending))) return 'internal';
  if (MANAGED_ENDINGS.some((ending) => host.endsWith(ending) && !PROVIDER_NAMES.has(host.slice(0, -ending.length)))) return 'managed';
  // `dev` as the last label is a domain that anybody can have.
  return labels.slice(0, -2).some((label) => STAGE.test(label)) ? 'stage' : undefined;
}

/** A word for a service, such as `redis` or `orders-api`, and none that means this very machine or no host at all. */
function isServiceName(word: string): boolean {
  return /^[a-z][a-z\d]*(?:[-_][a-z\d]+)*$/.test(word) && word.length >= 2 && !/^(?:localhost|local|host|internal|unix|memory|https?|none|null|undefined|true|false|auto|default)$/.test(word);
}

/** A whole IPv4 address that is neither this machine nor one for everybody, for documentation or for many at once. */
function isOwnAddress(text: string): boolean {
  const parts = text.split('.').map(Number);
  const [first = 0, second = 0, third = 0] = parts;
  if (parts.length !== 4 || parts.some((part) => !(part <= 255)) || SHARED_ADDRESSES.includes(text)) return false;
  const isDocumentation = (first === 192 && second === 0 && third === 2) || (first === 198 && second === 51 && third === 100) || (first === 203 && second === 0 && third === 113);
  return first !== 0 && first !== 127 && !(first === 169 && second === 254) && first < 224 && !isDocumentation;
}
