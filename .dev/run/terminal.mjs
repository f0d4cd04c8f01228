// What the tasks themselves print. Progress goes to stderr, so that a task's own output can be piped.

const styles = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], cyan: [36, 39] };

/**
 * Colours text for one stream; leaves it as it is unless the stream is a terminal that shows colours.
 *
 * @param {keyof typeof styles} style
 * @param {string} text
 * @param {NodeJS.WriteStream} [stream]
 */
export function paint(style, text, stream = process.stderr) {
  if (!showsColours(stream)) return text;
  const [on, off] = styles[style];
  return `\u001B[${on}m${text}\u001B[${off}m`;
}

/** @param {NodeJS.WriteStream} stream */
function showsColours(stream) {
  // https://no-color.org: any value that is not empty switches colours off.
  return stream.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}

/** @param {string} what one step that begins now */
export function progress(what) {
  console.error(paint('dim', `› ${what}`));
}

/** @param {string} problem one line */
export function failure(problem) {
  console.error(paint('red', `✗ ${problem}`));
}
