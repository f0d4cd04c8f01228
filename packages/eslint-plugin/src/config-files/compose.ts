import type { ConfigEntry, ConfigValue } from './config-value.ts';
import { entriesAt, textAt, valueAt } from './config-value.ts';
import { asShell } from './shell-commands.ts';

/** One service of a Compose file. */
export interface ComposeService {
  readonly name: string;
  readonly entry: ConfigEntry;
  readonly value: ConfigValue;
}

/** Names that Compose looks for by itself, and the variants that people hand to it with `-f`. */
const composeFile = /(?:^|[\\/])(?:[\w.-]*[._-])?(?:docker-)?compose(?:[._-][\w.-]*)?\.ya?ml$/iu;

/**
 * @param document the value of a YAML document
 * @param filename where it stands
 * @returns the services, by name; none when the file is no Compose file
 */
export function composeServices(document: ConfigValue, filename: string): ReadonlyMap<string, ComposeService> {
  if (!composeFile.test(filename)) return new Map();
  const services = new Map<string, ComposeService>();
  for (const [name, entry] of entriesAt(document, 'services')) services.set(name, { name, entry, value: entry.value });
  return services;
}

/**
 * Whether a service says itself how it is found to be healthy. One whose image brings a health check does not say so,
 * and nothing is claimed of it.
 */
export function hasHealthcheck(service: ConfigValue): boolean {
  const test = valueAt(service, 'healthcheck', 'test');
  if (!test || isTrue(valueAt(service, 'healthcheck', 'disable'))) return false;
  const first = test.kind === 'list' ? test.items[0] : test;
  return first?.kind === 'scalar' && first.value !== 'NONE' && first.value !== null && first.value !== '';
}

/** A command as one line of shell, where it is written as text or as a list of words. */
export function commandText(value: ConfigValue | undefined): string | undefined {
  if (value?.kind !== 'list') return textAt(value);
  return asShell(value.items.map((item) => (item.kind === 'scalar' ? String(item.value) : '')));
}

function isTrue(value: ConfigValue | undefined): boolean {
  return value?.kind === 'scalar' && value.value === true;
}
