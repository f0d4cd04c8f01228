/** The databases whose SQL sqllint tells apart, as `--dialect` takes them. */
export const dialectNames = ['postgres', 'mysql', 'mariadb', 'sqlite'] as const;
export type DialectName = (typeof dialectNames)[number];

/** How people write them. */
export const dialectTitles: Readonly<Record<DialectName, string>> = {
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  sqlite: 'SQLite',
};

/** What people call the dialect of that name; the name itself if it is none of ours. */
export function dialectTitled(name: string): string {
  const dialect = dialectNames.find((known) => known === name);
  return dialect === undefined ? name : dialectTitles[dialect];
}
