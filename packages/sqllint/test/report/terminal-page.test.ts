import { describe, expect, it } from 'vitest';

import type { Paint } from '../../src/report/paint.ts';
import { plain } from '../../src/report/paint.ts';
import { terminalPage } from '../../src/report/terminal-page.ts';

const shown = (markdown: string, columns = 40, paint: Paint = plain) => terminalPage(markdown, columns, paint);

describe('a page in a terminal', () => {
  it('breaks paragraphs, which end at an empty line', () => {
    expect(shown('One two three\nfour five.\n\nSix.\n', 12)).toBe('One two\nthree four\nfive.\n\nSix.');
  });

  it('shows headings in bold, without their marks', () => {
    expect(shown('# A `b`\n## C\nText.\n', 40, { ...plain, bold: (text) => `<${text}>` })).toBe('<A `b`>\n\n<C>\n\nText.');
  });

  it('keeps code as it is, however wide, and says what it shows', () => {
    expect(shown('```sql incorrect\nDROP TABLE a; -- [x](y) **z**\n\n  SELECT 1;\n```\n\n```sql correct\nSELECT 2;\n```\n\n```sh\nls\n```', 10)).toBe(
      '  Incorrect:\n    DROP TABLE a; -- [x](y) **z**\n\n      SELECT 1;\n\n  Correct:\n    SELECT 2;\n\n    ls',
    );
  });

  it('keeps a fence that nobody closed', () => {
    expect(shown('```\nDROP TABLE a;\nDROP TABLE b;')).toBe('    DROP TABLE a;\n    DROP TABLE b;');
  });

  it('aligns the columns of a table', () => {
    expect(shown('| | |\n| --- | --- |\n| Short | One two three four five six seven. |\n| Longer one | a \\| b |')).toBe(
      '  Short       One two three four five\n              six seven.\n  Longer one  a | b',
    );
  });

  it('lets list items hang', () => {
    expect(shown('- One two three four\n  five.\n- Six.\n\n1. First\n2. Second', 16)).toBe('  - One two\n    three four\n    five.\n  - Six.\n\n  1. First\n  2. Second');
  });

  it('says where a link on the web leads, and only the words of one to another page', () => {
    expect(shown('See [a](b.md) and [c](https://example.com/).', 80)).toBe('See a and c <https://example.com/>.');
  });

  it('drops comments, over several lines as well', () => {
    expect(shown('<!-- a -->\nText.\n<!-- b\nc -->\n')).toBe('Text.');
  });

  it('shows control characters as symbols', () => {
    expect(shown('a\u001b[31mb')).toBe('a␛[31mb');
  });
});
