import { describe, expect, it } from 'vitest';
import { upOf } from './read-migration.ts';

describe('a module that is required as a whole', () => {
  const up = (head: string, body: string): string => `${head}\nexports.up = (knex) => knex.schema.createTable('a', (table) => { table.text('b'); ${body} });`;
  const both = 'create table "a" ("b" text, "c" text);';

  it.each<[what: string, exported: string, body: string]>([
    ['a function', 'module.exports = (table) => { table.text("c"); };', 'other(table);'],
    ['an object', 'module.exports = { add(table) { table.text("c"); } };', 'other.add(table);'],
    ['a constant that holds an object', 'const all = { add(table) { table.text("c"); } };\nmodule.exports = all;', 'other.add(table);'],
    ['a class', 'module.exports = class Columns { add(table) { table.text("c"); } };', 'new other().add(table);'],
  ])('may be %s', (_, exported, body) => {
    expect(upOf(up("const other = require('./other');", body), 'postgres', { './other': exported })).toBe(both);
  });

  it('is not known when it is not there', () => {
    expect(upOf(up("const other = require('./other');", 'other(table);'))).not.toBe(both);
  });
});
