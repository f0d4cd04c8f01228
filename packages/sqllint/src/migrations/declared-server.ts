import type { Folder } from './folder.ts';
import type { MigrationDialect } from './migration.ts';

/** The server that a project runs its database on, as far as one of its files tells. */
export interface DeclaredServer {
  readonly dialect: MigrationDialect;
  /** Its version as people write it: `16`, `8.0.36`, `10.11`. */
  readonly version: string;
  /** The file that says so. */
  readonly from: string;
}

const composeFiles = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'] as const;

/** Images by the last part of their name, whoever publishes them. */
const images: ReadonlyMap<string, MigrationDialect> = new Map([
  ['postgres', 'postgres'],
  ['postgresql', 'postgres'],
  ['postgis', 'postgres'],
  ['timescaledb', 'postgres'],
  ['timescaledb-ha', 'postgres'],
  ['pgvector', 'postgres'],
  ['mysql', 'mysql'],
  ['mysql-server', 'mysql'],
  ['percona', 'mysql'],
  ['percona-server', 'mysql'],
  ['mariadb', 'mariadb'],
]);

/** Those whose tag is the version of something else, and names the server's behind `pg`. */
const ofExtensions: ReadonlySet<string> = new Set(['timescaledb', 'timescaledb-ha', 'pgvector']);

/**
 * The servers that the nearest compose file above the migrations starts, the oldest of each database; not beyond the top
 * of the repository. An image without a version (`latest`) tells none.
 */
export function declaredServers(folder: Folder): readonly DeclaredServer[] {
  const project = folder.nearestWith(...composeFiles);
  const name = composeFiles.find((candidate) => project?.has(candidate));
  const file = name === undefined ? undefined : project?.read(name);
  if (!file) return [];
  const oldest = new Map<MigrationDialect, string>();
  for (const [, image = ''] of file.source.text.matchAll(/^\s*image:\s*["']?([^"'\s#]+)/gmu)) {
    const server = serverOf(image);
    if (!server) continue;
    const known = oldest.get(server.dialect);
    if (known === undefined || isOlder(server.version, known)) oldest.set(server.dialect, server.version);
  }
  return [...oldest].map(([dialect, version]) => ({ dialect, version, from: file.path }));
}

/** `docker.io/library/mysql:8.4-oracle`, `postgres:${PG_VERSION:-16}` */
function serverOf(image: string): Pick<DeclaredServer, 'dialect' | 'version'> | undefined {
  const [, path = '', tag = ''] = /^([^:]+(?::\d+\/[^:]+)?):(.+)$/u.exec(withDefaults(image)) ?? [];
  const name = path.split('/').at(-1) ?? '';
  const dialect = images.get(name);
  const [, version] = (ofExtensions.has(name) ? /(?:^|-)pg(\d+)/u : /^v?(\d+(?:\.\d+){0,2})(?![\w.])/u).exec(tag) ?? [];
  return dialect === undefined || version === undefined ? undefined : { dialect, version };
}

/** A variable's default, `${NAME:-16}`, is what runs where nobody sets it. */
function withDefaults(image: string): string {
  return image.replaceAll(/\$\{\w+:?-([^}]*)\}/gu, '$1');
}

function isOlder(left: string, right: string): boolean {
  const [a, b] = [left, right].map((version) => version.split('.').map(Number));
  for (const [index, part] of (a ?? []).entries()) {
    const other = b?.[index] ?? 0;
    if (part !== other) return part < other;
  }
  return false;
}
