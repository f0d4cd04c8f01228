import { expect, it } from 'vitest';

import { blocksReads, blocksWrites, lockModes } from '../../src/facts/lock-modes.ts';

it('writes wait for SHARE and everything stronger', () => {
  expect(lockModes.filter(blocksWrites)).toEqual(['SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE']);
});

it('reads wait for ACCESS EXCLUSIVE alone', () => {
  expect(lockModes.filter(blocksReads)).toEqual(['ACCESS EXCLUSIVE']);
});
