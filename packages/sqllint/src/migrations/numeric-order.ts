/**
 * Compares two runs of decimal digits by value. Versions are often timestamps with more digits
 * than a number can hold exactly, so they are compared as text: without leading zeros, the longer
 * one is greater, and of two equally long ones the one that sorts later.
 */
export function compareNumbers(left: string, right: string): number {
  const a = withoutLeadingZeros(left);
  const b = withoutLeadingZeros(right);
  return a.length - b.length || compareText(a, b);
}

/** Digits without leading zeros: equal for `0007` and `7`. */
export function withoutLeadingZeros(digits: string): string {
  let at = 0;
  while (at < digits.length - 1 && digits.charCodeAt(at) === 48) at++;
  return at === 0 ? digits : digits.slice(at);
}

/** The order of code units, which is the same on every machine and in every locale. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Compares `1.2.10` with `1.2.9`, number by number, whatever stands between the numbers. */
export function compareNumberLists(left: string, right: string): number {
  const a = left.split(/\D+/u);
  const b = right.split(/\D+/u);
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = compareNumbers(a[at] ?? '', b[at] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
