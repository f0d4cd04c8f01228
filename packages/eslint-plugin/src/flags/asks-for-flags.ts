import { FLAG_SDKS } from '../knowledge/flag-sdks.ts';
import type { FlagSettings } from '../settings.ts';

/** What people call what they have written themselves: `featureGate('x')`, `flags.x`, `requireFeature(…)`. */
const ownNames = String.raw`\w*[fF]eature(?:Flag|Gate|Toggle|Guard|Enabled)?s?\s*[.(]|\w*[fF]lags?\s*[.(]|\w*[tT]oggles?\s*[.(]`;

const patterns = new WeakMap<FlagSettings, RegExp>();
const noSettings: FlagSettings = {};

/** Finds in a piece of code that it most likely asks for a flag, by the names of what is called: rather too often than too rarely. */
export function asksForFlags(settings: FlagSettings = noSettings): RegExp {
  let pattern = patterns.get(settings);
  if (!pattern) {
    const { functions = [], members = [] } = settings;
    const calls = [...FLAG_SDKS.flatMap((sdk) => sdk.calls.map(({ name }) => name)), ...functions.map(lastName)].map((name) => `${escaped(name)}\\s*\\(`);
    pattern = new RegExp(`\\b(?:${[...new Set(calls), ...members.map((name) => `${escaped(lastName(name))}\\s*[.[]`), ownNames].join('|')})`, 'u');
    patterns.set(settings, pattern);
  }
  return pattern;
}

function lastName(chain: string): string {
  return chain.split('.').at(-1) ?? chain;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&');
}
