import { expect, it } from 'vitest';
import { GitProject } from '../git-project.ts';

const rule = 'no-env-default-change';

async function changed(before: string, after: string): Promise<string[]> {
  return new GitProject({ 'src/env.ts': before }).write({ 'src/env.ts': after }).lint(rule);
}

it.each([
  ['beside a read', "const level = process.env.LOG_LEVEL ?? 'info';", "const level = process.env.LOG_LEVEL ?? 'debug';", '1:40-1:47', "'info'", "'debug'"],
  ['in a schema', "const env = z.object({ LOG_LEVEL: z.string().default('info') }).parse(process.env);", "const env = z.object({ LOG_LEVEL: z.string().default('debug') }).parse(process.env);", '1:54-1:61', "'info'", "'debug'"],
  ['in a pattern', "const { LOG_LEVEL = 'info' } = process.env;", "const { LOG_LEVEL = 'debug' } = process.env;", '1:21-1:28', "'info'", "'debug'"],
  ['of arithmetic', 'const level = Number(process.env.LOG_LEVEL || 5 * 60);', 'const level = Number(process.env.LOG_LEVEL || 10 * 60);', '1:47-1:54', '5 * 60', '10 * 60'],
])('a default %s that changes is reported', async (_, before, after, place, was, is) => {
  expect(await changed(`${before}\n`, `${after}\n`)).toEqual([
    `src/env.ts ${place} The default of \`LOG_LEVEL\` changes from ${was} to ${is}, so while this is deployed instances that leave it unset disagree. Set it to ${was} where that matters, deploy, and then change it.`,
  ]);
});

it('a value that may be a secret is not shown', async () => {
  expect(await changed("const key = process.env.API_KEY ?? 'one';\n", "const key = process.env.API_KEY ?? 'two';\n")).toEqual([
    'src/env.ts 1:36-1:41 The default of `API_KEY` changes, so while this is deployed instances that leave it unset disagree. Set it to what it was where that matters, deploy, and then change it.',
  ]);
});

it.each([
  ['the same value is written otherwise', "const a = process.env.A_B ?? 'x';", 'const a = process.env.A_B ?? "x" as string;'],
  ['a schema reads the same text as a truth value', "const env = z.object({ A_B: z.string().default('false') }).parse(process.env);", 'const env = z.object({ A_B: z.stringbool().default(false) }).parse(process.env);'],
  ['a default is new', 'const a = process.env.A_B;', "const a = process.env.A_B ?? 'x';"],
  ['a default is worked out', 'const a = process.env.A_B ?? f(1);', 'const a = process.env.A_B ?? f(2);'],
  ['there are several', "const a = [process.env.A_B ?? 'x', process.env.A_B ?? 'y'];", "const a = [process.env.A_B ?? 'x', process.env.A_B ?? 'z'];"],
  ['the change is coordinated', "const a = process.env.A_B ?? 'x';", "// @coordinated OPS-7\nconst a = process.env.A_B ?? 'y';"],
])('nothing is said where %s', async (_, before, after) => {
  expect(await changed(`${before}\n`, `${after}\n`)).toEqual([]);
});
