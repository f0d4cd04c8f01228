/**
 * Parsers written in C count bytes of UTF-8 or code points; JavaScript counts UTF-16 units.
 * For text of ASCII alone the three are one, and the maps below cost nothing.
 */

/** Maps an offset of one kind to UTF-16 units. */
export type OffsetMap = (offset: number) => number;

const identity: OffsetMap = (offset) => offset;

/** Whether every code unit is below 128. */
export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) > 127) return false;
  }
  return true;
}

/** A map from UTF-8 byte offsets to UTF-16 offsets. Asking in ascending order is fastest. */
export function mapFromBytes(text: string): OffsetMap {
  return isAscii(text) ? identity : mapFrom(text, utf8Length);
}

/** A map from code point offsets to UTF-16 offsets. */
export function mapFromCodePoints(text: string): OffsetMap {
  return isAscii(text) ? identity : mapFrom(text, () => 1);
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

function mapFrom(text: string, widthOf: (codePoint: number) => number): OffsetMap {
  let unit = 0;
  let counted = 0;
  return (offset) => {
    if (offset < counted) {
      unit = 0;
      counted = 0;
    }
    while (counted < offset && unit < text.length) {
      const codePoint = text.codePointAt(unit) ?? 0;
      counted += widthOf(codePoint);
      unit += codePoint > 0xffff ? 2 : 1;
    }
    return unit;
  };
}
