import { describe, expect, it } from 'vitest';

import { reportColumns, wantsColor } from '../../src/cli/terminal.ts';

describe('colours', () => {
  const terminal = { isTTY: true };

  it('are used on a terminal, and nowhere else', () => {
    expect(wantsColor(undefined, {}, terminal)).toBe(true);
    expect(wantsColor(undefined, {}, {})).toBe(false);
    expect(wantsColor(undefined, { CI: 'true' }, {})).toBe(false);
  });

  it('are not used on a terminal without any', () => {
    expect(wantsColor(undefined, { TERM: 'dumb' }, terminal)).toBe(false);
  });

  it('obey NO_COLOR and FORCE_COLOR unless they are empty', () => {
    expect(wantsColor(undefined, { NO_COLOR: '1' }, terminal)).toBe(false);
    expect(wantsColor(undefined, { NO_COLOR: '' }, terminal)).toBe(true);
    expect(wantsColor(undefined, { FORCE_COLOR: '1' }, {})).toBe(true);
    expect(wantsColor(undefined, { FORCE_COLOR: 'false' }, terminal)).toBe(false);
    expect(wantsColor(undefined, { FORCE_COLOR: '' }, {})).toBe(false);
  });
});

describe('the width of a report', () => {
  it('is that of the terminal, but not wider than people read', () => {
    expect(reportColumns({ isTTY: true, columns: 72 })).toBe(72);
    expect(reportColumns({ isTTY: true, columns: 240 })).toBe(120);
  });

  it('is 80 where there is no terminal, or it does not tell', () => {
    expect(reportColumns({})).toBe(80);
    expect(reportColumns({ isTTY: true, columns: 0 })).toBe(80);
  });
});
