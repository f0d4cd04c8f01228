import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import delivery from '../../src/sql.ts';
import type { Files } from '../git-project.ts';
import { GitProject } from '../git-project.ts';

const first = 'CREATE TABLE orders (id int PRIMARY KEY, status text, legacy_status text);\nCREATE TABLE audit (id int PRIMARY KEY);\n';
const query = 'const rows = await db.query(`SELECT id, legacy_status FROM orders`);\n';

/** What is said of a change of a service whose migrations lie beside its code. */
async function changed(baseline: Files, change: Files): Promise<string[]> {
  const project = new GitProject({ 'migrations/0001_begin.sql': first, ...baseline }).write(change);
  const eslint = new ESLint({
    cwd: project.root,
    overrideConfigFile: true,
    overrideConfig: [
      { plugins: { delivery } },
      { files: ['**/*.sql'], language: 'delivery/sql' },
      { files: ['**/*.ts'], languageOptions: { parser } },
      { files: ['**/*.{sql,ts}'], rules: { 'delivery/no-contract-before-deploy': 'error' } },
    ],
  });
  const results = await eslint.lintFiles(['.']);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, column, endLine, endColumn, message }) => `${path.relative(project.root, filePath).replaceAll('\\', '/')} ${line}:${column}-${endLine}:${endColumn} ${message}`),
  );
}

const drop = 'ALTER TABLE orders DROP COLUMN legacy_status;\n';
const said = (place: string, what: string, places: string): string =>
  `${place} \`${what}\` goes away here, and the version before this change still uses it: ${places}. Its instances fail from the migration on until all of them are replaced. Stop using it in one release, and remove it in the next.`;

describe('a column that the version before uses', () => {
  it('must not be dropped, even by a change that stops using it', async () => {
    expect(await changed({ 'src/orders.ts': query }, { 'src/orders.ts': 'export {};\n', 'migrations/0002_drop.sql': drop })).toEqual([
      said('migrations/0002_drop.sql 1:1-1:45', 'orders.legacy_status', 'src/orders.ts:1'),
    ]);
  });

  it('must not be renamed', async () => {
    expect(await changed({ 'src/orders.ts': query }, { 'migrations/0002_rename.sql': 'ALTER TABLE orders RENAME COLUMN legacy_status TO old_status;\n' })).toEqual([
      said('migrations/0002_rename.sql 1:1-1:61', 'orders.legacy_status', 'src/orders.ts:1'),
    ]);
  });

  it('is told with three places, and the number of the others', async () => {
    const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`src/${name}.ts`, query]));
    expect(await changed(files, { 'migrations/0002_drop.sql': drop })).toEqual([
      said('migrations/0002_drop.sql 1:1-1:45', 'orders.legacy_status', 'src/a.ts:1, src/b.ts:1, src/c.ts:1 and 2 more'),
    ]);
  });

  it('must not be dropped by a migration in code either', async () => {
    const migration = "export async function up(knex) {\n  await knex.raw('ALTER TABLE orders DROP COLUMN legacy_status');\n}\nexport async function down(knex) {\n  await knex.raw('ALTER TABLE orders ADD COLUMN legacy_status text');\n}\n";
    expect(await changed({ 'src/orders.ts': query }, { 'db/migrations/20260301_drop.ts': migration })).toEqual([
      said('db/migrations/20260301_drop.ts 2:19-2:63', 'orders.legacy_status', 'src/orders.ts:1'),
    ]);
  });
});

describe('a table that the version before uses', () => {
  it('must not be dropped', async () => {
    expect(await changed({ 'src/audit.ts': "await db.query('INSERT INTO audit (id) VALUES (1)');\n" }, { 'migrations/0002_drop.sql': 'DROP TABLE audit;\n' })).toEqual([
      said('migrations/0002_drop.sql 1:1-1:17', 'audit', 'src/audit.ts:1'),
    ]);
  });

  it.each([
    ['Prisma', { 'prisma/schema.prisma': 'model Audit {\n  id Int @id\n  @@map("audit")\n}\n', 'src/audit.ts': 'await prisma.audit.findMany();\n' }, 'prisma/schema.prisma:1 and src/audit.ts:1'],
    ['Drizzle', { 'src/schema.ts': "import { pgTable } from 'drizzle-orm/pg-core';\nexport const audit = pgTable('audit', { id: int('id') });\n", 'src/audit.ts': "import { audit } from './schema';\nawait db.select().from(audit);\n" }, 'src/schema.ts:2 and src/audit.ts:2'],
    ['TypeORM', { 'src/entity.ts': "@Entity('audit')\nexport class AuditEntry {\n  @Column() id: number;\n}\n", 'src/audit.ts': "import { AuditEntry } from './entity';\nawait manager.find(AuditEntry);\n" }, 'src/entity.ts:1 and src/audit.ts:2'],
  ])('through %s, must not be dropped', async (_, files, place) => {
    const change = { 'migrations/0002_drop.sql': 'DROP TABLE audit;\n' };
    expect(await changed(files, change)).toEqual([said('migrations/0002_drop.sql 1:1-1:17', 'audit', place)]);
    // A model that nobody asks for is only a wish.
    expect(await changed({ ...files, 'src/audit.ts': 'export {};\n' }, change)).toEqual([]);
  });
});

describe('the second of two releases', () => {
  it('may drop what nobody uses any more', async () => {
    expect(await changed({ 'src/orders.ts': 'await db.query(`SELECT id, status FROM orders`);\n' }, { 'migrations/0002_drop.sql': drop })).toEqual([]);
  });

  it('may drop what only tests and other tables have', async () => {
    expect(await changed({ 'test/orders.test.ts': query, 'src/bills.ts': 'await db.query(`SELECT legacy_status FROM bills`);\n' }, { 'migrations/0002_drop.sql': drop })).toEqual([]);
  });
});

describe('a column that Drizzle knows', () => {
  const schema = "import { pgTable } from 'drizzle-orm/pg-core';\nexport const orders = pgTable('orders', {\n  id: int('id'),\n  legacyStatus: text('legacy_status'),\n});\n";
  const change = { 'migrations/0002_drop.sql': drop };

  it.each([
    ['a select of all columns', 'await db.select().from(orders).where(open);\n'],
    ['an insert', 'await db.insert(schema.orders).values({ id: 1 });\n'],
    ['a query', 'await db.query.orders.findMany({ where: open });\n'],
    ['a condition', 'await db.select({ id: orders.id }).from(orders).where(eq(orders.legacyStatus, 1));\n'],
    ['a query that names its columns', 'await db.query.orders.findMany({ columns: { legacyStatus: true } });\n'],
  ])('is used by %s', async (_, code) => {
    expect(await changed({ 'src/schema.ts': schema, 'src/orders.ts': code }, change)).toEqual([said('migrations/0002_drop.sql 1:1-1:45', 'orders.legacy_status', 'src/schema.ts:4 and src/orders.ts:1')]);
  });

  it.each([
    ['a select of others', 'await db.select({ id: orders.id }).from(orders);\n'],
    ['a query of others', 'await db.query.orders.findMany({ columns: { id: true } });\n'],
    ['a deletion', 'await db.delete(orders).where(eq(orders.id, 1));\n'],
    ['a list that is called alike', 'export const open = orders.filter(({ status }) => status);\n'],
  ])('is not used by %s', async (_, code) => {
    expect(await changed({ 'src/schema.ts': schema, 'src/orders.ts': code }, change)).toEqual([]);
  });
});

describe('what is no use of it', () => {
  it('is a type, a name in quotes, an import and a script', async () => {
    const schema = "import { pgTable } from 'drizzle-orm/pg-core';\nexport const audit = pgTable('audit', { id: int('id') });\n";
    const others = "import { audit } from './schema';\nexport type Entry = typeof audit.$inferSelect;\nconsole.log('an audit');\nexport const service = 'shop-audit';\n";
    const script = "import { audit } from '../src/schema';\nawait db.delete(audit);\n";
    const prose = "export const title = 'Update audit now';\n";
    const files = { 'src/schema.ts': schema, 'src/entries.ts': others, 'scripts/clean.ts': script, 'src/title.ts': prose };
    expect(await changed(files, { 'migrations/0002_drop.sql': 'DROP TABLE audit;\n' })).toEqual([]);
    expect(await changed({ ...files, 'src/clean.ts': script.replace('../src', '.') }, { 'migrations/0002_drop.sql': 'DROP TABLE audit;\n' })).toEqual([
      said('migrations/0002_drop.sql 1:1-1:17', 'audit', 'src/schema.ts:2 and src/clean.ts:2'),
    ]);
  });
});

describe('nothing is said of', () => {
  it('a migration that was there, and one that only moved', async () => {
    const baseline = { 'src/orders.ts': query, 'migrations/0002_drop.sql': drop };
    expect(await changed(baseline, { 'migrations/0002_drop.sql': `-- why\n${drop}` })).toEqual([]);
    expect(await changed(baseline, { 'migrations/0001_begin.sql': null, 'migrations/0002_drop.sql': null, 'db/migrations/0001_begin.sql': first, 'db/migrations/0002_drop.sql': drop })).toEqual([]);
  });

  it('a column that comes back in the same migration', async () => {
    expect(await changed({ 'src/orders.ts': query }, { 'migrations/0002_again.sql': `${drop}ALTER TABLE orders ADD COLUMN legacy_status int;\n` })).toEqual([]);
  });
});
