import { describe, expect, it } from 'vitest';
import { branchesOf, read, unknownOf, upOf } from './read-migration.ts';

const file = (body: string): string => `const { Table, TableColumn, TableIndex, TableForeignKey, TableUnique, TableCheck } = require('typeorm');\nexports.A1 = class A1 { async up(queryRunner) { ${body} } };`;

/** The SQL of what an `up` does with `queryRunner`. */
function sqlOf(body: string, dialect?: 'postgres' | 'mysql' | 'sqlite'): string[] | undefined {
  return upOf(file(body), dialect)?.split(';\n').map((one) => one.replace(/;$/u, ''));
}

const table = `await queryRunner.createTable(new Table({
  name: 'question',
  columns: [
    { name: 'id', type: 'int', isPrimary: true, isGenerated: true, generationStrategy: 'increment' },
    { name: 'name', type: 'varchar', length: '80', isUnique: true, comment: 'shown' },
    { name: 'price', type: 'decimal', precision: 10, scale: 2, isNullable: true },
    { name: 'made', type: 'timestamp', default: 'now()' },
    { name: 'kind', type: 'enum', enum: ['a', 'b'] },
    { name: 'userId', type: 'int' },
  ],
  indices: [{ columnNames: ['name', 'price'] }],
  checks: [{ expression: 'price > 0' }],
  foreignKeys: [{ columnNames: ['userId'], referencedTableName: 'user', referencedColumnNames: ['id'], onDelete: 'CASCADE' }],
}))`;

describe('createTable', () => {
  it('is written as TypeORM sends it to PostgreSQL, with its names', () => {
    expect(sqlOf(table)).toEqual([
      'CREATE TYPE "question_kind_enum" AS ENUM(\'a\', \'b\')',
      'CREATE TABLE "question" ("id" SERIAL NOT NULL, "name" varchar(80) NOT NULL, "price" decimal(10,2), "made" timestamp NOT NULL DEFAULT now(), ' +
        '"kind" "question_kind_enum" NOT NULL, "userId" int NOT NULL, CONSTRAINT "UQ_c59ee2d2cd9c257ad87f330f96f" UNIQUE ("name"), ' +
        'CONSTRAINT "CHK_6b6394141d4367571c6aff99a2" CHECK (price > 0), ' +
        'CONSTRAINT "FK_80f29cc01d0bd1644e389cc13be" FOREIGN KEY ("userId") REFERENCES "user" ("id") ON DELETE CASCADE, ' +
        'CONSTRAINT "PK_21e5786aa0ea704ae185a79b2d5" PRIMARY KEY ("id"))',
      'CREATE INDEX "IDX_462b5aa4874bd2b0dff54226d1" ON "question" ("name", "price")',
      'COMMENT ON COLUMN "question"."name" IS \'shown\'',
    ]);
  });

  it('is written as TypeORM sends it to MySQL', () => {
    expect(sqlOf(table, 'mysql')).toEqual([
      "CREATE TABLE `question` (`id` int NOT NULL AUTO_INCREMENT, `name` varchar(80) NOT NULL COMMENT 'shown', `price` decimal(10,2) NULL, " +
        "`made` timestamp NOT NULL DEFAULT now(), `kind` enum ('a', 'b') NOT NULL, `userId` int NOT NULL, " +
        'INDEX `IDX_462b5aa4874bd2b0dff54226d1` (`name`, `price`), UNIQUE INDEX `UQ_c59ee2d2cd9c257ad87f330f96f` (`name`), ' +
        'CONSTRAINT `FK_80f29cc01d0bd1644e389cc13be` FOREIGN KEY (`userId`) REFERENCES `user` (`id`) ON DELETE CASCADE, PRIMARY KEY (`id`)) ENGINE=InnoDB',
    ]);
  });

  it('is not read when one of its columns is not written in the file', () => {
    expect(unknownOf(file("await queryRunner.createTable(new Table({ name: 'a', columns: [{ name: 'id', type: 'int' }, ...common] }))"))).toHaveLength(1);
  });
});

describe('calls', () => {
  it.each([
    ["addColumn('q', new TableColumn({ name: 'a', type: 'timestamp with time zone', precision: 3, isNullable: true }))", ['ALTER TABLE "q" ADD "a" timestamp(3) with time zone']],
    ["addColumns('q', [{ name: 'a', type: 'text', default: \"'x'\" }, { name: 'b', type: 'int', isArray: true, isUnique: true }])", [
      'ALTER TABLE "q" ADD "a" text NOT NULL DEFAULT \'x\'',
      'ALTER TABLE "q" ADD "b" int array NOT NULL',
      'ALTER TABLE "q" ADD CONSTRAINT "UQ_31ebc4bc393e767d5d00be1db53" UNIQUE ("b")',
    ]],
    ["dropColumn('s.q', 'a')", ['ALTER TABLE "s"."q" DROP COLUMN "a"']],
    ["dropColumns('q', ['a', 'b'])", ['ALTER TABLE "q" DROP COLUMN "a"', 'ALTER TABLE "q" DROP COLUMN "b"']],
    ["renameColumn('q', 'a', 'b')", ['ALTER TABLE "q" RENAME COLUMN "a" TO "b"']],
    ["renameTable('q', 'r')", ['ALTER TABLE "q" RENAME TO "r"']],
    ["dropTable('q', true)", ['DROP TABLE IF EXISTS "q"']],
    ["clearTable('q')", ['TRUNCATE TABLE "q"']],
    ["createIndex('q', new TableIndex({ name: 'i', columnNames: ['a'], isUnique: true, where: 'a > 0' }))", ['CREATE UNIQUE INDEX "i" ON "q" ("a") WHERE a > 0']],
    ["dropIndex('q', 'i')", ['DROP INDEX "i"']],
    ["createForeignKey('q', new TableForeignKey({ name: 'f', columnNames: ['a'], referencedColumnNames: ['id'], referencedTableName: 'u' }))", ['ALTER TABLE "q" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "u" ("id")']],
    ["dropForeignKey('q', 'f')", ['ALTER TABLE "q" DROP CONSTRAINT "f"']],
    ["createUniqueConstraint('q', new TableUnique({ name: 'u', columnNames: ['a'] }))", ['ALTER TABLE "q" ADD CONSTRAINT "u" UNIQUE ("a")']],
    ["createCheckConstraint('q', new TableCheck({ name: 'c', expression: 'a > 0' }))", ['ALTER TABLE "q" ADD CONSTRAINT "c" CHECK (a > 0)']],
    ["changeColumn('q', 'a', new TableColumn({ name: 'b', type: 'text', isNullable: true }))", [
      'ALTER TABLE "q" RENAME COLUMN "a" TO "b"',
      'ALTER TABLE "q" ALTER COLUMN "b" TYPE text',
      'ALTER TABLE "q" ALTER COLUMN "b" DROP NOT NULL',
      'ALTER TABLE "q" ALTER COLUMN "b" DROP DEFAULT',
    ]],
  ])('%s', (call, sql) => {
    expect(sqlOf(`await queryRunner.${call}`)).toEqual(sql);
  });

  it('find a key by its columns', () => {
    const text = "const table = await queryRunner.getTable('question'); const key = table.foreignKeys.find((fk) => fk.columnNames.indexOf('userId') !== -1); await queryRunner.dropForeignKey(table, key);";
    expect(sqlOf(text)).toEqual(['ALTER TABLE "question" DROP CONSTRAINT IF EXISTS "FK_80f29cc01d0bd1644e389cc13be"']);
  });

  it('ask the schema', () => {
    expect(branchesOf(file("if (!(await queryRunner.hasColumn('q', 'a'))) await queryRunner.query('ALTER TABLE q ADD a int')"))).toEqual([
      ['ALTER TABLE q ADD a int;', { kind: 'not', of: { kind: 'exists', test: { object: 'column', name: 'a', of: { name: 'q' } } } }],
    ]);
  });

  it.each(['queryRunner.manager.save(entity)', 'queryRunner.manager.getRepository(User).update({}, {})', 'queryRunner.manager.createQueryBuilder().delete().from(User).execute()'])(
    'of entities are not read: %s',
    (call) => {
      expect(unknownOf(file(`await ${call}`))).toEqual([expect.stringMatching(/\)$/u)]);
    },
  );

  it('of entities that only read are nothing', () => {
    expect(read(file('const users = await queryRunner.manager.find(User)'))).toBeUndefined();
  });
});
