import { describe, expect, it } from 'vitest';

import { antipatterns, findAntipattern, findAntipatternBySlug } from '../src/index.ts';

describe('an anti-pattern', () => {
  it.each(antipatterns)('is found by its id $id and its slug $slug', (antipattern) => {
    expect(findAntipattern(antipattern.id)).toBe(antipattern);
    expect(findAntipatternBySlug(antipattern.slug)).toBe(antipattern);
  });

  it.each(['DP-10', 'dp-01', 'DP-1', ' DP-01', '', 'non-reversible-migration', 'constructor', '__proto__'])(
    'is not found by the id “%s”',
    (id) => {
      expect(findAntipattern(id)).toBeUndefined();
    },
  );

  it.each(['DP-01', 'non-reversible-migrations', 'Deployment-Order', '', 'toString'])(
    'is not found by the slug “%s”',
    (slug) => {
      expect(findAntipatternBySlug(slug)).toBeUndefined();
    },
  );

  it('has a slug of its own that fits into a file name', () => {
    const slugs = antipatterns.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(antipatterns.length);
    for (const slug of slugs) expect(slug).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
