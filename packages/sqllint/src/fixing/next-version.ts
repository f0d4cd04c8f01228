/**
 * The version that comes next: a second later for a date, one more for a number.
 * @returns undefined for a version that is written in neither way
 */
export function nextVersion(version: string): string | undefined {
  const [, before = '', number] = /^(\d+(?:[._]\d+)*[._])?(\d+)$/u.exec(version) ?? [];
  if (number !== undefined) return before + (number.length === 14 && before === '' ? aSecondLater(number) : oneMore(number));
  const digits = version.replaceAll('-', '');
  // diesel writes dates with hyphens.
  if (!/^\d{4}-\d\d-\d\d-\d{6}$/u.test(version)) return undefined;
  const next = aSecondLater(digits);
  return [next.slice(0, 4), next.slice(4, 6), next.slice(6, 8), next.slice(8)].join('-');
}

function oneMore(number: string): string {
  return String(BigInt(number) + 1n).padStart(number.length, '0');
}

/** `20240301235959` is followed by `20240302000000`; what is no date counts as a number. */
function aSecondLater(date: string): string {
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/u, '$1-$2-$3T$4:$5:$6Z');
  const time = Date.parse(iso);
  return Number.isNaN(time) ? oneMore(date) : new Date(time + 1000).toISOString().replace(/\D/gu, '').slice(0, 14);
}
