import { findChosenPassword } from './chosen-passwords.ts';
import type { Secret } from './secret.ts';

const USER = String.raw`["'\x60][^"'\x60\s]{1,80}["'\x60]`;
const PASSWORD = String.raw`(["'\x60])([^"'\x60\s]{4,80})\1`;
const NEXT = String.raw`\s{0,4},\s{0,20}`;

interface Call {
  readonly pattern: RegExp;
  /** Nothing else is a second string there, so that a word is believed. */
  readonly takesOnlyPasswords: boolean;
}

/** Calls and lists that hold a user and a password, by what is looked for. */
const CALLS: readonly (readonly [anchor: string, call: Call])[] = [
  ['.auth(', { pattern: new RegExp(String.raw`\.auth\(\s{0,20}${USER}${NEXT}${PASSWORD}`, 'y'), takesOnlyPasswords: true }],
  ['setPassword(', { pattern: new RegExp(String.raw`setPassword\((?:\w{1,40}(?:\.\w{1,40})?|${USER})${NEXT}${PASSWORD}`, 'y'), takesOnlyPasswords: true }],
  ['login(', { pattern: new RegExp(String.raw`login\(\s{0,20}${USER}${NEXT}${PASSWORD}`, 'y'), takesOnlyPasswords: false }],
  ['BasicAuth(', { pattern: new RegExp(String.raw`BasicAuth\(\s{0,20}${USER}${NEXT}${PASSWORD}`, 'iy'), takesOnlyPasswords: true }],
  ['basicAuth({', { pattern: new RegExp(String.raw`basicAuth\(\{\s{0,20}users:\s{0,4}\{\s{0,20}["']?[\w@.-]{1,60}["']?\s{0,4}:\s{0,4}${PASSWORD}`, 'y'), takesOnlyPasswords: true }],
  ['NetworkCredential(', { pattern: new RegExp(String.raw`NetworkCredential\(\s{0,20}${USER}${NEXT}${PASSWORD}`, 'y'), takesOnlyPasswords: true }],
  ['mysqli_connect(', { pattern: new RegExp(String.raw`mysqli_connect\(\s{0,20}${USER}${NEXT}${USER}${NEXT}${PASSWORD}`, 'y'), takesOnlyPasswords: true }],
  ['mysqli(', { pattern: new RegExp(String.raw`mysqli\(\s{0,20}(?:${USER}|\$\w{1,40})${NEXT}${USER}${NEXT}${PASSWORD}`, 'y'), takesOnlyPasswords: true }],
  ['PDO(', { pattern: new RegExp(String.raw`PDO\(\s{0,20}(?:["'][^"'\n]{1,160}["']|\$\w{1,40})${NEXT}${USER}${NEXT}${PASSWORD}`, 'y'), takesOnlyPasswords: true }],
  ['getConnection(', { pattern: new RegExp(String.raw`getConnection\(\s{0,20}(?:["'][^"'\n]{1,160}["']|\w{1,40})${NEXT}${USER}${NEXT}${PASSWORD}`, 'y'), takesOnlyPasswords: true }],
  ['auth=(', { pattern: new RegExp(String.raw`auth=\(\s{0,20}${USER}${NEXT}${PASSWORD}\s{0,4}\)`, 'y'), takesOnlyPasswords: true }],
  ['auth: [', { pattern: new RegExp(String.raw`auth: \[\s{0,20}${USER}${NEXT}${PASSWORD}\s{0,4}\]`, 'y'), takesOnlyPasswords: true }],
  ['btoa(', { pattern: new RegExp(String.raw`btoa\(\s{0,4}(["'\x60])[\w.@+-]{2,64}:([^\s:"'\x60\\$]{4,80})\1`, 'y'), takesOnlyPasswords: true }],
  ['Buffer', { pattern: new RegExp(String.raw`Buffer(?:\.from)?\(\s{0,4}(["'\x60])[\w.@+-]{2,64}:([^\s:"'\x60\\$]{4,80})\1[^\n]{0,20}\)\.toString\(["']base64`, 'y'), takesOnlyPasswords: true }],
];

/** By anchor, what looks for a password that a call takes: `request.auth('shop', '…')`. */
export const AUTH_CALLS: readonly (readonly [anchor: string, find: (text: string, offset: number) => Secret | undefined])[] = CALLS.map(
  ([anchor, call]) => [anchor, (text, offset) => findInCall(text, offset, call)] as const,
);

function findInCall(text: string, offset: number, { pattern, takesOnlyPasswords }: Call): Secret | undefined {
  pattern.lastIndex = offset;
  const [match, , value] = pattern.exec(text) ?? [];
  if (match === undefined || value === undefined) return undefined;
  return findChosenPassword(value, offset + match.lastIndexOf(value) + value.length, takesOnlyPasswords);
}
