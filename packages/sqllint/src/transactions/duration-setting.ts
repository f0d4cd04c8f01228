/** Units of time as `SET` takes them, in milliseconds. */
const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** The milliseconds that a value such as `2s`, `'500 ms'` or `1000` means; undefined for anything else. */
export function millisecondsOf(value: string): number | undefined {
  const [, number = '', unit = 'ms'] = /^'?\s*(\d+(?:\.\d+)?)\s*([a-z]+)?\s*'?$/iu.exec(value.trim()) ?? [];
  const factor = units[unit];
  return number === '' || factor === undefined ? undefined : Number(number) * factor;
}
