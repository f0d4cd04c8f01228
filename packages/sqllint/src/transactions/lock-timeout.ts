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
