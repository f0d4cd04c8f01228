/** The sets of characters that providers draw tokens from, by the names that shapes use. */
const CLASSES = {
  digit: '0-9',
  hex: '0-9a-f',
  HEX: '0-9A-F',
  anyhex: '0-9a-fA-F',
  lower: 'a-z0-9',
  upper: 'A-Z0-9',
  letter: 'A-Za-z',
  base32: 'A-Z2-7',
  base32lower: 'a-z2-7',
  base58: '1-9A-HJ-NP-Za-km-z',
  alnum: 'A-Za-z0-9',
  word: 'A-Za-z0-9_',
  url: 'A-Za-z0-9_-',
  base64: 'A-Za-z0-9+/',
  dotted: 'A-Za-z0-9_.-',
  padded: 'A-Za-z0-9+/=_-',
  percent: 'A-Za-z0-9%._-',
  query: 'A-Za-z0-9%._&=-',
} as const;

export type Alphabet = keyof typeof CLASSES;

/** The alphabet as the inside of a regular expression's character class. */
export function characterClass(alphabet: Alphabet): string {
  return CLASSES[alphabet];
}

export function isAlphabet(name: string): name is Alphabet {
  return Object.hasOwn(CLASSES, name);
}

/** Every character of an alphabet, in the order of its ranges. */
export function charactersOf(alphabet: Alphabet): string {
  return CLASSES[alphabet].replace(/(.)-(.)/g, (_, from: string, to: string) => {
    const first = from.charCodeAt(0);
    return Array.from({ length: to.charCodeAt(0) - first + 1 }, (_unused, index) => String.fromCharCode(first + index)).join('');
  });
}
