import { describe, expect, it } from 'vitest';

import { measuredStatements, shop } from '../../../../.dev/postgres/statements.mjs';
import { load } from '../../src/dialects/load.ts';
import { lint } from '../migrations-of.ts';

const postgres = await load('postgres');

/** Pieces that SQL is made of, and that break it in the wrong place. */
const pieces = [
  ...'SELECT|DROP TABLE|ALTER TABLE|ADD COLUMN|DROP COLUMN|CREATE TABLE|CREATE INDEX|CONCURRENTLY|UPDATE|DELETE FROM|TRUNCATE'.split('|'),
  ...'SET NOT NULL|RENAME TO|TYPE|USING|DEFAULT|REFERENCES|PRIMARY KEY|CHECK|CASCADE|IF EXISTS|WHERE|AND|IS NULL|BEGIN|COMMIT'.split('|'),
  ...'CREATE FUNCTION f()|BEGIN ATOMIC|END|CASE|COPY t FROM stdin;|DO|LANGUAGE plpgsql|RETURNS int|AS|EXECUTE|IF a THEN|END IF'.split('|'),
  ...'a|b|t|"q""uoted"|größe|😀|int|text|varchar(10)|1|2.5e3|$1|now()|s.t'.split('|'),
  ...["'", "''", "E'\\'", '"', '$$', '$x$', '/*', '*/', '--', '(', ')', '[', ']', ',', ';', ';', ';', '::', ':name', '{{ a }}', '${b}', '.', '*', '='],
  ...['\n', '\r\n', '\r', '\t', '\\i x\n', '\\.\n', '\0', '\uFEFF', '\u00a0', '\ud83d', '\udc00', '\u2028'],
];

/** Numbers that are the same on every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function arbitraryText(seed: number): string {
  const random = seeded(seed);
  const count = 1 + Math.floor(random() * 40);
  const words = Array.from({ length: count }, () => pieces[Math.floor(random() * pieces.length)] ?? '');
  return words.join(random() < 0.7 ? ' ' : '');
}

const seeds = Array.from({ length: 400 }, (_, index) => index + 1);

describe('arbitrary text', () => {
  it('is cut into statements that lie one behind the other within the text', () => {
    for (const seed of seeds) {
      const text = arbitraryText(seed);
      const { statements } = postgres.parse(text);
      let behind = 0;
      for (const statement of statements) {
        expect(statement.start, `seed ${seed}`).toBeGreaterThanOrEqual(behind);
        expect(statement.end, `seed ${seed}`).toBeGreaterThan(statement.start);
        expect(statement.end, `seed ${seed}`).toBeLessThanOrEqual(text.length);
        expect(statement.changes.length, `seed ${seed}: nothing is passed over`).toBeGreaterThan(0);
        for (const { start, end } of [...statement.changes, ...(statement.problem ? [statement.problem] : [])]) {
          expect(start, `seed ${seed}`).toBeGreaterThanOrEqual(statement.start);
          expect(end, `seed ${seed}`).toBeGreaterThanOrEqual(start);
          expect(end, `seed ${seed}`).toBeLessThanOrEqual(statement.end);
        }
        behind = statement.end;
      }
    }
  });

  it('is judged without an error, as an up, as a down and as a history', () => {
    for (const seed of seeds) {
      const files = {
        '0001_a.up.sql': arbitraryText(seed),
        '0001_a.down.sql': arbitraryText(seed + 1000),
        '0002_b.up.sql': arbitraryText(seed + 2000),
        '0002_b.down.sql': arbitraryText(seed + 3000),
      };
      const { migrations } = lint(files);
      expect(migrations, `seed ${seed}`).toHaveLength(2);
      for (const { statements } of migrations) expect(statements.analysed, `seed ${seed}`).toBeLessThanOrEqual(statements.seen);
    }
  });

  it('of valid statements in any order is judged without an error and analysed whole', () => {
    const measured = measuredStatements().flatMap((chapter) => chapter.statements.map(({ sql }) => sql));
    const statements = [...shop(18).split(/;\n/u).filter((sql) => sql.trim() !== ''), ...measured];
    const script = (seed: number): string => {
      const random = seeded(seed);
      return Array.from({ length: 12 }, () => `${statements[Math.floor(random() * statements.length)] ?? ''};\n`).join('');
    };
    for (const seed of seeds.slice(0, 100)) {
      const files = {
        '0001_a.up.sql': script(seed),
        '0001_a.down.sql': script(seed + 1000),
        '0002_b.up.sql': script(seed + 2000),
        '0002_b.down.sql': script(seed + 3000),
      };
      const { migrations } = lint(files);
      expect(migrations.flatMap(({ notAnalysed }) => notAnalysed), `seed ${seed}`).toEqual([]);
    }
  });
});
