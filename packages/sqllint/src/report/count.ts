/** `1 migration`, `2 migrations`, `0 migrations`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
