import type { Secret } from './secret.ts';
import type { SlotKind } from './slot-names.ts';
import { judgeSigningKey, isSigningKeyAt } from './signing-keys.ts';
import { slotKindOf } from './slot-names.ts';
import { judgeSlotValue } from './slot-values.ts';

/**
 * How the text around is read: in `code` and `json` a value has quotes, in `data` (dotenv, YAML, properties) it may be
 * bare and chosen by a person, in `text` a bare value has to look generated.
 */
export type Syntax = 'code' | 'json' | 'data' | 'text';

/** The parts of names by which slots are found. The first three characters are what the prefilter looks for. */
export const SLOT_WORDS: readonly string[] = ['pass', 'pwd', 'psw', 'secret', 'token', 'key', 'credential', 'creds', 'auth', 'bearer', 'jwt', 'otp', 'mnemonic', 'seed', 'senha', 'contrase'];

const LONGEST_NAME = 80;
const SHORTEST_VALUE = 4;
const LONGEST_VALUE = 600;
/** A bare value that is longer and has an equals sign inside is a list of settings, each of which is looked at by itself. */
const LONGEST_WITH_SIGNS = 100;

const TYPE = String.raw`(?:[?!]?\s?:\s{0,4}[A-Za-z&*'][\w.<>[\]| ]{0,40}?(?=\s{0,4}=[^=>]))|(?:\s(?:\*?string|String|str|std::string|&str|\[\]byte)(?=\s{0,4}=))`;
const OPERATOR = String.raw`===?|!==?|=>|:=|\?\?=?|\|\|=?|\?=|\+=|\.=|->|<-|=|:|,|\(|>`;
/** `"`, `]`, a type and an operator behind a name, or a second key that says “value”. */
const AFTER_NAME = new RegExp(
  String.raw`(\\{0,3}["'\x60])?[\])]{0,2}(?:${TYPE})?(?:\[\d{0,4}\])?(?:[\s,]{1,80}["']?(?:value|Value|content|defaultValue)["']?\s{0,4}[:=]\s{0,20}|[ \t]{0,40}(?:\r?\n[ \t]{1,40})?(${OPERATOR})[ \t]{0,40}(?:\r?\n[ \t]{1,60})?)`,
  'y',
);
/** Where nothing but white space stands between name and value: options of commands, Dockerfiles, netrc, Lisp, SQL. */
const WHITE_SPACE = /["']?[ \t]{1,20}/y;
/** A call that takes the value as it is, and the letters that make a string raw or formatted. */
const BEFORE_VALUE =
  /(?:\[\s{0,20}(?=["'`]))?(?:(?:new )?(?:\w{1,20}\.)?(?:String|Secret(?:Str|String|Key)?|Buffer\.from|Uint8Array\.from|bytes|bytearray|atob|btoa|Some|Ok|encode\w{0,20}|hash\w{0,20}|from\w{0,20}|b64\w{0,20})\(\s{0,20})?(?:[bruf@$LRS]{1,2}(?=["']))?/y;
const SCHEME = /(?:Bearer|bearer|Token|token|ApiKey|apikey|Key|SSWS|Splunk|OAuth|GenieKey|Klaviyo-API-Key)[ :=]+/y;
const QUOTE = /\\{0,3}["'`]/y;
const BARE_IN_TEXT = /[^\s"'`<>(){},;|&\\[\]]{4,300}/y;
const BARE_IN_DATA = /[^\s"'`<]{1,300}/y;

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
  const name = text.slice(nameStart, nameEnd);
  if (name.length > LONGEST_NAME) return undefined;
  if (!mayBeFollowed(text.charCodeAt(nameEnd))) return undefined;
  const place = findValue(text, nameStart, nameEnd, syntax);
  if (!place || place.end - place.start < SHORTEST_VALUE) return undefined;
  const slot = slotKindOf(place.operator === '(' ? name.replace(GIVES, '') : name);
  if (!slot) return undefined;
  return judgePlace(text, asAssigned(text, place, nameStart, name), name, slot, syntax);
}

/** Functions whose argument is the password that they are named after: `user.setPassword('…')`. */
const GIVES = /(?<=^|\.)(?:set|hash|encrypt|compare|with)_?(?=[A-Z]|[a-z]+$)/;
/** Functions that take a name and what it is to be: `form.append('password', '…')`, `env('DB_PASSWORD', '…')`. */
const TAKES_NAME_AND_VALUE = /(?:\.(?:set|append|field|param|put|add|setProperty|getProperty|getOrDefault)|\b(?:env|getenv|lookup))\(\s{0,4}\\{0,3}["'`]$/i;

/** An argument is as good as an assignment where the function is known for it. */
function asAssigned(text: string, place: ValuePlace, nameStart: number, name: string): ValuePlace {
  const isGiven =
    place.operator === '('
      ? GIVES.test(name)
      : place.operator === ',' && TAKES_NAME_AND_VALUE.test(text.slice(Math.max(0, nameStart - 24), nameStart));
  return isGiven ? { ...place, isAssigned: true } : place;
}

interface ValuePlace {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  readonly isAssigned: boolean;
  readonly isCompared: boolean;
  readonly operator: string;
  readonly isBehindSpace?: boolean;
}

function judgePlace(text: string, place: ValuePlace, name: string, slot: SlotKind, syntax: Syntax): Secret | undefined {
  const { end, isQuoted, isAssigned, isBehindSpace } = place;
  SCHEME.lastIndex = place.start;
  const start = SCHEME.test(text) ? SCHEME.lastIndex : place.start;
  const value = text.slice(start, end);
  const isWordBelieved = mayBeWord(text, place, syntax);
  if (name === 'pass' && isOutcome(text, start)) return undefined;
  if (!isQuoted && slot === 'password' && syntax !== 'data' && !/\d/.test(value)) return undefined;
  if (!isAssigned && (slot === 'key' || ASKS.test(name.split('.').at(-1) ?? ''))) return undefined;
  if (isBehindSpace && !isAssigned && (value.length < LEAST_BEHIND_SPACE || !/\d/.test(value))) return undefined;
  const judged = judgeSlotValue({ name, slot, value, isQuoted, isAssigned, mayBeWord: isWordBelieved });
  if (judged && judged.confidence !== 'low') return { ...judged, name, start, end, ...(isQuoted ? {} : { isUnquoted: true }) };
  if (syntax === 'code' && isQuoted && isAssigned && isWordBelieved && slot === 'secret' && isSigningKeyAt(text, start, name)) {
    const confidence = judgeSigningKey(value, name);
    if (confidence) return { kind: 'signing-key', what: 'a key that signs sessions or tokens', confidence, name, start, end };
  }
  return judged && { ...judged, name, start, end, ...(isQuoted ? {} : { isUnquoted: true }) };
}

/** Whether `pass` is the opposite of `fail`. */
function isOutcome(text: string, start: number): boolean {
  return /\bfail(?:s|ed|ure)?\b/.test(text.slice(Math.max(0, start - 160), start + 160));
}

const USER = /(?:\b|_)(?:user(?:_?[nN]ame)?|e?mail|login|account)["'`]?\s{0,4}[:=]\s{0,4}["'`][a-z\d][a-z\d_.+@-]{1,60}["'`]/;

/**
 * Whether a password of letters alone is believed. In a program it is assigned to nothing else; in JSON and YAML it may be
 * a translation, unless a user or an address of mail stands within a few lines.
 */
function mayBeWord(text: string, { start, end, isCompared }: ValuePlace, syntax: Syntax): boolean {
  if (isCompared) return false;
  if (syntax === 'code') return true;
  return USER.test(text.slice(Math.max(0, start - 160), start)) || USER.test(text.slice(end, end + 100));
}

/** `getToken('…')` and `revokeToken('…')` are called with an identifier. */
const ASKS = /^(?:get|fetch|find|list|delete|remove|rotate|revoke|verify|validate|check|decode|parse|read|load|refresh|use|is|has|on|handle|generate)(?=[A-Z_-])/i;

/** In prose a word follows every word; only what is as long as a generated token is told apart from it. */
const LEAST_BEHIND_SPACE = 16;

/** `--password hunter2`, `login shop password hunter2`, `PASSWORD 'hunter2'`: no white space stands there by chance. */
function isSpacedPassword(text: string, nameStart: number, nameEnd: number, isQuoted: boolean): boolean {
  const name = text.slice(nameStart, nameEnd);
  if (/^--?[a-z-]*passw(?:or)?d$/i.test(name)) return true;
  return /^password$/i.test(name) && (isQuoted || /\blogin\s+\S{1,80}\s+$/.test(text.slice(Math.max(0, nameStart - 100), nameStart)));
}

function findValue(text: string, nameStart: number, nameEnd: number, syntax: Syntax): ValuePlace | undefined {
  AFTER_NAME.lastIndex = nameEnd;
  const after = AFTER_NAME.exec(text);
  // `isValid ? 'pass' : 'failed'` has no key in it.
  if (after?.[1] !== undefined && /\?\s{0,20}["'`]$/.test(text.slice(Math.max(0, nameStart - 22), nameStart))) return undefined;
  const operator = after?.[2] ?? '=';
  const isMarkup = text.charAt(nameStart - 1) === '<' || after?.[1] !== undefined;
  if (after && (operator !== '>' || isMarkup)) return valueAt(text, AFTER_NAME.lastIndex, operator, syntax);
  WHITE_SPACE.lastIndex = nameEnd;
  if (!WHITE_SPACE.test(text)) return undefined;
  const place = valueAt(text, WHITE_SPACE.lastIndex, ' ', syntax === 'data' ? 'text' : syntax);
  return place && { ...place, isBehindSpace: true, isAssigned: isSpacedPassword(text, nameStart, nameEnd, place.isQuoted) };
}

function valueAt(text: string, from: number, operator: string, syntax: Syntax): ValuePlace | undefined {
  BEFORE_VALUE.lastIndex = from;
  const [before = ''] = BEFORE_VALUE.exec(text) ?? [];
  const start = from + before.length;
  QUOTE.lastIndex = start;
  const quote = QUOTE.exec(text)?.[0];
  // The first of a list is as often one of many words.
  const isAssigned = operator !== ',' && operator !== '(' && !before.startsWith('[');
  const isCompared = /^[!=]==?$/.test(operator);
  if (quote !== undefined) {
    const end = endOfQuoted(text, start + quote.length, quote);
    return end === undefined ? undefined : { start: start + quote.length, end, isQuoted: true, isAssigned, isCompared, operator };
  }
  // A second operand, an argument or a call without quotes is an expression.
  if (!/^(?:=|:|\?=|:=|>| )$/.test(operator) || start !== from) return undefined;
  return bareValueAt(text, start, operator, syntax);
}

function bareValueAt(text: string, from: number, operator: string, syntax: Syntax): ValuePlace | undefined {
  SCHEME.lastIndex = from;
  const start = SCHEME.test(text) ? SCHEME.lastIndex : from;
  const bare = syntax === 'data' ? BARE_IN_DATA : BARE_IN_TEXT;
  bare.lastIndex = start;
  // In a connection string the next setting follows.
  const value = bare.exec(text)?.[0].replace(/;[A-Za-z ]+=.*$|[.,:;]+$/, '');
  if (value === undefined || (value.length > LONGEST_WITH_SIGNS && /=[^=]/.test(value))) return undefined;
  const end = start + value.length;
  const isCall = '(['.includes(text.charAt(end) || ' ');
  return isCall ? undefined : { start, end, isQuoted: false, isCompared: false, operator, isAssigned: syntax === 'data' || operator === '=' || operator === '>' };
}

function endOfQuoted(text: string, from: number, quote: string): number | undefined {
  const last = quote.charAt(quote.length - 1);
  const to = Math.min(text.length, from + LONGEST_VALUE);
  for (let index = from; index < to; index += 1) {
    const character = text.charAt(index);
    if (character === '\n') return undefined;
    if (character === last) return quote.length > 1 ? index - (quote.length - 1) : index;
    if (character === '\\' && quote.length === 1) index += 1;
  }
  return undefined;
}

function startOfName(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && offset - start < LONGEST_NAME && isNameCode(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

function endOfName(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && end - offset < LONGEST_NAME && isNameCode(text.charCodeAt(end))) end += 1;
  return end;
}

/** What may stand between a name and what it is given: a quote, white space, a bracket, an operator. */
function mayBeFollowed(code: number): boolean {
  return code < 128 && FOLLOWING.includes(String.fromCharCode(code));
}

const FOLLOWING = ' \t\r\n"\'`\\=:?!,()[]>|+-<';

/** Letters, digits, `_`, `-`, `.` and `$`. */
function isNameCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 45 || code === 46 || code === 36;
}
