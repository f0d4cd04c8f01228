/** Pairs what was with what is, names first; two with one content are two. */
export function pair<T extends { readonly name: string }>(
  was: readonly T[],
  now: readonly T[],
  matches: (a: T, b: T) => boolean,
): { readonly missing: readonly T[]; readonly leftOver: readonly T[] } {
  const leftOver = new Set(now);
  const take = (item: T, isPartner: (candidate: T) => boolean): boolean => {
    for (const candidate of leftOver) {
      if (isPartner(candidate) && matches(item, candidate)) return leftOver.delete(candidate);
    }
    return false;
  };
  const unpaired = was.filter((item) => !take(item, (candidate) => candidate.name === item.name));
  const missing = unpaired.filter((item) => !take(item, () => true));
  return { missing, leftOver: [...leftOver] };
}
