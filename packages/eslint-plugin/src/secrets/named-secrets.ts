import { NAMED_SECRETS } from './providers/named.ts';
import type { NamedProviderSecret } from './providers/provider-secret.ts';
import { parseShape, sourceOf } from './shape.ts';
import { normaliseName } from './slot-names.ts';

let byWord: Map<string, NamedProviderSecret[]> | undefined;
const patterns = new Map<NamedProviderSecret, RegExp>();

/**
 * Finds the provider whose word is in a name and whose secrets look like a value.
 *
 * @param name of a variable, key or option that promises a secret
 */
export function findNamedSecret(name: string, value: string): NamedProviderSecret | undefined {
  if (!/\d/.test(value) || !/^[\w.+/=:|-]{8,400}$/.test(value)) return undefined;
  byWord ??= indexByWord();
  const words = normaliseName(name).split('_');
  // `new_relic` and `newRelic` are one word in the table
  const candidates = words.flatMap((word, index) => [word, word + (words[index + 1] ?? '')]);
  for (const word of candidates) {
    const found = byWord.get(word)?.find((secret) => patternOf(secret).test(value));
    if (found) return found;
  }
  // `herokutoken` and `myadobekey` have no separator to go by
  for (const [word, secrets] of byWord) {
    if (word.length < 5 || !candidates.some((candidate) => candidate.includes(word))) continue;
    const found = secrets.find((secret) => patternOf(secret).test(value));
    if (found) return found;
  }
  return undefined;
}

function indexByWord(): Map<string, NamedProviderSecret[]> {
  const index = new Map<string, NamedProviderSecret[]>();
  for (const secret of NAMED_SECRETS) {
    for (const word of secret.words) {
      const secrets = index.get(word);
      if (secrets) secrets.push(secret);
      else index.set(word, [secret]);
    }
  }
  return index;
}

function patternOf(secret: NamedProviderSecret): RegExp {
  let pattern = patterns.get(secret);
  if (!pattern) {
    const source = secret.shapes.flatMap((shape) => parseShape(shape).map(sourceOf)).join('|');
    patterns.set(secret, (pattern = new RegExp(`^(?:${source})$`)));
  }
  return pattern;
}
