import { SourceText } from '../text/source-text.ts';

/** A file's text, and what is wrong with its encoding. */
export interface DecodedText {
  readonly source: SourceText;
  readonly problem?: { readonly line: number; readonly message: string };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Turns bytes into text. Migration tools and databases expect UTF-8; what is not is decoded all
 * the same, as well as can be, so that its statements are still checked, and comes with a problem.
 */
export function decode(bytes: Uint8Array): DecodedText {
  const utf16 = utf16Name(bytes);
  if (utf16 !== undefined) {
    return {
      source: new SourceText(new TextDecoder(utf16).decode(bytes)),
      problem: {
        line: 1,
        message: 'This file is UTF-16, which databases and migration tools do not read. Save it as UTF-8.',
      },
    };
  }
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return decodeInvalid(bytes);
  }
  return decoded(text);
}

/** What `decode` says of a text that was valid UTF-8. */
export function decoded(text: string): DecodedText {
  const source = new SourceText(text);
  const nul = text.indexOf('\0');
  if (nul < 0) return { source };
  const { line } = source.positionAt(nul);
  return {
    source,
    problem: { line, message: `Line ${line} contains a NUL byte, which no SQL may. Save the file as plain text in UTF-8.` },
  };
}

function utf16Name([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

function decodeInvalid(bytes: Uint8Array): DecodedText {
  const source = new SourceText(new TextDecoder('utf-8').decode(bytes));
  const { line } = source.positionAt(lengthOfValidStart(bytes));
  return {
    source,
    problem: { line, message: `Line ${line} is not valid UTF-8; its unreadable bytes are taken as “\uFFFD”. Save the file as UTF-8.` },
  };
}

/** How many UTF-16 units the longest valid beginning has; found by halving, as the decoder does not tell. */
function lengthOfValidStart(bytes: Uint8Array): number {
  let valid = '';
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    try {
      // A character that is cut off by the end is no error in a stream.
      valid = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  return valid.length;
}
