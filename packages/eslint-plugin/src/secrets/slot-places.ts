import type { Syntax } from './syntax-of.ts';

const LONGEST_VALUE = 600;
/** A bare value that is longer and has an equals sign inside is a list of settings, each of which is looked at by itself. */
const LONGEST_WITH_SIGNS = 100;

const TYPE = String.raw`(?:[?!]?\s?:\s{0,4}[A-Za-z&*'][\w.<>[\]| ]{0,40}?(?=\s{0,4}=[^=>]))|(?:\s(?:\*?string|String|str|std::string|&str|\[\]byte)(?=\s{0,4}=))`;
const OPERATOR = String.raw`\.(?:fill|type|sendKeys|setValue|pressSequentially)\(|:-|===?|!==?|=>|:{1,3}=|\?\?=?|\|\|=?|\?=|\+=|\.=|->|<-|=|:|,|\(|>`;
/** A second key that says “value”, the element behind in XML and property lists, the default of a variable of Terraform. */
const VALUE_BEHIND = String.raw`[\s,]{1,80}["']?(?:value|Value|content|defaultValue)["']?\s{0,4}[:=]\s{0,20}|<\/key>\s{0,40}<(?:string|data)>|>\s{0,40}<value>|\s{0,4}\{[^{}]{0,400}?\n\s{0,20}default\s{0,20}=\s{0,20}`;
/** What in YAML leads to a value in the next line. */
const BLOCK = String.raw`(?:[|>][-+\d]{0,2})`;
/** `"`, `]`, a type and an operator behind a name, or what leads to a value elsewhere. */
const AFTER_NAME = new RegExp(
  String.raw`(\\{0,3}["'\x60])?[\])]{0,2}(?:${TYPE})?(?:\[\d{0,4}\])?(?:${VALUE_BEHIND}|[ \t]{0,40}(?:\r?\n[ \t]{1,40})?(${OPERATOR})[ \t]{0,40}(?:${BLOCK}?\r?\n[ \t]{1,60}(?:- )?)?)`,
  'y',
);
/** Where nothing but white space stands between name and value: options of commands, Dockerfiles, netrc, Lisp, SQL. */
const WHITE_SPACE = /["'`*]{0,3}[ \t]{1,20}(?:(?:is|was)[ \t]{1,4})?/y;
/** The next column of a table in prose. */
const COLUMN = /["'`*]{0,3}[ \t]{1,20}\|[ \t]{1,20}/y;
/** A call that takes the value as it is, and the letters that make a string raw or formatted. */
const BEFORE_VALUE =
  /(?:\[\s{0,20}(?=["'`]))?(?:(?:new )?(?:\w{1,20}\.)?(?:String|Secret(?:Str|String|Key)?|Buffer\.from|Uint8Array\.from|bytes|bytearray|atob|btoa|Some|Ok|encode\w{0,20}|hash\w{0,20}|from\w{0,20}|b64\w{0,20})\(\s{0,20})?(?:[bruf@$LRS]{1,2}(?=["']))?/y;
/** The word that says how a header authorises. */
export const SCHEME = /(?:Bearer|bearer|Token|token|ApiKey|apikey|Key|SSWS|Splunk|OAuth|GenieKey|Klaviyo-API-Key)[ :=]+/y;
const QUOTE = /\\{0,3}["'`]/y;
const BARE_IN_TEXT = /[^\s"'`<>(){},;|&\\[\]]{4,300}/y;
const BARE_IN_DATA = /[^\s"'`<]{1,300}/y;

/** The value that a name is given, and how. */
export interface ValuePlace {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  /** What stands between name and value; a comma or a bracket proves less than an assignment. */
  readonly isAssigned: boolean;
  readonly isCompared: boolean;
  readonly operator: string;
  readonly isBehindSpace?: boolean;
}

/** @returns the value behind a name, or undefined where none is written there */
export function findValue(text: string, nameStart: number, nameEnd: number, syntax: Syntax): ValuePlace | undefined {
  AFTER_NAME.lastIndex = nameEnd;
  const after = AFTER_NAME.exec(text);
  // `isValid ? 'pass' : 'failed'` has no key in it.
  if (after?.[1] !== undefined && /\?\s{0,20}["'`]$/.test(text.slice(Math.max(0, nameStart - 22), nameStart))) return undefined;
  const operator = after?.[2] ?? '=';
  // The argument behind `get("PASSWORD")` belongs to another call.
  if (operator === ',' && after?.[0].includes(')') === true) return undefined;
  // `user:<password>@host` and `password=<user-password>` are no elements, but what somebody puts in.
  if (operator === '>' && /[=:@/]<$/.test(text.slice(Math.max(0, nameStart - 2), nameStart))) return undefined;
  const isMarkup = text.charAt(nameStart - 1) === '<' || after?.[1] !== undefined;
  if (after && (operator !== '>' || isMarkup)) return valueAt(text, AFTER_NAME.lastIndex, operator, syntax);
  const space = syntax === 'text' && /^\W{0,3}[ \t]{1,20}\|/.test(text.slice(nameEnd, nameEnd + 24)) ? COLUMN : WHITE_SPACE;
  space.lastIndex = nameEnd;
  if (!space.test(text)) return undefined;
  const place = valueAt(text, space.lastIndex, ' ', syntax === 'data' ? 'text' : syntax);
  return place && { ...place, isBehindSpace: true, isAssigned: isSpacedPassword(text, nameStart, nameEnd, place.isQuoted) };
}

/** `--password hunter2`, `login shop password hunter2`, `PASSWORD 'hunter2'`: no white space stands there by chance. */
function isSpacedPassword(text: string, nameStart: number, nameEnd: number, isQuoted: boolean): boolean {
  const name = text.slice(nameStart, nameEnd);
  if (/^--?[a-z-]*pass(?:w(?:or)?d|phrase|wd)?$|^(?:requirepass|masterauth)$/i.test(name) || (isQuoted && /^(?:store|key)Password$/.test(name))) return true;
  if (isQuoted && text.startsWith('#define ', nameStart - '#define '.length)) return true;
  return /^password$/i.test(name) && (isQuoted || /\blogin\s+\S{1,80}\s+$/.test(text.slice(Math.max(0, nameStart - 100), nameStart)));
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
  if (!/^(?:=|:|\?=|:{1,3}=|:-|>| )$/.test(operator) || start !== from) return undefined;
  return bareValueAt(text, start, operator, syntax);
}

function bareValueAt(text: string, from: number, operator: string, syntax: Syntax): ValuePlace | undefined {
  SCHEME.lastIndex = from;
  const start = SCHEME.test(text) ? SCHEME.lastIndex : from;
  // What a shell falls back to ends at its brace.
  const bare = syntax === 'data' && operator !== ':-' ? BARE_IN_DATA : BARE_IN_TEXT;
  bare.lastIndex = start;
  // In a connection string the next setting follows.
  const value = bare.exec(text)?.[0].replace(/;[A-Za-z ]+=.*$|[.,:;]+$/, '');
  if (value === undefined || (value.length > LONGEST_WITH_SIGNS && /=[^=]/.test(value))) return undefined;
  const end = start + value.length;
  const isCall = '(['.includes(text.charAt(end) || ' ');
  if (isCall || BEFORE_REFERENCE.test(text.slice(end, end + 8))) return undefined;
  const isAssigned = syntax === 'data' || operator === '=' || operator === '>' || (syntax === 'text' && operator === ':' && isTold(text, from, value));
  return { start, end, isQuoted: false, isCompared: false, operator, isAssigned };
}

/** `Authorization: QB-USER-TOKEN ${apiKey}`: what stands before the token of a variable is the name of a scheme. */
const BEFORE_REFERENCE = /^ (?:\$\{|\$[A-Za-z_]|\{\{|<[a-z%]|%[sdv]|["'`] ?[+.])/;

const USER_BEFORE = /\b(?:user(?:name)?|login|e-?mail)\b[ "'`*]{0,3}[:=][ "'`*]{0,4}[^\s:]{2,60}[^\n]{0,4}\s{1,12}[^\s]{0,4}[Pp]\w{2,12}[ "'`*]{0,3}: {0,4}$/i;

/** In prose a word behind “password:” is as often what one has to be like. It is one in capitals, letters and digits, or behind a user. */
function isTold(text: string, from: number, value: string): boolean {
  const isMixed = value.length >= 8 && /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value);
  return isMixed || USER_BEFORE.test(text.slice(Math.max(0, from - 120), from));
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
