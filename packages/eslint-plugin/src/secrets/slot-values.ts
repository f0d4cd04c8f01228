import { decodeBase64 } from './checksums.ts';
import { isExampleValue } from './example-values.ts';
import { isMonotonous } from './made-up.ts';
import { findNamedSecret } from './named-secrets.ts';
import { isPlaceholder, isReference } from './placeholders.ts';
import { nameService } from './providers/services.ts';
import type { Confidence } from './secret.ts';
import type { SlotKind } from './slot-names.ts';
import { normaliseName, toSnakeCase } from './slot-names.ts';
import { GENERATED, randomnessOf, surpriseOf } from './surprise.ts';

/** A value in the place where a credential belongs. */
export interface SlotValue {
  readonly name: string;
  readonly slot: SlotKind;
  readonly value: string;
  readonly isQuoted: boolean;
  /** What stands between name and value; a comma or a bracket proves less than an assignment. */
  readonly isAssigned: boolean;
  /** A password of letters alone is believed here: in a program, or beside a user. */
  readonly mayBeWord: boolean;
}

/** What a value in a credential's place was found to be. */
export interface JudgedValue {
  readonly kind: string;
  readonly what: string;
  readonly confidence: Confidence;
}

const UUID = /^[{(]?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}[)}]?$/i;
/** Identifiers of records, which generators draw and nobody hides: ULID, cuid, the object ids of MongoDB. */
const RECORD_ID = /^(?:[0-7][0-9A-HJKMNP-TV-Z]{25}|c[a-z0-9]{24}|[0-9a-f]{24})$/;

/** Shapes of what is no secret whatever its name says. */
const ORDINARY = new RegExp(
  [
    // Addresses, paths, versions, times
    String.raw`^[a-z][a-z0-9+.-]{1,20}:\/\/|^\/\/|\\[A-Za-z]+\\|^\.{0,2}\/[\w.@-]+(?:\/|\.|$)|^~\/|^[A-Z]:\\|^[\w.-]+(?:\/[\w.@:-]+)+\.\w{1,5}$|^(?:[a-z-]+\/)+[a-z.-]+$|^[a-z]{3,20}\/\d{4}\/\d\d?\/|^[\w-]+(?:\.[\w-]+)*\.(?:html?|tpl|tmpl|hbs|ejs|mjml|txt|pem|key|json|ya?ml|xml|svg|png|jsx?|tsx?|vue|s?css|md)$`,
    String.raw`^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$|^(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|co|ai|local|internal)(?:[:/].*)?$`,
    String.raw`^v?\d+(?:\.\d+){1,3}(?:[-+][\w.]+)?$|^\d{4}-\d\d-\d\d(?:T|$)|^P\d*[YMWDT]`,
    // Digests and what is embedded
    String.raw`^(?:sha|md)\d+[-:=]|^\$2[aby]\$|^\$argon2|^\$pbkdf2|^pbkdf2|^scrypt|^\$\d\$|^\{SSHA|^data:|^iVBORw0KGgo|^\/9j\/|^R0lGOD|^PHN2Zy|^d09GR|^AAEAAAA|^UklGR`,
    // Code, markup, patterns
    String.raw`^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*\(|^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)+$|=>|;$|\\[dwsb]|\[\^?[a-zA-Z0-9]-|\(\?|\.\*|^#[0-9a-f]{3,8}$|^\.[a-z][\w-]*\s?\{|^-?(?:[mp][lrtbxy]?|[wh]|z|gap|top|left|right|bottom|inset|text|bg|border|rounded)-\d{1,3}$|^\w+\[|^\)[.,;]|^#\/|^\.[a-z]\w*$|^@\w+\(|^(?:function|return|await|typeof|new|const|let|var)(?:$|[({])|::|^--\w|^(?:string|number|boolean|object|undefined|function|symbol|bigint)$`,
    // Algorithms
    String.raw`^(?:AES|RSA|SHA|HMAC|ECDSA|ECDH|Ed|PBKDF|PKCS|CHACHA|XCHACHA)[-_#]?\d{1,4}(?:[-_/][A-Z\d]+)*$`,
    // Known public keys, and those that say in DER that they are public
    String.raw`^pk[._-]|^pub[._-]|^phc_|^sb_publishable_|^G-[A-Z0-9]{8,12}$|^UA-\d+|^GTM-|^AW-\d+|^ca-pub-|^0x4AAA|^sub-c-|^pub-c-|^mob-|\.apps\.googleusercontent\.com$|^0x[0-9a-fA-F]{40}$|^m(?:\/\d+'?)+$|^eyJ(?:hbGciOi|0eXAiOi)[\w-]{0,60}$|^(?:EOS|PUB_K1_)[1-9A-HJ-NP-Za-km-z]{50}$|^(?:MFkw|MHYw|MIGbMBAG|MIGfMA0G|MIIBIjAN|MIICIjAN|MCow)`,
  ].join('|'),
);

/** Alphabets and rows of the keyboard, which people do take for passwords, and no generator for anything. */
const IN_ORDER = /abcdefgh|ABCDEFGH|01234567|12345678|QWERTY|qwerty/;

/** Words joined by signs or by capitals: names of things, of messages and of states. */
const WORDS = /^_?[A-Za-z]+(?:[-_.:/ ][A-Za-z]+)*_?\d{0,2}$|^[A-Z][a-z]+[:?]$|^[a-z]+(?:[A-Z][a-z]+)+\d{0,2}$|^(?:[A-Z][a-z]+)+\d{0,2}$/;
/** Letters of other alphabets, and controls: it is a text for people. */
const FOREIGN_LETTER = /(?![A-Za-z])\p{L}|[\x00-\x1f]/u;

/** @returns what the value is, or undefined when it is no secret */
export function judgeSlotValue(found: SlotValue): JudgedValue | undefined {
  const { name, slot, value, isAssigned, isQuoted } = found;
  if (SEED_PHRASE.test(value) && SEED_NAME.test(normaliseName(name))) return isMonotonous(value) || SEED_OF_TESTS.test(value) ? undefined : { kind: 'seed-phrase', what: 'the seed phrase of a wallet', confidence: 'medium' };
  if (value.length < 4 || /\s/.test(value) || FOREIGN_LETTER.test(value) || isReference(value)) return undefined;
  const named = findNamedSecret(name, value);
  if (named && !isMadeUpValue(value) && !isExampleValue(value)) return { kind: named.kind, what: named.what, confidence: 'medium' };
  if (ORDINARY.test(value) || isJsonWebToken(value) || isExampleValue(value)) return undefined;
  if (isSameAsName(value, name, slot) || isConstant(value)) return undefined;
  if (slot === 'password') return judgePassword(found);
  const pair = isQuoted && isAssigned && AUTH_NAME.test(normaliseName(name)) ? USER_AND_PASSWORD.exec(value)?.[1] : undefined;
  if (pair !== undefined && isChosen(pair, true)) return { ...GENERIC.password, confidence: 'medium' };
  if (IN_ORDER.test(value)) return undefined;
  if (value.length < 8 || isMadeUpValue(value)) return undefined;
  // Many services issue UUIDs as keys, and everybody has them as ids.
  const isOfService = slot === 'secret' && nameService(normaliseName(name).split('_'));
  if (UUID.test(value)) return { ...GENERIC[slot], confidence: isOfService || (slot === 'secret' && isAssigned) ? 'medium' : 'low' };
  if (RECORD_ID.test(value)) return { ...GENERIC[slot], confidence: isOfService ? 'medium' : 'low' };
  if (looksGenerated(value, slot)) return { ...GENERIC[slot], confidence: 'medium' };
  // A secret, unlike a token, is often a phrase with some signs in it.
  const isPhrase = isAssigned && isQuoted && /secrets?\d?$/i.test(name) && /\d/.test(value) && /[^\w.:/-]/.test(value);
  const isMash = isAssigned && isQuoted && /(?:^|[._])secret$/i.test(name) && /^(?=.*[a-z])(?=.*\d)[A-Za-z\d]+$/.test(value) && surpriseOf(value) >= LEAST_MASHED;
  return (isPhrase || isMash) && isChosen(value, true) ? { ...GENERIC[slot], confidence: 'medium' } : undefined;
}

/** Twelve to 24 words of BIP 39's list, which have three to eight letters. */
const SEED_PHRASE = /^(?:[a-z]{3,8} ){11,23}[a-z]{3,8}$/;
const SEED_NAME = /mnemonic|seed|phrase/;
/** The phrases that development networks and the standard's own tests use. */
const SEED_OF_TESTS = /^(?:test|abandon|legal|letter|zoo|candy)\b/;

/** `admin:…`, as HTTP clients take it in their option `auth`. */
const USER_AND_PASSWORD = /^[\w.@+-]{2,64}:([^\s:/@]{5,80})$/;
const AUTH_NAME = /(?:^|_)(?:auth|basic_auth|http_auth|creds?|credentials?|user_?pwd)$/;

/** What fingers do on a keyboard is less surprising than what a generator does, and more than words. */
const LEAST_MASHED = 5.2;

const GENERIC: Readonly<Record<SlotKind, { readonly kind: string; readonly what: string }>> = {
  password: { kind: 'password', what: 'a password' },
  secret: { kind: 'generic-secret', what: 'a secret' },
  key: { kind: 'generic-key', what: 'a secret key' },
};

function looksGenerated(value: string, slot: SlotKind): boolean {
  const least = slot === 'key' ? 20 : 10;
  if (value.length < least || WORDS.test(value) && surpriseOf(value) < 7) return false;
  const randomness = randomnessOf(value);
  if (/^[\d_]+$/.test(value)) return false;
  // Hexadecimal digits are also digests, colours and ids: only the lengths that keys have.
  if (/^(?:0x)?[0-9a-f/-]+$/i.test(value)) return slot !== 'key' && value.length >= 20 && randomness >= GENERATED;
  if (slot === 'key') return !isMadeOfWords(value) && randomness >= GENERATED + 1 && /\d/.test(value) && /[a-z]/.test(value) && (/[A-Z]/.test(value) || value.length >= 32);
  return randomness >= GENERATED || (value.length >= 12 && surpriseOf(value) >= 7);
}

/** `Qwen2.5-VL-72B-Instruct`: a part between signs is a word, as in names of models and versions, and in no generated key. */
function isMadeOfWords(value: string): boolean {
  const parts = value.split(/[-_.:/@]/);
  return parts.length > 1 && parts.some((part) => /^[A-Z]?[a-z]{3,}$/.test(part) && surpriseOf(part) < LEAST_OF_LETTERS);
}

/** Letters that a generator drew are below this once in a hundred times, words hardly ever above. */
const LEAST_OF_LETTERS = 4.5;

function judgePassword({ name, value, isQuoted, isAssigned, mayBeWord }: SlotValue): JudgedValue | undefined {
  const { password } = GENERIC;
  if (value.length > 80) return undefined;
  // `INCORRECT_PASSWORD = '5135'` is the code of an error.
  if (/^\d{1,5}$/.test(value) && /^[A-Z\d_]+$/.test(name)) return undefined;
  if (value.length >= 12 && !isMadeUpValue(value) && looksGenerated(value, 'secret') && !UUID.test(value)) return { ...password, confidence: 'medium' };
  if (!isAssigned || value.length < (isQuoted ? 4 : 5)) return undefined;
  return { ...password, confidence: isChosen(value, isQuoted) || (mayBeWord && isQuoted && isWordOfOwn(value)) ? 'medium' : 'low' };
}

/**
 * Whether somebody chose this as a password. Words without a digit are as often labels, states and modes, and a bare
 * value in a configuration file is as often the default of a local service.
 */
function isChosen(value: string, isQuoted: boolean): boolean {
  if (UUID.test(value) || TEMPLATE_WORDS.test(value) || /^(\D)\1*$/.test(value)) return false;
  if (!isQuoted) return /\d/.test(value) && !isPlaceholder(value) && !isMonotonous(value) && !/^[\d.,:-]+$/.test(value) && !/^[a-z]+(?:[A-Z][a-z]+)+\d*$/.test(value);
  if (/^\d+$/.test(value)) return true;
  if (/^[\d.,:/-]+$/.test(value)) return false;
  const hasWordsOnly = WORDS.test(value) && !/\d$/.test(value);
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((pattern) => pattern.test(value)).length;
  return classes >= 2 && !hasWordsOnly;
}

/** A word that is no name of the thing itself, and no label, which would begin with a capital. */
function isWordOfOwn(value: string): boolean {
  return /^[a-z][\w.!@#$%^&*-]{3,}$/.test(value) && !TEMPLATE_WORDS.test(value) && !SAYS_WHAT_IT_IS.test(value);
}

const SAYS_WHAT_IT_IS =
  /^(?:(?:my|the|some)?[-_]?(?:pass(?:w(?:or)?d|phrase|code|ed)?|secret|token|key)|pwd|test|none|null|true|false|auto|text|type|user|name|mail|email|hide|show|empty|hidden|private|public|default|string|plain|basic|required|optional|manual|(?:in)?correct|wrong|right|bad|valid|invalid|confirm|confirmation|repeat|current|new|old|change|reset|forgot|local|field|form|input|hash)$/i;

/** Words that say “put yours here”. Others, such as `test`, are in passwords that do open something. */
const TEMPLATE_WORDS = /from[-_]?env(?:ironment)?$|example|sample|placeholder|your|change-?_?me|replace|insert|redacted|x{3}|\*{3}|\.{3}|<|>|here$|dummy|fake|mock|hunter2|not[-_ ]|^optional[-_ ]|encrypted|hashed/i;

/** Judged by what it says of itself, see json-web-tokens.ts. */
function isJsonWebToken(value: string): boolean {
  return /^eyJ[\w-]+\.[\w-]+\./.test(value);
}

/** `AZURE_GPT4_1_API_BASE`: the name of a variable, which has a word in it. */
function isConstant(value: string): boolean {
  return /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/.test(value) && value.split('_').some((part) => /^[A-Z]{3,}$/.test(part) && surpriseOf(part.toLowerCase()) < LEAST_OF_LETTERS);
}

/** Placeholders, and tokens whose base64 says so. */
function isMadeUpValue(value: string): boolean {
  if (isPlaceholder(value) || isMonotonous(value)) return true;
  if (!/^[A-Za-z0-9+/]{12,}={0,2}$/.test(value)) return false;
  const decoded = decodeBase64(value);
  return /^[\x20-\x7e]+$/.test(decoded) && isPlaceholder(decoded);
}

/** `PASSWORD_RESET = "password-reset"`, `apiKey: "api_key"`: the value is the name once more. */
function isSameAsName(value: string, name: string, slot: SlotKind): boolean {
  const plainValue = toSnakeCase(value).replaceAll('_', '');
  const plainName = normaliseName(name).replaceAll('_', '');
  if (plainValue.length <= 2) return false;
  if (plainName.endsWith(plainValue)) return true;
  // `password123` is the name of the thing, and still what people choose.
  if (slot === 'password' && /\d|^(?:some|another-?|other-?|test|admin|root|super|secure|strong|weak|correct|wrong)pass(?:word)?$/.test(value)) return false;
  return plainValue.endsWith(plainName) || plainValue.startsWith(plainName);
}
