import * as parser from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import { linkParents } from '../../src/analysis/tree.ts';
import { readRegistry } from '../../src/flags/read-registry.ts';

const parse = (text: string): ReturnType<typeof linkParents> => linkParents(parser.parse(text, { range: true, loc: true }));

function entries(text: string, file: string, name?: string): object[] {
  return readRegistry(text, file, name, parse).entries.map(({ range, ...entry }) => ({ ...entry, at: text.slice(...range) }));
}

describe('a registry', () => {
  it('may be an OpenFeature manifest, with more fields than it defines', () => {
    const text = '{\n  "flags": {\n    "new-checkout": { "flagType": "boolean", "defaultValue": false, "type": "release", "owner": "shop", "createdAt": "2026-01-01", "rolledOutAt": "2026-02-01" }\n  }\n}';
    expect(entries(text, 'flags.json')).toEqual([
      { key: 'new-checkout', type: 'release', owner: 'shop', createdAt: '2026-01-01', rolledOutAt: '2026-02-01', defaultValue: false, isStable: false, at: '"new-checkout"' },
    ]);
  });

  it('may be another JSON file: an object of flags, or a list', () => {
    expect(entries('{ "a": { "status": "stable" }, "b": true }', 'flags.json')).toEqual([
      { key: 'a', isStable: true, at: '"a"' },
      { key: 'b', isStable: false, at: '"b"' },
    ]);
    expect(entries('[{ "key": "a", "removeBy": "2026-05-01" }, "b"]', 'flags.json')).toEqual([
      { key: 'a', removeBy: '2026-05-01', isStable: false, at: '"a"' },
      { key: 'b', isStable: false, at: '"b"' },
    ]);
  });

  it('may be a YAML file for each flag', () => {
    expect(entries('---\nname: new_checkout\ntype: development # for now\ngroup: "shop"\ndefault_enabled: true\n', 'config/feature_flags/new_checkout.yml')).toEqual([
      { key: 'new_checkout', type: 'development', owner: 'shop', defaultValue: true, isStable: false, at: 'name: new_checkout' },
    ]);
  });

  it('may be a union, of which the name is said where there are several', () => {
    const text = "export type FlagKey =\n  | 'a'\n  | 'b';\nexport type Color = 'red';\n";
    expect(entries(text, 'flags.ts', 'FlagKey')).toEqual([
      { key: 'a', isStable: false, at: "'a'" },
      { key: 'b', isStable: false, at: "'b'" },
    ]);
  });

  it('may be an object or an enum', () => {
    expect(entries("export const flags = { a: { type: 'ops' }, b: false, C: 'new-c' } as const;", 'flags.ts')).toEqual([
      { key: 'a', type: 'ops', isStable: false, at: 'a' },
      { key: 'b', isStable: false, at: 'b' },
      { key: 'new-c', alias: 'C', isStable: false, at: 'C' },
    ]);
    expect(entries("export enum Flag { NewC = 'new-c' }", 'flags.ts')).toEqual([{ key: 'new-c', alias: 'NewC', isStable: false, at: 'NewC' }]);
  });

  it.each([
    ['{ "a": ', 'flags.json'],
    ['- a\n- b\n', 'flags.yml'],
    ['export const = ;', 'flags.ts'],
  ])('that cannot be read is none: %j', (text, file) => {
    expect(entries(text, file)).toEqual([]);
  });
});
