import { EngineError } from '../../engine.ts';

/** How to reach a server, as the driver takes it. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly socketPath?: string;
  readonly user: string;
  readonly password?: string;
  readonly ssl?: Record<string, never>;
}

/**
 * Reads `mysql://user:password@host:3306` or `mariadb://…`, with `?socketPath=` for a socket and
 * `?ssl=true` for an encrypted connection. A database in it is never looked at.
 * @throws {EngineError} which does not repeat the URL, for there may be a password in it
 */
export function readServerAddress(url: string): ServerAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'mysql:' && parsed?.protocol !== 'mariadb:') throw new EngineError('--database-url takes the address of a server, such as mysql://root@127.0.0.1:3306 or mariadb://root@127.0.0.1:3306.');
  const { hostname, port, username, password, searchParams } = parsed;
  const socketPath = searchParams.get('socketPath');
  return {
    host: decodeURIComponent(hostname) || '127.0.0.1',
    port: port === '' ? 3306 : Number(port),
    ...(socketPath === null ? {} : { socketPath }),
    user: decodeURIComponent(username) || 'root',
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(searchParams.get('ssl') === 'true' ? { ssl: {} } : {}),
  };
}
