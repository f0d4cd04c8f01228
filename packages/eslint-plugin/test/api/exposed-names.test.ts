import { expect, it } from 'vitest';
import { areExposed } from '../../src/api/exposed-names.ts';
import { readModule } from '../../src/modules/module.ts';

function isExposed(code: string): boolean {
  const module = readModule('/shop/src/orders.ts', code);
  if (!module) throw new Error('It does not parse.');
  return areExposed(module, ['order']);
}

it.each([
  ['is exported', 'export const order = z.object({});'],
  ['is exported under another name', 'const order = z.object({});\nexport { order as schema };'],
  ['is a part of what is exported', 'const order = z.object({});\nconst list = z.array(order);\nexport const page = z.object({ list });'],
  ['is what an exported handler reads', 'const order = z.object({});\nexport async function create(req, res) {\n  res.json(order.parse(req.body));\n}'],
  ['has a name of its own', "const order = { $id: 'order', type: 'object' };"],
])('a schema is exposed that %s', (_, code) => {
  expect(isExposed(code)).toBe(true);
});

it.each([
  ['nothing is made of', 'const order = z.object({});\nexport const other = z.object({});'],
  ['only a client is made with', 'const order = z.object({});\nconst env = order.parse(process.env);\nexport const redis = new Redis(env.REDIS_URL);'],
])('a schema is not exposed that %s', (_, code) => {
  expect(isExposed(code)).toBe(false);
});
