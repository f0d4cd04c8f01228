import * as parser from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import { linkParents } from '../../src/analysis/tree.ts';
import { variableReads } from '../../src/environment/variable-reads.ts';

/** The variables that a piece of code reads, as `NAME need default`. */
function reads(code: string, path = 'src/start.ts'): string[] {
  const program = linkParents(parser.parse(code, { range: true, loc: true }));
  return variableReads(program, code, path).map(({ name, need, fallback }) => [name, need, ...(fallback ? [code.slice(...fallback.range)] : [])].join(' '));
}

describe('what is read directly', () => {
  it.each([
    ['a default', 'const a = process.env.A ?? "x";', ['A optional "x"']],
    ['a default behind an or', "const a = process.env['A'] || 'x';", ["A optional 'x'"]],
    ['a default in a pattern', 'const { A = "x", B } = process.env;', ['A optional "x"', 'B plain']],
    ['a default of the variable that holds it', 'const a = process.env.A; use(a ?? "x");', ['A optional "x"']],
    ['a guard', 'if (process.env.A) use(process.env.A);', ['A optional', 'A plain']],
    ['a guard around a value that is asserted', 'const a = process.env.A ? f(process.env.A!) : g();', ['A optional', 'A plain']],
    ['a comparison', 'const isA = process.env.A === "true";', ['A optional']],
    ['an optional chain', 'const a = process.env.A?.split(",");', ['A optional']],
    ['nothing of the kind', 'const a = { b: process.env.A };', ['A plain']],
    ['another runtime', 'const a = Bun.env.A; const b = import.meta.env.B;', ['A plain', 'B plain']],
    ['a variable that is written', 'process.env.A = "x"; delete process.env.B;', []],
    ['an object of another name', 'const a = config.env.A;', []],
  ])('%s', (_, code, expected) => {
    expect(reads(code)).toEqual(expected);
  });
});

describe('what a program does not start without', () => {
  it.each([
    ['a guard that throws', 'if (!process.env.A) throw new Error("A");'],
    ['a guard that ends the program', 'if (process.env.A === undefined) { console.error("A"); process.exit(1); }'],
    ['one guard for several', 'if (!x || !process.env.A) throw new Error("A");'],
    ['a guard on the variable that holds it', 'const a = process.env.A;\nif (!a) throw new Error("A");'],
    ['a call that does not come back', 'const a = process.env.A ?? fail("A");'],
    ['an assertion', 'assert(process.env.A, "A");'],
    ['a URL', 'const a = new URL(process.env.A);'],
    ['a method of it', 'const a = process.env.A.split(",");'],
    ['a reader that refuses', 'const a = requireEnv("A");'],
    ['a reader that refuses, by another name', 'const a = getEnvOrThrow("A");'],
    ['env-var', 'const a = env.get("A").required().asString();'],
    ['what is registered with NestJS', 'export default registerAs("a", () => ({ a: config.getOrThrow("A") }));'],
    ['a constructor', 'class A { constructor(config) { this.a = config.getOrThrow("A"); } }'],
  ])('%s', (_, code) => {
    expect(reads(code)).toEqual(['A required']);
  });

  it.each([
    ['in a function that is called later', 'function f() { if (!process.env.A) throw new Error("A"); }', ['A plain']],
    ['in a function, of the variable that holds it', 'const a = process.env.A;\nfunction f() { if (!a) throw new Error("A"); }', ['A plain']],
    ['in a method', 'class A { run(config) { return config.getOrThrow("A"); } }', ['A plain']],
    ['what only the type checker is told', 'const a = process.env.A!; const b = process.env.B as string;', ['A asserted', 'B asserted']],
    ['what the type checker is told of a function that is called later', 'const f = () => process.env.A!;', ['A plain']],
    ['a type that allows its absence', 'const a = process.env.A as string | undefined;', ['A plain']],
    ['a reader with a default', 'const a = requireEnv("A", "x");', ['A optional']],
    ['env-var with a default', 'const a = env.get("A").default("x").asString();', ['A optional "x"']],
  ])('is not %s', (_, code, expected) => {
    expect(reads(code)).toEqual(expected);
  });
});

describe('what a schema declares', () => {
  const zod = (schema: string): string => `import { z } from 'zod';\nexport const env = z.object({ ${schema} }).parse(process.env);`;

  it.each([
    ['a text', zod('A: z.string().min(1)'), ['A required']],
    ['a number', zod('A: z.coerce.number()'), ['A required']],
    ['one of several', zod('A: z.enum(["x", "y"])'), ['A required']],
    ['what may be missing', zod('A: z.string().optional()'), ['A optional']],
    ['a default', zod('A: z.string().default("x").transform(String)'), ['A optional "x"']],
    ['a boolean that is made of nothing', zod('A: z.coerce.boolean()'), ['A optional']],
    ['a schema that has a name', `const text = z.string();\n${zod('A: text, B: other')}`, ['A required']],
    ['one of several shapes', "const env = z.union([z.object({ A: z.string() }), z.object({ B: z.string() })]).parse(process.env);", ['A plain', 'B plain']],
    ['a shape that may be partial', 'const env = z.object({ A: z.string() }).partial().parse(process.env);', ['A plain']],
    ['a shape under a condition', 'const env = z.object({ ...(isProduction ? { A: z.string() } : {}) }).parse(process.env);', ['A plain']],
    ['t3-env', 'export const env = createEnv({ server: { A: z.string(), B: z.string().default("b") }, runtimeEnv: {} });', ['A required', 'B optional "b"']],
    ['envalid', 'import { cleanEnv, str, num } from "envalid";\ncleanEnv(process.env, { A: str(), B: num({ default: 80 }), C: str({ devDefault: "c" }) });', ['A required', 'B optional 80', 'C optional']],
    ['Joi', 'ConfigModule.forRoot({ validationSchema: Joi.object({ A: Joi.string().required(), B: Joi.string() }) });', ['A required', 'B optional']],
    ['Valibot', "import * as v from 'valibot';\nv.parse(v.object({ A: v.string(), B: v.optional(v.string(), 'b') }), process.env);", ['A required', "B optional 'b'"]],
    ['class-validator', "import { IsString, IsOptional } from 'class-validator';\nclass Env { @IsString() A: string; @IsOptional() @IsString() B?: string; @IsString() C = 'c'; }", ['A required', 'B optional', "C optional 'c'"]],
  ])('%s', (_, code, expected) => {
    expect(reads(code)).toEqual(expected);
  });

  it.each([
    ['keys in lower case', zod('a: z.string()')],
    ['what no text can be', zod('A: z.object({ b: z.string() }), B: z.array(z.string())')],
    ['what is no validator', 'const a = { A: process.cwd() }; use(process.env);'],
    ['a schema in a file that has nothing to do with the environment', 'const body = z.object({ A: z.string() });'],
  ])('not %s', (_, code) => {
    expect(reads(code)).toEqual([]);
  });

  it('by the name of its file alone', () => {
    expect(reads('export const server = { A: z.string() };', 'src/config/server.ts')).toEqual(['A required']);
  });
});
