import { isDefaultPassword } from './default-passwords.ts';
import type { Secret } from './secret.ts';
import { isSigningKeyAt, judgeSigningKey } from './signing-keys.ts';
import { endOfName, LONGEST_NAME, mayBeFollowed, startOfName, wordBefore } from './slot-name-places.ts';
import type { SlotKind } from './slot-names.ts';
import { slotKindOf } from './slot-names.ts';
import type { ValuePlace } from './slot-places.ts';
import { findOwner } from './slot-owners.ts';
import { findValue, SCHEME } from './slot-places.ts';
import { judgeSlotValue } from './slot-values.ts';
import { surpriseOf } from './surprise.ts';
import type { Syntax } from './syntax-of.ts';
import { isInTableOfDigests } from './tables.ts';

/** The parts of names by which slots are found. The first three characters are what the prefilter looks for. */
export const SLOT_WORDS: readonly string[] = ['pass', 'pwd', 'psw', 'psk', 'wif', 'pw:', 'pw=', 'pw ', 'pw"', "pw'", 'secret', 'token', 'key', 'credential', 'creds', 'auth', 'bearer', 'jwt', 'otp', 'mnemonic', 'seed', 'salt', 'pepper', 'senha', 'contrase'];

const SHORTEST_VALUE = 4;

/** What the scan remembers, so that a name with two telling words is looked at once. */
export interface SlotMemory {
  readUntil: number;
}

/** Finds the secret in the value that a name with one of `SLOT_WORDS` at an offset is given. */
export function findSlotSecret(text: string, offset: number, syntax: Syntax, memory: SlotMemory): Secret | undefined {
  if (offset < memory.readUntil) return undefined;
  const nameEnd = endOfName(text, offset);
  memory.readUntil = nameEnd;
  const nameStart = startOfName(text, offset);
  const name = wordBefore(text, nameStart, nameEnd) + text.slice(nameStart, nameEnd);
  // No language has names that begin with a digit: it is a line of a list, or the name of a file.
  if (name.length > LONGEST_NAME || /^\d/.test(name)) return undefined;
  if (!mayBeFollowed(text.charCodeAt(nameEnd))) return undefined;
  const isCall = text.charAt(nameEnd) === '(';
  const slot = slotKindOf(isCall ? name.replace(GIVES, '') : name);
  if (!slot) return undefined;
  const place = findValue(text, nameStart, nameEnd, syntax);
  if (!place || place.end - place.start < SHORTEST_VALUE) return undefined;
  // An item of a list, `"io.acme.auth"`, is no name of the one behind it.
  if (place.operator === ',' && name.includes('.') && /["'`]/.test(text.charAt(nameEnd))) return undefined;
  const given = asAssigned(text, place, nameStart, name);
  const found = judgePlace(text, given, name, slot, syntax);
  if ((found && found.confidence !== 'low') || !BELONGS_TO_SOMEONE.test(name) || !mayBeGenerated(text.slice(given.start, given.end))) return found;
  const owner = findOwner(text, nameStart);
  const owned = owner === undefined ? undefined : judgePlace(text, given, `${owner}_${name}`, 'secret', syntax);
  return owned ? { ...owned, name } : found;
}

/** Whether it is worth looking further: most of what stands under such names are words. */
function mayBeGenerated(value: string): boolean {
  return value.length >= 10 && /\d/.test(value) && !/\s/.test(value);
}

/** Names of any service's key. */
const BELONGS_TO_SOMEONE = /^(?:api[ _-]?)?(?:key|token|secret)s?$/i;

/** Functions whose argument is the password that they are named after: `user.setPassword('…')`. */
const GIVES = /(?<=^|\.)(?:set|hash|encrypt|compare|with)_?(?=[A-Z]|[a-z]+$)|^(?=PASSWORD$)/;
/** Functions that take a name and what it is to be: `form.append('password', '…')`, `env('DB_PASSWORD', '…')`. */
const TAKES_NAME_AND_VALUE =
  /(?:\.(?:set|append|field|param|put|add|setProperty|getProperty|getOrDefault|fetch|fill|type)|environ\.get|\b(?:env|getenv|putenv|setenv|lookup|define))\(\s{0,4}\\{0,3}["'`](?:#|\[name=["']?)?$/i;

/** An argument is as good as an assignment where the function is known for it. */
function asAssigned(text: string, place: ValuePlace, nameStart: number, name: string): ValuePlace {
  const isGiven =
    place.operator === '('
      ? GIVES.test(name)
      : place.operator === ',' && TAKES_NAME_AND_VALUE.test(text.slice(Math.max(0, nameStart - 34), nameStart));
  return isGiven ? { ...place, isAssigned: true } : place;
}

function judgePlace(text: string, place: ValuePlace, name: string, slot: SlotKind, syntax: Syntax): Secret | undefined {
  const { end, isQuoted, isAssigned, isBehindSpace } = place;
  SCHEME.lastIndex = place.start;
  const start = SCHEME.test(text) ? SCHEME.lastIndex : place.start;
  const value = text.slice(start, end);
  if (name === 'pass' && isOutcome(text, start)) return undefined;
  if (slot === 'secret' && (isInResponse(text, start, name) || isAssetOfChain(text, start, name, value))) return undefined;
  if (!isQuoted && slot === 'password' && syntax !== 'data' && !/\d/.test(value)) return undefined;
  if (!isAssigned && (slot === 'key' || ASKS.test(name.split('.').at(-1) ?? ''))) return undefined;
  if (isBehindSpace && !isAssigned && (value.length < LEAST_BEHIND_SPACE || !/\d/.test(value))) return undefined;
  if (slot !== 'password' && isOrdinaryWord(value) && !isSigningKeyAt(text, start, name)) return undefined;
  const isWordBelieved = mayBeWord(text, place, name, syntax);
  const judged = judgeSlotValue({ name, slot, value, isQuoted, isAssigned, mayBeWord: isWordBelieved });
  if (judged && isInTableOfDigests(text, start, end)) return undefined;
  if (judged && judged.confidence !== 'low') return { ...judged, name, start, end, ...(isQuoted ? {} : { isUnquoted: true }) };
  if (syntax === 'code' && isQuoted && isAssigned && isWordBelieved && slot === 'secret' && isSigningKeyAt(text, start, name)) {
    const confidence = judgeSigningKey(value, name);
    if (confidence) return { kind: 'signing-key', what: 'a key that signs sessions or tokens', confidence, name, start, end };
  }
  return judged && { ...judged, name, start, end, ...(isQuoted ? {} : { isUnquoted: true }) };
}

/** Most values are words without a digit; they are told first, because it costs least. */
function isOrdinaryWord(value: string): boolean {
  return value.length < 60 && !/[\d:]/.test(value) && !/\s/.test(value) && surpriseOf(value) < LEAST_OF_GENERATED;
}

/** No generated text of letters alone is below. */
const LEAST_OF_GENERATED = 5.5;

/** Whether `pass` is the opposite of `fail`. */
function isOutcome(text: string, start: number): boolean {
  return /\bfail(?:s|ed|ure)?\b/.test(text.slice(Math.max(0, start - 160), start + 160));
}

/** Whether a token stands in what a server answered, which tells for how long it was good: a sample, in comments and in mocks. */
function isInResponse(text: string, start: number, name: string): boolean {
  return /token$/i.test(name) && /["']?expires_?in["']?\s{0,4}[:=]/i.test(text.slice(Math.max(0, start - 400), start + 600));
}

/** Addresses of Ethereum and Starknet, Solana, and of what is moved between chains. */
const CHAIN_ADDRESS = /^(?:0x[0-9a-fA-F]{60,64}|ibc\/[0-9A-F]{64}|[1-9A-HJ-NP-Za-km-z]{32,44})$/;

/** Whether a `token` is one that people trade: its value has the form of an address, and a chain is spoken of around it. */
function isAssetOfChain(text: string, start: number, name: string, value: string): boolean {
  if (!/token$/i.test(name) || !CHAIN_ADDRESS.test(value)) return false;
  return /\b(?:decimals|chain(?:s|Id|Name)?|erc20|symbol|solana|spl|mint|ethereum|starknet|collateral|mailbox)\b/i.test(text.slice(Math.max(0, start - 600), start + 600));
}

const USER = /(?:\b|_)(?:[uU]ser(?:_?[nN]ame)?|e?mail|login|account|host)["'`]?\s{0,4}[:=]\s{0,4}["'`][a-z\d][a-z\d_.+@-]{1,60}["'`]/;

/**
 * Whether a password of letters alone is believed. In a program it is assigned to nothing else; in JSON and YAML it may be
 * a translation, unless a user or an address of mail stands within a few lines.
 */
function mayBeWord(text: string, { start, end, isCompared, operator }: ValuePlace, name: string, syntax: Syntax): boolean {
  // What is compared is as often a state, and what an environment falls back to a default.
  if (isCompared || (operator === ',' && isDefaultPassword(text.slice(start, end)))) return false;
  if (IN_COMMENT.test(text.slice(Math.max(0, start - 120), start))) return false;
  // `pass` is also what a test or a check does.
  if (syntax === 'code' && name !== 'pass') return true;
  return USER.test(text.slice(Math.max(0, start - 160), start)) || USER.test(text.slice(end, end + 100));
}

/** What a comment shows is as often made up. */
const IN_COMMENT = /(?:^|\n)[ \t]*(?:\*|\/\/|\/\*|#)[^\n]*$/;

/** `getToken('…')` and `revokeToken('…')` are called with an identifier. */
const ASKS = /^(?:get|fetch|find|list|delete|remove|rotate|revoke|verify|validate|check|decode|parse|read|load|refresh|use|is|has|on|handle|generate)(?=[A-Z_-])/i;

/** In prose a word follows every word; only what is as long as a generated token is told apart from it. */
const LEAST_BEHIND_SPACE = 16;
