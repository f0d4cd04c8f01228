/** No value is looked for further above its label than this. */
const LONGEST_WAY = 1500;
const LABEL = String.raw`\bexamples?["'\x60]?\s{0,4}[:=]\s{0,4}`;
const BESIDE = new RegExp(String.raw`${LABEL}\[?\s{0,20}["'\x60]?[^\s"'\x60]{0,100}$`, 'i');
const IN_OBJECT = new RegExp(String.raw`${LABEL}\{[^{}]{0,600}$`, 'i');
const IS_LABEL = new RegExp(String.raw`^\s{0,80}(?:- )?["']?examples?["']?\s{0,4}:`, 'i');

/** Whether a value stands under the key `example`, as in the schema of an API: beside it, in its object, or further in. */
export function isLabelledExample(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - LONGEST_WAY), start);
  return BESIDE.test(before.slice(-140)) || IN_OBJECT.test(before) || isBelowLabel(before);
}

/** Goes up the lines that are indented less and less, which in YAML and in JSON as it is printed are what a value is in. */
function isBelowLabel(before: string): boolean {
  const lines = before.split('\n');
  let indentation = indentationOf(lines.pop() ?? '');
  for (const line of lines.reverse()) {
    const deeper = indentationOf(line);
    if (deeper >= indentation || line.trim() === '') continue;
    if (IS_LABEL.test(line)) return true;
    indentation = deeper;
  }
  return false;
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}
