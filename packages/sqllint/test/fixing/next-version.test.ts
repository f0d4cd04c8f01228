import { describe, expect, it } from 'vitest';

import { nextVersion } from '../../src/fixing/next-version.ts';

describe('nextVersion', () => {
  it.each([
    ['7', '8'],
    ['0009', '0010'],
    ['99', '100'],
    ['1700000000', '1700000001'],
    ['20231231235959', '20240101000000'],
    ['20240001000000', '20240001000001'],
    ['2024-02-29-235959', '2024-03-01-000000'],
    ['1.2', '1.3'],
    ['2_09', '2_10'],
  ])('%s → %s', (version, next) => {
    expect(nextVersion(version)).toBe(next);
  });

  it.each(['', 'v1', '1.2-beta', '2024-02-29'])('does not guess what follows “%s”', (version) => {
    expect(nextVersion(version)).toBeUndefined();
  });
});
