import { nearest } from '../text/nearest.ts';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';

/** The words that a configuration can use. */
export interface Vocabulary {
  readonly rules: readonly string[];
  readonly layouts: readonly string[];
  readonly dialects: readonly string[];
  readonly pgVersions: { readonly first: number; readonly last: number };
}

type Check = (value: unknown, path: string) => readonly string[];
type Checks = Readonly<Record<string, Check>>;

const severities = ['error', 'warn', 'off'];

/**
 * Checks what a configuration file holds.
 *
 * @param file for the error alone
 * @throws {ConfigError} with everything that is wrong, each with its key and what to write instead
 */
export function checkConfig(value: unknown, vocabulary: Vocabulary, file: string): Config {
  const problems = object({ ...configChecks(vocabulary), $schema: oneText })(value, '');
  if (problems.length > 0) throw new ConfigError(file, problems);
  // Every key of it has been looked at.
  return value as Config;
}

function configChecks(vocabulary: Vocabulary): Checks {
  const ofFiles: Checks = {
    pgVersion: pgVersion(vocabulary.pgVersions),
    mysqlVersion,
    rules: severityByRule(vocabulary.rules),
    tables: object({ small: texts('names of tables'), hot: texts('names of tables') }),
  };
  return {
    dialect: oneOf(vocabulary.dialects),
    layout: oneOf(vocabulary.layouts),
    preset: oneOf(['recommended', 'all']),
    ...ofFiles,
    ignore: texts('globs'),
    workspace: (value, path) => (value === false ? [] : texts('folders, or false')(value, path)),
    overrides: list('overrides', object({ files: texts('globs'), ...ofFiles }, ['files'])),
  };
}

function object(checks: Checks, required: readonly string[] = []): Check {
  const keys = Object.keys(checks);
  return (value, path) => {
    if (!isRecord(value)) return [`${named(path)} takes an object, not ${shown(value)}.`];
    const missing = required.filter((key) => value[key] === undefined);
    return [
      ...missing.map((key) => `${quoted(at(path, key))} is missing. Add it.`),
      ...Object.entries(value).flatMap(([key, child]) => {
        if (!Object.hasOwn(checks, key)) return [unknownKey(path, key, keys)];
        // In JavaScript, a key without a value is one that is not there.
        return child === undefined ? [] : (checks[key]?.(child, at(path, key)) ?? []);
      }),
    ];
  };
}

function unknownKey(path: string, key: string, keys: readonly string[]): string {
  const known = keys.filter((name) => !name.startsWith('$'));
  const guess = nearest(key, known);
  const all = `${named(path)} has ${listed(known, 'and')}.`;
  return `${quoted(at(path, key))} is not a key. ${guess === undefined ? all : `Did you mean ${guess}?`}`;
}

function severityByRule(rules: readonly string[]): Check {
  return (value, path) => {
    if (!isRecord(value)) return [`${named(path)} takes an object of severities by rule, not ${shown(value)}.`];
    return Object.entries(value).flatMap(([rule, severity]) => {
      if (!rules.includes(rule)) {
        const guess = nearest(rule, rules);
        const advice = guess === undefined ? 'The page docs/rules/index.md lists the rules.' : `Did you mean ${guess}?`;
        return [`${quoted(at(path, rule))} is not a rule. ${advice}`];
      }
      if (severity === undefined || severities.some((name) => name === severity)) return [];
      const meant = severityMeant(severity);
      const advice = meant === undefined ? '' : ` Write "${meant}".`;
      return [`${quoted(at(path, rule))} takes ${listed(severities.map(quotedValue), 'or')}, not ${shown(severity)}.${advice}`];
    });
  };
}

/** What the severities of other linters, and misspelt ones, mean here. */
function severityMeant(value: unknown): string | undefined {
  if (value === 0 || value === false) return 'off';
  if (value === 1) return 'warn';
  if (value === 2 || value === true) return 'error';
  if (Array.isArray(value)) return severities.find((name) => name === value[0]) ?? undefined;
  if (value === 'warning') return 'warn';
  return typeof value === 'string' ? nearest(value, severities) : undefined;
}

function pgVersion({ first, last }: Vocabulary['pgVersions']): Check {
  return (value, path) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= first && value <= last) return [];
    const major = Math.floor(Number.parseFloat(String(value)));
    const advice = major >= first && major <= last ? ` Write ${major}.` : '';
    return [`${quoted(path)} takes a major version from ${first} to ${last}, not ${shown(value)}.${advice}`];
  };
}

function mysqlVersion(value: unknown, path: string): readonly string[] {
  if (typeof value === 'string' && /^\d+(?:\.\d+){0,2}$/u.test(value)) return [];
  const advice = typeof value === 'number' ? ` Write ${quotedValue(String(value))}.` : '';
  return [`${quoted(path)} takes a version of MySQL or MariaDB in quotes, such as "8.0.36" or "10.11", not ${shown(value)}.${advice}`];
}

function oneOf(choices: readonly string[]): Check {
  return (value, path) => {
    if (choices.some((choice) => choice === value)) return [];
    const guess = typeof value === 'string' ? nearest(value, choices) : undefined;
    const advice = guess === undefined ? '' : ` Did you mean "${guess}"?`;
    return [`${quoted(path)} takes ${listed(choices.map(quotedValue), 'or')}, not ${shown(value)}.${advice}`];
  };
}

const oneText: Check = (value, path) => (typeof value === 'string' ? [] : [`${quoted(path)} takes a string, not ${shown(value)}.`]);

function texts(what: string): Check {
  return (value, path) => {
    if (typeof value === 'string') return [`${quoted(path)} takes a list of ${what}, not one. Write [${shown(value)}].`];
    if (!Array.isArray(value)) return [`${quoted(path)} takes a list of ${what}, not ${shown(value)}.`];
    return value.flatMap((item: unknown, index) => {
      if (typeof item === 'string' && item !== '') return [];
      return [`${quoted(`${path}[${index}]`)} takes a string that is not empty, not ${shown(item)}.`];
    });
  };
}

function list(what: string, check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return [`${quoted(path)} takes a list of ${what}, not ${shown(value)}.`];
    return value.flatMap((item: unknown, index) => check(item, `${path}[${index}]`));
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(path: string, key: string): string {
  if (path === '') return key;
  return /^[\w$-]+$/u.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

function named(path: string): string {
  return path === '' ? 'A configuration' : quoted(path);
}

function quoted(path: string): string {
  return `“${path}”`;
}

function quotedValue(value: string): string {
  return JSON.stringify(value);
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

function listed(words: readonly string[], conjunction: string): string {
  const rest = words.slice(0, -1);
  return rest.length === 0 ? (words[0] ?? '') : `${rest.join(', ')} ${conjunction} ${words.at(-1) ?? ''}`;
}
