import { describe, expect, it } from 'vitest';
import type { Break, Direction } from '../../src/api/compare-schemas.ts';
import { compareSchemas, RISKY_CHANGES } from '../../src/api/compare-schemas.ts';
import { declaredSchemas } from '../../src/api/read-schema.ts';
import { SchemaSource } from '../../src/api/schema-source.ts';
import { Modules } from '../../src/modules/modules.ts';
import { filesInMemory } from '../../src/modules/source-files.ts';

/** All that a change of the schema `S` does to those who were written against it. */
function changes(before: string, after: string, direction: Direction, more: Record<string, string> = {}): readonly Break[] {
  const [was, is] = [before, after].map((text) => {
    const modules = new Modules(filesInMemory({ '/p/s.ts': text, ...more }));
    const module = modules.at('/p/s.ts');
    return module && declaredSchemas(new SchemaSource(module, modules)).get('S');
  });
  if (!was || !is) throw new Error('There is no schema S.');
  return compareSchemas(was, is, new Set([direction]));
}

const isRisk = ({ change }: Break): boolean => RISKY_CHANGES.some((risk) => risk === change);

/** What a change of the schema `S` breaks, as `removed name`. */
function breaks(...change: Parameters<typeof changes>): string[] {
  return changes(...change).filter((found) => !isRisk(found)).map(({ change: what, path, after }) => `${what} ${path}${what === 'tightened' ? `: ${after ?? ''}` : ''}`);
}

/** What a change of the schema `S` puts at risk, in the same words. */
function risks(...change: Parameters<typeof changes>): string[] {
  return changes(...change).filter(isRisk).map(({ change: what, path, before, after }) => `${what} ${path}${before === undefined ? '' : `: ${before} -> ${after ?? ''}`}`);
}

const zod = (body: string): string => `import { z } from 'zod';\n${body.includes('S =') ? body : `export const S = z.object({ ${body} });`}`;
const typebox = (body: string): string => `import { Type as T } from '@sinclair/typebox';\nexport const S = T.Object({ ${body} });`;
const json = (properties: string, required = ''): string => `export const S = { type: 'object', required: [${required}], properties: { ${properties} } };`;
const type = (members: string): string => `export interface S { ${members} }`;
const dto = (members: string): string => `import { IsOptional, IsString } from 'class-validator';\nexport class S { ${members} }`;

/** One row of the table of what is breaking: how it is written in each notation, and what it is in either direction. */
interface Row {
  readonly notation: string;
  readonly before: string;
  readonly after: string;
  readonly request: readonly string[];
  readonly response: readonly string[];
}

const row = (notation: string, before: string, after: string, request: readonly string[], response: readonly string[]): Row => ({ notation, before, after, request, response });

describe.each<[string, readonly Row[]]>([
  ['a property that is gone', [
    row('Zod', zod('a: z.string(), b: z.string()'), zod('a: z.string()'), [], ['removed b']),
    row('TypeBox', typebox('a: T.String(), b: T.String()'), typebox('a: T.String()'), [], ['removed b']),
    row('JSON Schema', json(`a: { type: 'string' }, b: { type: 'string' }`), json(`a: { type: 'string' }`), [], ['removed b']),
    row('an interface', type('a: string; b: string'), type('a: string'), [], ['removed b']),
    row('a class', dto('a: string; b: string;'), dto('a: string;'), [], ['removed b']),
    row('Zod, strict', zod('export const S = z.object({ a: z.string(), b: z.string() }).strict();'), zod('export const S = z.object({ a: z.string() }).strict();'), ['refused b'], ['removed b']),
    row('Zod, below another', zod('a: z.object({ b: z.string(), c: z.string() })'), zod('a: z.object({ c: z.string() })'), [], ['removed a.b']),
    row('Zod, in a list', zod('a: z.array(z.object({ b: z.string(), c: z.string() }))'), zod('a: z.array(z.object({ c: z.string() }))'), [], ['removed a[].b']),
  ]],
  ['a property that is renamed', [
    row('Zod', zod('name: z.string()'), zod('title: z.string()'), ['added title'], ['removed name']),
    row('an interface', type('name: string'), type('title: string'), ['added title'], ['removed name']),
  ]],
  ['a property that is new and required', [
    row('Zod', zod('a: z.string()'), zod('a: z.string(), b: z.string()'), ['added b'], []),
    row('TypeBox', typebox('a: T.String()'), typebox('a: T.String(), b: T.String()'), ['added b'], []),
    row('JSON Schema', json(`a: { type: 'string' }`), json(`a: { type: 'string' }, b: { type: 'string' }`, `'b'`), ['added b'], []),
    row('a class', dto('a: string;'), dto('a: string; @IsString() b: string;'), ['added b'], []),
    row('a class, where only the documentation asks for it', dto('a: string;'), dto('a: string; @ApiProperty() b: string;'), [], []),
    row('a class, checked by nobody', dto('a: string;'), dto('a: string; b: string;'), [], []),
  ]],
  ['a property that is new and has a default', [
    row('Zod', zod('a: z.string()'), zod('a: z.string(), b: z.string().default("")'), [], []),
    row('TypeBox', typebox('a: T.String()'), typebox('a: T.String(), b: T.String({ default: "" })'), [], []),
    row('a class', dto('a: string;'), dto(`a: string; @IsString() b: string = '';`), [], []),
  ]],
  ['a property that is new and may be left out', [
    row('Zod', zod('a: z.string()'), zod('a: z.string(), b: z.string().optional()'), [], []),
    row('JSON Schema', json(`a: { type: 'string' }`), json(`a: { type: 'string' }, b: { type: 'string' }`), [], []),
    row('a class', dto('a: string;'), dto('a: string; @IsOptional() @IsString() b: string;'), [], []),
  ]],
  ['optional becomes required', [
    row('Zod', zod('a: z.string().optional()'), zod('a: z.string()'), ['required a'], []),
    row('TypeBox', typebox('a: T.Optional(T.String())'), typebox('a: T.String()'), ['required a'], []),
    row('an interface', type('a?: string'), type('a: string'), ['required a'], []),
    row('JSON Schema', json(`a: { type: 'string' }`), json(`a: { type: 'string' }`, `'a'`), ['required a'], []),
  ]],
  ['required becomes optional', [
    row('Zod', zod('a: z.string()'), zod('a: z.string().optional()'), [], ['optional a']),
    row('an interface', type('a: string'), type('a?: string'), [], ['optional a']),
    row('a class', dto('@IsString() a: string;'), dto('@IsString() a?: string;'), [], ['optional a']),
    row('a class, only when it is checked', dto('@IsString() a: string;'), dto('@IsOptional() @IsString() a: string;'), [], []),
  ]],
  ['null comes in', [
    row('Zod', zod('a: z.string()'), zod('a: z.string().nullable()'), [], ['nullable a']),
    row('an interface', type('a: string'), type('a: string | null'), [], ['nullable a']),
    row('JSON Schema', json(`a: { type: 'string' }`), json(`a: { type: ['string', 'null'] }`), [], ['nullable a']),
  ]],
  ['null goes', [
    row('Zod', zod('a: z.string().nullable()'), zod('a: z.string()'), ['notNullable a'], []),
    row('TypeBox', typebox('a: T.Union([T.String(), T.Null()])'), typebox('a: T.String()'), ['notNullable a'], []),
  ]],
  ['a narrower type', [
    row('Zod', zod('a: z.string()'), zod(`a: z.enum(['x', 'y'])`), ['narrowed a'], []),
    row('Zod, whole numbers', zod('a: z.number()'), zod('a: z.number().int()'), ['tightened a: only whole numbers'], []),
    row('JSON Schema, whole numbers', json(`a: { type: 'number' }`), json(`a: { type: 'integer' }`), ['tightened a: only whole numbers'], []),
  ]],
  ['a wider type', [
    row('Zod', zod('a: z.string()'), zod('a: z.union([z.string(), z.number()])'), [], ['retyped a']),
    row('an interface', type('a: string'), type('a: string | number'), [], ['retyped a']),
  ]],
  ['another type', [row('a class, checked by nobody', dto('a: string;'), dto('a: number;'), [], ['retyped a']), row('Zod', zod('a: z.string()'), zod('a: z.number()'), ['narrowed a'], ['retyped a'])]],
  ['a list of what it was', [
    row('Zod, by a name', zod('export const S = z.object({ a: A }); const A = z.object({ b: z.string() });'), zod('export const S = z.object({ a: A.array() }); const A = z.object({ b: z.string() });'), ['narrowed a'], ['retyped a']),
    row('Zod, written out', zod('export const S = z.object({ a: A }); const A = z.object({ b: z.string() });'), zod('a: z.object({ b: z.string() })'), [], []),
  ]],
  ['a value that is gone from a list', [
    row('Zod', zod(`a: z.enum(['x', 'y'])`), zod(`a: z.enum(['x'])`), ['narrowed a'], []),
    row('an enumeration', `${zod('a: z.nativeEnum(E)')}\nenum E { X = 'x', Y = 'y' }`, `${zod('a: z.nativeEnum(E)')}\nenum E { X = 'x' }`, ['narrowed a'], []),
    row('a constant', `${zod('a: z.enum(values)')}\nconst values = ['x', 'y'] as const;`, `${zod('a: z.enum(values)')}\nconst values = ['x'] as const;`, ['narrowed a'], []),
    row('a union', type(`a: 'x' | 'y'`), type(`a: 'x'`), ['narrowed a'], []),
  ]],
  ['a value that is new in a list', [row('Zod', zod(`a: z.enum(['x'])`), zod(`a: z.enum(['x', 'y'])`), [], [])]],
  ['a bound that is tighter', [
    row('Zod', zod('a: z.string().max(20)'), zod('a: z.string().max(10)'), ['tightened a: at most 10'], []),
    row('Zod, new', zod('a: z.number()'), zod('a: z.number().min(1)'), ['tightened a: at least 1'], []),
    row('Zod, a pattern', zod('a: z.string()'), zod('a: z.string().regex(/^a/)'), ['tightened a: only what matches /^a/'], []),
    row('Zod, a format', zod('a: z.string()'), zod('a: z.email()'), ['tightened a: only the format email'], []),
    row('TypeBox', typebox('a: T.String()'), typebox('a: T.String({ maxLength: 10 })'), ['tightened a: at most 10'], []),
    row('JSON Schema', json(`a: { type: 'array', items: {}, maxItems: 20 }`), json(`a: { type: 'array', items: {}, maxItems: 10 }`), ['tightened a: at most 10'], []),
    row('a class', dto('@IsString() a: string;'), dto('@IsString() @MaxLength(10) a: string;'), ['tightened a: at most 10'], []),
  ]],
  ['a bound that is wider', [
    row('Zod', zod('a: z.string().max(10)'), zod('a: z.string().max(20)'), [], []),
    row('Zod, gone', zod('a: z.string().min(1).email()'), zod('a: z.string()'), [], []),
    row('Zod, the same in another way', zod('a: z.string().email()'), zod('a: z.email()'), [], []),
    row('Zod, one that cannot be told', zod('a: z.string().max(LONG)'), zod('a: z.string().max(10)'), [], []),
    row('Zod, another pattern', zod('a: z.string().regex(/a/)'), zod('a: z.string().regex(/b/)'), [], []),
  ]],
  ['nothing else is taken any more', [
    row('Zod', zod('export const S = z.object({ a: z.string() });'), zod('export const S = z.strictObject({ a: z.string() });'), ['closed '], []),
    row('Zod, below another', zod('a: z.object({ b: z.string() })'), zod('a: z.object({ b: z.string() }).strict()'), ['closed a'], []),
    row('TypeBox', typebox('a: T.Object({ b: T.String() })'), typebox('a: T.Object({ b: T.String() }, { additionalProperties: false })'), ['closed a'], []),
    row('JSON Schema', json(`a: { type: 'object', properties: {} }`), json(`a: { type: 'object', properties: {}, additionalProperties: false }`), ['closed a'], []),
  ]],
  ['anything else is taken', [row('Zod', zod('export const S = z.object({ a: z.string() }).strict();'), zod('export const S = z.object({ a: z.string() }).strict().passthrough();'), [], [])]],
  ['another default', [row('Zod', zod('a: z.number().default(1)'), zod('a: z.number().default(2)'), [], [])]],
  ['what was deprecated and goes', [row('Zod', zod('/** @deprecated Use b. */\n a: z.string(), b: z.string()'), zod('b: z.string()'), [], [])]],
])('%s', (_, rows) => {
  it.each(rows)('$notation', ({ before, after, request, response }) => {
    expect({ request: breaks(before, after, 'request'), response: breaks(before, after, 'response') }).toEqual({ request, response });
  });
});

describe.each<[string, readonly Row[]]>([
  ['a property that is gone', [row('Zod', zod('a: z.string(), b: z.string()'), zod('a: z.string()'), ['ignored b'], [])]],
  ['a value that is new in a list', [row('Zod', zod(`a: z.enum(['x'])`), zod(`a: z.enum(['x', 'y'])`), [], ['value a: "x" -> "y"'])]],
  ['a value that is gone from a list', [row('Zod', zod(`a: z.enum(['x', 'y'])`), zod(`a: z.enum(['x'])`), [], [])]],
  ['another default', [
    row('Zod', zod('a: z.number().default(1)'), zod('a: z.number().default(2)'), ['default a: 1 -> 2'], ['default a: 1 -> 2']),
    row('TypeBox', typebox('a: T.Number({ default: 1 })'), typebox('a: T.Number({ default: 2 })'), ['default a: 1 -> 2'], ['default a: 1 -> 2']),
    row('JSON Schema', json(`a: { type: 'number', default: 1 }`), json(`a: { type: 'number', default: 2 }`), ['default a: 1 -> 2'], ['default a: 1 -> 2']),
    row('a class', dto('@IsNumber() a = 1;'), dto('@IsNumber() a = 2;'), ['default a: 1 -> 2'], ['default a: 1 -> 2']),
    row('Zod, a first one', zod('a: z.number()'), zod('a: z.number().default(2)'), [], []),
  ]],
  ['a bound that is wider', [
    row('Zod', zod('a: z.string().max(10)'), zod('a: z.string().max(20)'), [], ['loosened a']),
    row('Zod, gone', zod('a: z.string().min(1).email()'), zod('a: z.string()'), [], ['loosened a']),
  ]],
  ['a bound that is tighter', [row('Zod', zod('a: z.string().max(20)'), zod('a: z.string().max(10)'), [], [])]],
])('%s is a risk', (_, rows) => {
  it.each(rows)('$notation', ({ before, after, request, response }) => {
    expect({ request: risks(before, after, 'request'), response: risks(before, after, 'response') }).toEqual({ request, response });
  });
});

it('entities that all refer to each other are read in no time', () => {
  const names = Array.from({ length: 24 }, (_, at) => `E${at}`);
  const entities = names.map((name) => `export class ${name} { ${names.map((other) => `to${other}: ${other};`).join(' ')} }`).join('\n');
  expect(breaks(`${entities}\nexport class S { a: E1; b: E2; }`, `${entities}\nexport class S { a: E1; }`, 'response')).toEqual(['removed b']);
});

it.each([
  ['fastify', []],
  ['express', ['closed a']],
])('what a JSON schema does not know, %s', (framework, expected) => {
  const manifest = { '/p/package.json': JSON.stringify({ dependencies: { [framework]: '5' } }) };
  expect(breaks(json(`a: { type: 'object', properties: {} }`), json(`a: { type: 'object', properties: {}, additionalProperties: false }`), 'request', manifest)).toEqual(expected);
});

describe('a field of a class', () => {
  it('that is related by an ORM may be there or not', () => {
    expect(breaks(dto('@Column() id: string; @OneToMany(() => B, (b) => b.s) all: B[];'), dto('@Column() id: string;'), 'response')).toEqual([]);
  });

  it.each([
    ['that took a date and takes its text', '@IsDate() @Type(() => Date) a: Date;', '@IsDateString() a: Date;', []],
    ['that is a date, and is checked now', 'a: Date;', '@IsDateString() a: Date;', []],
    ['that is new, and only looked into', '', '@ValidateNested() @Type(() => B) a: B;', []],
    ['that is new, and has to be there', '', '@IsDefined() @ValidateNested() @Type(() => B) a: B;', ['added a']],
    ['that took any text and takes that of a date', '@IsString() a: string;', '@IsDateString() a: string;', ['tightened a: only the format datestring']],
    ['that took a text and makes a number of it', '@IsDecimal() a: string;', '@IsNumber() @ToNumber() a: number;', []],
    ['that took a text and makes a number of it, as class-transformer writes that', '@IsNumberString() a: string;', '@IsNumber() @Type(() => Number) a: number;', []],
    ['that took a text and takes a number', '@IsNumberString() a: string;', '@IsNumber() a: number;', ['narrowed a']],
  ])('%s', (_, before, after, expected) => {
    const of = (field: string): string => `export class S { ${field} }`;
    expect(breaks(of(before), of(after), 'request')).toEqual(expected);
  });
});

describe('schemas made of others', () => {
  const base = `const Base = z.object({ id: z.string(), name: z.string(), note: z.string().optional() });\nconst more = { more: z.string() };\n`;

  it.each([
    ['omit', 'Base', 'Base.omit({ name: true })', ['removed name']],
    ['pick', 'Base', 'Base.pick({ id: true, note: true })', ['removed name']],
    ['partial', 'Base', 'Base.partial()', ['optional id', 'optional name']],
    ['partial of some', 'Base', 'Base.partial({ name: true })', ['optional name']],
    ['required', 'Base.partial()', 'Base.partial().required()', []],
    ['extend', 'Base.extend({ age: z.number() })', 'Base.extend({ age: z.number().nullable() })', ['nullable age']],
    ['merge', 'Base.merge(z.object({ age: z.number() }))', 'Base.merge(z.object({}))', ['removed age']],
    ['and', 'Base.and(z.object({ age: z.number() }))', 'Base.and(z.object({}))', ['removed age']],
    ['extend by a constant', 'Base.extend(more)', 'Base.extend({})', ['removed more']],
    ['a constant', 'z.object(more)', 'z.object({})', ['removed more']],
    ['a spread of a constant', 'z.object({ ...more, age: z.number() })', 'z.object({ ...more })', ['removed age']],
    ['extend by what another one has', 'z.object({}).extend(Base.shape)', 'z.object({}).extend(Base.omit({ name: true }).shape)', ['removed name']],
    ['a spread', 'z.object({ ...Base.shape, age: z.number() })', 'z.object({ ...Base.shape })', ['removed age']],
    ['the same written out', 'Base.omit({ note: true })', 'z.object({ id: z.string(), name: z.string() })', []],
  ])('%s', (_, before, after, expected) => {
    const of = (expression: string): string => zod(`${base}export const S = ${expression === 'Base' ? 'Base.strip()' : expression};`);
    expect(breaks(of(before), of(after), 'response')).toEqual(expected);
  });

  it.each([
    ['PartialType', 'extends PartialType(Base) {', 'extends Base {', 'request', ['required name']],
    ['PartialType, in an answer', 'extends Base {', 'extends PartialType(Base) {', 'response', ['optional name']],
    ['OmitType', 'extends Base {', `extends OmitType(Base, ['name']) {`, 'response', ['removed name']],
    ['PickType', `extends PickType(Base, ['id', 'name']) {`, `extends PickType(Base, ['id']) {`, 'response', ['removed name']],
    ['IntersectionType', 'extends IntersectionType(Base, Other) {', 'extends IntersectionType(Base) {', 'response', ['removed other']],
    ['a class that states again what it has', 'extends Base { declare name: string;', 'extends Base {', 'response', []],
    ['a class that states again what its unknown parent may have', 'extends Unknown { declare name: string;', 'extends Unknown {', 'response', []],
  ] as const)('%s', (_, before, after, direction, expected) => {
    const of = (head: string): string => `class Base { @IsString() id?: string; @IsString() name: string; }\nclass Other { other: string; }\nexport class S ${head} }`;
    expect(breaks(of(before), of(after), direction)).toEqual(expected);
  });

  it.each([
    ['Omit', 'Base', `Omit<Base, 'name'>`, ['removed name']],
    ['Pick', `Pick<Base, 'id' | 'name'>`, `Pick<Base, 'id'>`, ['removed name']],
    ['Partial', `Pick<Base, 'id'>`, `Partial<Pick<Base, 'id'>>`, ['optional id']],
    ['an intersection', 'Base & { age: number }', 'Base & { age: number | null }', ['nullable age']],
  ])('%s', (_, before, after, expected) => {
    const of = (expression: string): string => `interface Base { id: string; name: string }\nexport type S = ${expression === 'Base' ? 'Base & {}' : expression};`;
    expect(breaks(of(before), of(after), 'response')).toEqual(expected);
  });

  it('an interface has what its parent has', () => {
    const of = (own: string): string => `interface Base { id: string }\nexport interface S extends Base { ${own} }`;
    expect(breaks(of('id: string; name: string'), of('name: string'), 'response')).toEqual([]);
  });
});

describe('what cannot be told', () => {
  const more = { '/p/shared.ts': `import { z } from 'zod';\nexport const MaybeName = z.string().optional();\nexport const Name = z.string();\nexport const helper = () => z.string();` };
  const imports = `import { Name, MaybeName, helper } from './shared';\n`;

  it.each([
    ['a name of another module that may be left out', zod('a: z.string()'), imports + zod('a: z.string(), b: MaybeName'), []],
    ['a name of another module that may not', zod('a: z.string()'), imports + zod('a: z.string(), b: Name'), ['added b']],
    ['a function of another module', zod('a: z.string()'), imports + zod('a: z.string(), b: helper()'), []],
    ['a name of a package', zod('a: z.string()'), `import { Id } from '@shop/schemas';\n${zod('a: z.string(), b: Id')}`, []],
    ['what takes less, behind a function', zod('a: z.string().optional()'), zod('a: z.string().transform(trim)'), ['required a']],
    ['what takes as much, behind a function', zod('a: z.string().nullish()'), zod(`a: z.string().nullish().transform((v) => v ?? '')`), []],
  ])('%s', (_, before, after, request) => {
    expect(breaks(before, after, 'request', more)).toEqual(request);
  });

  it.each([
    ['what a function gives back', zod('a: z.string()'), zod(`a: z.string().nullish().transform((v) => v ?? '')`)],
    ['a key that is a constant', dto('a: string;'), `enum Key { A = 'a' }\n${dto('[Key.A]: string;')}`],
    ['a key that is anything', dto('a: string;'), dto('[keyOf()]: string;')],
  ])('%s is no other answer', (_, before, after) => {
    expect(breaks(before, after, 'response')).toEqual([]);
  });
});
