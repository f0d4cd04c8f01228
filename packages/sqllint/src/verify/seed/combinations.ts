export type Choice = string | null | undefined;

/** The values that a column may be given, the likeliest first. */
export interface Choices {
  readonly column: string;
  /** Undefined for the value that it would have by itself. */
  readonly values: readonly Choice[];
}

/** More columns than this are left as they are. */
const mostColumns = 4;

/** One value for each column, the likeliest combinations first: those whose values stand nearest to the front of their lists. */
export function* combinations(choices: readonly Choices[]): Generator<Record<string, Choice>> {
  const some = choices.filter(({ values }) => values.length > 0).slice(0, mostColumns);
  const farthest = some.reduce((sum, { values }) => sum + values.length - 1, 0);
  for (let distance = 0; some.length > 0 && distance <= farthest; distance++) yield* atDistance(some, distance);
}

/** The combinations whose places in the lists add up to a number. */
function* atDistance([first, ...others]: readonly Choices[], distance: number): Generator<Record<string, Choice>> {
  if (!first) {
    if (distance === 0) yield {};
    return;
  }
  for (const [place, value] of first.values.slice(0, distance + 1).entries()) for (const rest of atDistance(others, distance - place)) yield { [first.column]: value, ...rest };
}
