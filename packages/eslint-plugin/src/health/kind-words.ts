import type { DependencyKind } from '../knowledge/dependency-clients.ts';
import { DEPENDENCY_KINDS } from '../knowledge/dependency-clients.ts';

/** Kinds of dependencies as a sentence names them: `the SQL database, Redis and Kafka`. */
export function kindWords(kinds: Iterable<DependencyKind>): string {
  const words = [...kinds].map((kind) => DEPENDENCY_KINDS[kind]);
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`;
}
