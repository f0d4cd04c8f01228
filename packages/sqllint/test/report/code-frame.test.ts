import { describe, expect, it } from 'vitest';

import { codeFrame } from '../../src/report/code-frame.ts';
import { plain } from '../../src/report/paint.ts';
import { SourceText } from '../../src/text/source-text.ts';

/** The frame for the part of a text between ‹ and ›. */
function frameOf(marked: string, columns = 76): string {
  const start = marked.indexOf('‹');
  const end = marked.indexOf('›') - 1;
  const source = new SourceText(marked.replace(/[‹›]/gu, ''));
  return codeFrame(source, { start, end, line: source.positionAt(start).line }, columns, plain).join('\n');
}

describe('a code frame', () => {
  it('marks a part of a line', () => {
    expect(frameOf('SELECT 1;\nDROP ‹TABLE a›;\n')).toBe('2 | DROP TABLE a;\n  |      ^^^^^^^');
  });

  it('marks the last line without a line break after it', () => {
    expect(frameOf('‹DROP TABLE a›')).toBe('1 | DROP TABLE a\n  | ^^^^^^^^^^^^');
  });

  it('marks an empty place with one caret', () => {
    expect(frameOf('DROP ‹›TABLE a')).toBe('1 | DROP TABLE a\n  |      ^');
    expect(frameOf('DROP TABLE a‹›')).toBe('1 | DROP TABLE a\n  |             ^');
  });

  it('shows nothing where there is nothing to see', () => {
    expect(frameOf('SELECT 1;\n\n‹›\n')).toBe('');
    expect(frameOf('‹›')).toBe('');
  });

  it('shows the lines of a place on several without carets', () => {
    expect(frameOf('‹ALTER TABLE a\n  ADD b int,\n  DROP c›;\nSELECT 1;')).toBe('1 | ALTER TABLE a\n2 |   ADD b int,\n3 |   DROP c;');
  });

  it('does not take the line after a place that ends with its line break', () => {
    expect(frameOf('‹DROP TABLE a;\n›SELECT 1;')).toBe('1 | DROP TABLE a;\n  | ^^^^^^^^^^^^^');
  });

  it('says how many lines of a long place it leaves out', () => {
    const six = '‹1,\n2,\n3,\n4,\n5,\n6›';
    expect(frameOf(six)).toBe('1 | 1,\n2 | 2,\n3 | 3,\n4 | 4,\n5 | 5,\n  | … 1 more line');
    expect(frameOf(six.replace(',\n6', ''))).toBe('1 | 1,\n2 | 2,\n3 | 3,\n4 | 4,\n5 | 5');
    expect(frameOf(`${'a,\n'.repeat(8)}‹${'b,\n'.repeat(20)}c›`)).toMatch(/^ 9 \| b,\n10 \| b,\n.*\n {3}\| … 16 more lines$/su);
  });

  it('knows the three kinds of line breaks', () => {
    expect(frameOf('SELECT 1;\r\n‹DROP› a;\r\nx')).toBe('2 | DROP a;\n  | ^^^^');
    expect(frameOf('SELECT 1;\r‹DROP› a;\rx')).toBe('2 | DROP a;\n  | ^^^^');
    expect(frameOf('‹A\r\nB›\r\nC')).toBe('1 | A\n2 | B');
  });

  it('expands tabs, before the place and in it', () => {
    expect(frameOf('\tDROP ‹TABLE a›;')).toBe('1 |     DROP TABLE a;\n  |          ^^^^^^^');
    expect(frameOf('a\t‹b\tc›')).toBe('1 | a   b   c\n  |     ^^^^^');
  });

  it('gives wide characters two columns, and marks that combine none', () => {
    expect(frameOf("COMMENT ON TABLE 注文 IS ‹'表'›;")).toBe("1 | COMMENT ON TABLE 注文 IS '表';\n  |                          ^^^^");
    expect(frameOf('-- 👍\u{1f3fd} ok\nDROP ‹👍›')).toBe('2 | DROP 👍\n  |      ^^');
    expect(frameOf('e\u0301 ‹x›')).toBe('1 | e\u0301 x\n  |   ^');
  });

  it('cuts a line that is too wide around the place', () => {
    const wide = `INSERT INTO a VALUES (${'1, '.repeat(40)}‹DROP›${', 2'.repeat(40)});`;
    const [line = '', carets = ''] = frameOf(wide, 44).split('\n');
    expect(line).toBe('1 | … 1, 1, 1, 1, DROP, 2, 2, 2, 2, 2, 2, 2…');
    expect(carets).toBe('  |               ^^^^');
    expect(frameOf(`‹DROP› ${'x'.repeat(100)}`, 34)).toBe(`1 | DROP ${'x'.repeat(23)}…\n  | ^^^^`);
  });

  it('takes its time only for the part of a line that is shown', () => {
    const megabytes = '1, '.repeat(1_000_000);
    const source = new SourceText(`${megabytes}DROP${megabytes}`);
    const place = { start: megabytes.length, end: megabytes.length + 4, line: 1 };
    const started = performance.now();
    for (let times = 0; times < 20; times++) codeFrame(source, place, 44, plain);
    expect(performance.now() - started).toBeLessThan(5000);
    expect(codeFrame(source, place, 44, plain)[0]).toBe('1 | … 1, 1, 1, 1, DROP1, 1, 1, 1, 1, 1, 1, …');
  });

  it('does not cut a character in two', () => {
    const [line = ''] = frameOf(`${'👍'.repeat(60)}x‹DROP›${'👍'.repeat(60)}`, 44).split('\n');
    expect(line).toBe(`1 | …${'👍'.repeat(6)}xDROP${'👍'.repeat(10)}…`);
  });

  it('shows control characters instead of obeying them', () => {
    expect(frameOf("SELECT '\u001b[31m' ‹x›")).toBe("1 | SELECT '␛[31m' x\n  |                ^");
  });
});
