import type { Family } from './versions.ts';

/** How the server carries out an operation, from the quickest way to the slowest. `NOCOPY` is MariaDB's word for in place without a rebuild. */
export const algorithms = ['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'] as const;
export type Algorithm = (typeof algorithms)[number];

/** The best way in which the server can do something. */
export interface Way {
  readonly algorithm: Algorithm;
  /** What others may do meanwhile: read and write (`NONE`), or read (`SHARED`). */
  readonly lock: 'NONE' | 'SHARED';
  /** Every row is written again, whether in place or into a copy. */
  readonly rebuilds: boolean;
}

const instant: Way = { algorithm: 'INSTANT', lock: 'NONE', rebuilds: false };
/** In place, and only the dictionary changes. */
const metadata: Way = { algorithm: 'INPLACE', lock: 'NONE', rebuilds: false };
const nocopy: Way = { algorithm: 'NOCOPY', lock: 'NONE', rebuilds: false };
const rebuild: Way = { algorithm: 'INPLACE', lock: 'NONE', rebuilds: true };
const copy: Way = { algorithm: 'COPY', lock: 'SHARED', rebuilds: true };
/** In place, while writes wait. */
const shared: Way = { algorithm: 'INPLACE', lock: 'SHARED', rebuilds: false };
const sharedRebuild: Way = { algorithm: 'INPLACE', lock: 'SHARED', rebuilds: true };

export interface Operation {
  /** As the table of facts shows it. */
  readonly title: string;
  /** Absent where the server has no such operation, or passes over it. */
  readonly ways: Readonly<Partial<Record<Family, Way>>>;
}

function everywhere(way: Way): Operation['ways'] {
  return { mysql57: way, mysql80: way, mysql8029: way, mariadb: way };
}

/** In place and in the dictionary alone in older servers, at once in newer ones. */
const cheap: Operation['ways'] = { mysql57: metadata, mysql80: instant, mysql8029: instant, mariadb: instant };

/**
 * What MySQL and MariaDB (InnoDB) can do at best for each operation. MySQL's columns are from its
 * manual (“Online DDL Operations” of 5.7, 8.0, 8.4 and 9); MariaDB's are asked of a real server by
 * test/mysql/operations.test.ts.
 */
export const operations = {
  addColumn: { title: 'Add a column, the last one', ways: { mysql57: rebuild, mysql80: instant, mysql8029: instant, mariadb: instant } },
  addColumnElsewhere: { title: 'Add a column, `FIRST` or `AFTER` another', ways: { mysql57: rebuild, mysql80: rebuild, mysql8029: instant, mariadb: instant } },
  addColumnWithExpression: { title: 'Add a column whose default is an expression, as `(uuid())`', ways: { mysql80: copy, mysql8029: copy, mariadb: copy } },
  addAutoIncrement: { title: 'Add an `AUTO_INCREMENT` column', ways: everywhere(sharedRebuild) },
  addVirtualColumn: { title: 'Add a `VIRTUAL` generated column', ways: cheap },
  addStoredColumn: { title: 'Add a `STORED` generated column', ways: everywhere(copy) },
  dropColumn: { title: 'Drop a column', ways: { mysql57: rebuild, mysql80: rebuild, mysql8029: instant, mariadb: instant } },
  dropIndexedColumn: { title: 'Drop a column that an index is about', ways: { mysql57: rebuild, mysql80: rebuild, mysql8029: rebuild, mariadb: nocopy } },
  dropVirtualColumn: { title: 'Drop a `VIRTUAL` generated column', ways: cheap },
  renameColumn: { title: 'Rename a column', ways: { mysql57: metadata, mysql80: metadata, mysql8029: instant, mariadb: instant } },
  moveColumn: { title: 'Move a column, `FIRST` or `AFTER` another', ways: { mysql57: rebuild, mysql80: rebuild, mysql8029: rebuild, mariadb: instant } },
  changeDefault: { title: 'Set or drop a default', ways: cheap },
  changeComment: { title: "Change a column's comment or `ON UPDATE`", ways: cheap },
  widenText: { title: 'Lengthen a `VARCHAR` or `VARBINARY`, at most 255 bytes before and after, or more both times', ways: { mysql57: metadata, mysql80: metadata, mysql8029: metadata, mariadb: instant } },
  widenShortText: { title: 'Lengthen a `VARCHAR` of at most 127 bytes beyond 255 bytes', ways: { mysql57: copy, mysql80: copy, mysql8029: copy, mariadb: instant } },
  widenTextAcross: { title: 'Lengthen a `VARCHAR` of 128 to 255 bytes beyond 255 bytes', ways: everywhere(copy) },
  changeType: { title: 'Any other change of a type', ways: everywhere(copy) },
  setNotNull: { title: 'Make a column `NOT NULL`', ways: everywhere(rebuild) },
  dropNotNull: { title: 'Make a column nullable', ways: { mysql57: rebuild, mysql80: rebuild, mysql8029: rebuild, mariadb: { algorithm: 'INPLACE', lock: 'NONE', rebuilds: false } } },
  appendLabel: { title: 'Append a label to an `ENUM` or `SET` of the same size', ways: cheap },
  changeLabels: { title: 'Insert, remove or reorder labels of an `ENUM` or `SET`', ways: everywhere(copy) },
  addIndex: { title: 'Add an index, unique or not', ways: { mysql57: metadata, mysql80: metadata, mysql8029: metadata, mariadb: nocopy } },
  addFulltextIndex: { title: 'Add a `FULLTEXT` index', ways: everywhere(shared) },
  addSpatialIndex: { title: 'Add a `SPATIAL` index', ways: { mysql57: shared, mysql80: shared, mysql8029: shared, mariadb: { algorithm: 'NOCOPY', lock: 'SHARED', rebuilds: false } } },
  dropIndex: { title: 'Drop an index', ways: { mysql57: metadata, mysql80: metadata, mysql8029: metadata, mariadb: nocopy } },
  renameIndex: { title: 'Rename an index', ways: { mysql57: metadata, mysql80: metadata, mysql8029: metadata, mariadb: instant } },
  hideIndex: { title: 'Make an index invisible, or ignored', ways: { mysql80: metadata, mysql8029: metadata, mariadb: instant } },
  replacePrimaryKey: { title: 'Drop the primary key and add another in one statement', ways: everywhere(rebuild) },
  addPrimaryKey: { title: 'Add a primary key', ways: everywhere(rebuild) },
  dropPrimaryKey: { title: 'Drop the primary key', ways: everywhere(copy) },
  addForeignKey: { title: 'Add a foreign key', ways: everywhere(copy) },
  addForeignKeyUnchecked: { title: 'Add a foreign key with `foreign_key_checks=0`', ways: { mysql57: metadata, mysql80: metadata, mysql8029: metadata, mariadb: nocopy } },
  dropForeignKey: { title: 'Drop a foreign key', ways: { mysql57: metadata, mysql80: metadata, mysql8029: metadata, mariadb: instant } },
  addCheck: { title: 'Add a check', ways: { mysql80: copy, mysql8029: copy, mariadb: copy } },
  dropCheck: { title: 'Drop a check', ways: { mysql80: metadata, mysql8029: metadata, mariadb: instant } },
  convertCharacterSet: { title: '`CONVERT TO CHARACTER SET` another one', ways: everywhere(copy) },
  changeDefaultCharacterSet: { title: "Change the table's default character set", ways: { mysql57: metadata, mysql80: metadata, mysql8029: metadata, mariadb: instant } },
  rebuildTable: { title: '`ENGINE=InnoDB`, `FORCE`, `OPTIMIZE TABLE`, `ROW_FORMAT`', ways: everywhere(rebuild) },
  changeTableComment: { title: "Change the table's comment", ways: { mysql57: metadata, mysql80: metadata, mysql8029: metadata, mariadb: instant } },
  partition: { title: '`PARTITION BY`, `REMOVE PARTITIONING`', ways: everywhere(copy) },
  renameTable: { title: 'Rename a table', ways: cheap },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

/** The best way of an operation; undefined where the server has none. */
export function wayOf(operation: OperationName, family: Family): Way | undefined {
  // The table spells out which servers have it; here any may be asked.
  const { ways }: Operation = operations[operation];
  return ways[family];
}

/** The slower of two ways, which is how a statement that does both is carried out. */
export function slower(a: Way, b: Way): Way {
  const [later, other] = algorithms.indexOf(b.algorithm) > algorithms.indexOf(a.algorithm) ? [b, a] : [a, b];
  return { algorithm: later.algorithm, lock: later.lock === 'SHARED' || other.lock === 'SHARED' ? 'SHARED' : 'NONE', rebuilds: later.rebuilds || other.rebuilds };
}
