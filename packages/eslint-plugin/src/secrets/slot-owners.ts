import { nameService } from './providers/services.ts';
import { toSnakeCase } from './slot-names.ts';

/** Nothing that tells whose key it is stands further before it. */
const LONGEST_WAY = 240;
const NAME = String.raw`([A-Za-z][\w.-]{2,60})["'\x60]?`;
/** What says whose key a `key` is: the word before it, the object or block around it, the host of its URL. */
const OWNERS: readonly RegExp[] = [
  new RegExp(String.raw`(?:^|[^\w.-])${NAME}[ ]$`),
  new RegExp(String.raw`${NAME}\s{0,4}[:=]\s{0,4}(?:new \w{1,40}\()?\{[^{}]{0,160}$`),
  new RegExp(String.raw`(?:^|\n)[ ]{0,12}${NAME}:[ ]{0,4}\n[ ]{1,16}$`),
  /:\/\/([\w.-]{3,80})[^\s"'`]{0,160}[?&]$/,
];

/**
 * Finds the service that a name without one, such as `key`, belongs to.
 *
 * @param nameStart where in the text the name begins
 * @returns what it is called there, `api.calendarific.com`, or undefined when that is no service that issues keys
 */
export function findOwner(text: string, nameStart: number): string | undefined {
  const before = text.slice(Math.max(0, nameStart - LONGEST_WAY), nameStart).replace(/["'`]$/, '');
  for (const pattern of OWNERS) {
    const owner = pattern.exec(before)?.[1];
    if (owner !== undefined && nameService(toSnakeCase(owner).split('_'))) return owner;
  }
  return undefined;
}
