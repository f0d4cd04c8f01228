import { describe, expect, it } from 'vitest';
import { branchesOf, unknownOf, upOf } from './read-migration.ts';

const file = (body: string): string => `module.exports = { up: async (queryInterface, Sequelize) => { ${body} } };`;

/** The SQL of what an `up` does with `queryInterface`. */
function sqlOf(body: string, dialect?: 'postgres' | 'mysql' | 'sqlite'): string[] | undefined {
  return upOf(file(body), dialect)?.split(';\n').map((one) => one.replace(/;$/u, ''));
}

const table = `await queryInterface.createTable('Orders', {
  id: { type: Sequelize.INTEGER, primaryKey: true, autoIncrement: true },
  title: { type: Sequelize.STRING(80), allowNull: false, unique: true, comment: 'shown' },
  state: { type: Sequelize.ENUM('new', 'done'), defaultValue: 'new' },
  tags: { type: Sequelize.ARRAY(Sequelize.TEXT), defaultValue: [] },
  data: Sequelize.JSONB,
  UserId: { type: Sequelize.INTEGER, references: { model: 'Users', key: 'id' }, onDelete: 'cascade', field: 'user_id' },
  createdAt: { type: Sequelize.DATE, allowNull: false, defaultValue: Sequelize.NOW },
  updatedAt: { type: Sequelize.DATE, defaultValue: Sequelize.literal('now()') },
}, { uniqueKeys: { once: { fields: ['title', 'state'] } } })`;

describe('createTable', () => {
  it('is written as Sequelize sends it to PostgreSQL', () => {
    expect(sqlOf(table)).toEqual([
      'DO \'BEGIN CREATE TYPE "enum_Orders_state" AS ENUM(\'\'new\'\', \'\'done\'\'); EXCEPTION WHEN duplicate_object THEN null; END\'',
      'CREATE TABLE IF NOT EXISTS "Orders" ("id" SERIAL, "title" VARCHAR(80) NOT NULL UNIQUE, "state" "enum_Orders_state" DEFAULT \'new\', ' +
        '"tags" TEXT[] DEFAULT ARRAY[]::TEXT[], "data" JSONB, "user_id" INTEGER REFERENCES "Users" ("id") ON DELETE CASCADE, ' +
        '"createdAt" TIMESTAMP WITH TIME ZONE NOT NULL, "updatedAt" TIMESTAMP WITH TIME ZONE DEFAULT now(), UNIQUE ("title", "state"), PRIMARY KEY ("id"))',
      'COMMENT ON COLUMN "Orders"."title" IS \'shown\'',
    ]);
  });

  it('is written as Sequelize sends it to MySQL', () => {
    expect(sqlOf("await queryInterface.createTable('o', { id: { type: Sequelize.INTEGER.UNSIGNED, primaryKey: true, autoIncrement: true }, at: Sequelize.DATE(3), u: { type: Sequelize.INTEGER, references: 'users' } })", 'mysql')).toEqual([
      'CREATE TABLE IF NOT EXISTS `o` (`id` INTEGER UNSIGNED auto_increment, `at` DATETIME(3), `u` INTEGER, PRIMARY KEY (`id`), FOREIGN KEY (`u`) REFERENCES `users` (`id`)) ENGINE=InnoDB',
    ]);
  });

  it('is not read when a type is not known', () => {
    expect(unknownOf(file("await queryInterface.createTable('a', { id: { type: idType } })"))).toHaveLength(1);
  });
});

describe('calls', () => {
  it.each([
    ["addColumn('Orders', 'note', { type: Sequelize.TEXT, allowNull: false })", ['ALTER TABLE "Orders" ADD COLUMN "note" TEXT NOT NULL']],
    ["addColumn({ tableName: 'o', schema: 's' }, 'n', Sequelize.BOOLEAN)", ['ALTER TABLE "s"."o" ADD COLUMN "n" BOOLEAN']],
    ["removeColumn('Orders', 'note')", ['ALTER TABLE "Orders" DROP COLUMN "note"']],
    ["renameColumn('Orders', 'a', 'b')", ['ALTER TABLE "Orders" RENAME COLUMN "a" TO "b"']],
    ["renameTable('a', 'b')", ['ALTER TABLE "a" RENAME TO "b"']],
    ["dropTable('a')", ['DROP TABLE IF EXISTS "a"']],
    [
      "changeColumn('Orders', 'n', { type: Sequelize.STRING, allowNull: false, defaultValue: 'x' })",
      ['ALTER TABLE "Orders" ALTER COLUMN "n" SET NOT NULL', 'ALTER TABLE "Orders" ALTER COLUMN "n" SET DEFAULT \'x\'', 'ALTER TABLE "Orders" ALTER COLUMN "n" TYPE VARCHAR(255)'],
    ],
    ["addIndex('Orders', ['UserId', 'createdAt'])", ['CREATE INDEX "orders__user_id_created_at" ON "Orders" ("UserId", "createdAt")']],
    [
      "addIndex('Orders', { fields: [{ name: 'at', order: 'DESC' }, Sequelize.fn('lower', Sequelize.col('t'))], name: 'i', unique: true, concurrently: true, where: { gone: null, at: { [Sequelize.Op.ne]: null } } })",
      ['CREATE UNIQUE INDEX CONCURRENTLY "i" ON "Orders" ("at" DESC, lower("t")) WHERE "gone" IS NULL AND "at" IS NOT NULL'],
    ],
    ["removeIndex('Orders', ['UserId'])", ['DROP INDEX IF EXISTS "orders__user_id"']],
    ["addConstraint('o', { fields: ['a'], type: 'unique' })", ['ALTER TABLE "o" ADD CONSTRAINT "o_a_uk" UNIQUE ("a")']],
    [
      "addConstraint('o', ['a'], { type: 'foreign key', name: 'f', references: { table: 'u', field: 'id' }, onDelete: 'set null' })",
      ['ALTER TABLE "o" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "u" ("id") ON DELETE SET NULL'],
    ],
    ["removeConstraint('o', 'f')", ['ALTER TABLE "o" DROP CONSTRAINT "f"']],
    ["bulkInsert('o', [{ a: 1, b: 'x' }, { a: 2 }])", ['INSERT INTO "o" ("a","b") VALUES (1,\'x\'),(2,NULL)']],
    ["bulkUpdate('o', { a: 1 }, { b: ['x', 'y'] })", ['UPDATE "o" SET "a"=1 WHERE "b" IN (\'x\', \'y\')']],
    ["bulkDelete('o', null)", ['DELETE FROM "o"']],
    ["sequelize.query('UPDATE o SET a = :a', { replacements: { a: 1 } })", ['UPDATE o SET a = 1']],
  ])('%s', (call, sql) => {
    expect(sqlOf(`await queryInterface.${call}`)).toEqual(sql);
  });

  it('can be in a transaction, and Umzug has them in its context', () => {
    expect(upOf("export const up = async ({ context: queryInterface }) => { await queryInterface.sequelize.transaction(async (t) => { await queryInterface.removeColumn('a', 'b', { transaction: t }); }); };")).toBe(
      'ALTER TABLE "a" DROP COLUMN "b";',
    );
    expect(upOf("export async function up({ context: { queryInterface, Sequelize } }) { await queryInterface.addColumn('a', 'b', { type: Sequelize.STRING(80) }); }")).toBe(
      'ALTER TABLE "a" ADD COLUMN "b" VARCHAR(80);',
    );
  });

  it('may stand in an object that is exported by the name of the migration', () => {
    const migration = "{ name: 'drop-b', async up({ context }) { await context.removeColumn('a', 'b'); } }";
    const head = "import type { QueryInterface } from 'sequelize';\nimport type { RunnableMigration } from 'umzug';\n";
    expect(upOf(`${head}export const dropB: RunnableMigration<QueryInterface> = ${migration};`)).toBe('ALTER TABLE "a" DROP COLUMN "b";');
    expect(upOf(`${head}export const dropB = ${migration} satisfies RunnableMigration<QueryInterface>;`)).toBe('ALTER TABLE "a" DROP COLUMN "b";');
    expect(upOf("export const menu = { up({ context }) { context.removeColumn('a', 'b'); } };")).toBeUndefined();
  });

  it('ask the schema', () => {
    expect(branchesOf(file("const columns = await queryInterface.describeTable('o'); if (!columns.a) await queryInterface.addColumn('o', 'a', Sequelize.TEXT);"))).toEqual([
      ['ALTER TABLE "o" ADD COLUMN "a" TEXT;', { kind: 'not', of: { kind: 'exists', test: { object: 'column', name: 'a', of: { name: 'o' } } } }],
    ]);
  });
});
