import { millisecondsOf } from './duration-setting.ts';

/**
 * Whether a value of `lock_timeout` ends the wait for a lock: `0`, the server's default, waits for
 * ever. Without one, a statement that has to wait makes all later queries on the table wait too.
 * @param value as a statement set it; undefined when none did
 */
export function limitsWaiting(value: string | undefined): boolean {
  const milliseconds = value === undefined ? undefined : millisecondsOf(value);
  return milliseconds !== undefined && milliseconds > 0;
}

/** MariaDB's default, of which nobody would say that it ends a wait; that of MySQL is a year. */
const secondsOfADay = 86_400;

/**
 * The same of MySQL's `lock_wait_timeout`, which is about metadata locks.
 * @param value in seconds, as a statement set it; undefined when none did. `0` is not to wait at all in MariaDB, and
 *   one second in MySQL
 */
export function limitsMetadataWaiting(value: string | undefined): boolean {
  const [, seconds] = /^'?(\d+)'?$/u.exec(value?.trim() ?? '') ?? [];
  return seconds !== undefined && Number(seconds) < secondsOfADay;
}
