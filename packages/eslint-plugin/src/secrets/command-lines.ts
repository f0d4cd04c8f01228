import { findChosenPassword } from './chosen-passwords.ts';
import type { Secret } from './secret.ts';

/** The rest of a command in its line, with line ends that are escaped. */
const REST = String.raw`(?:[^\n|;&]|\\\n){0,300}?\s`;
const VALUE = String.raw`["']?([^\s"'$<>{}()|;&\\]{4,120})["']?`;

/** Commands by what they begin with, and where in each the password stands. */
const COMMANDS: readonly (readonly [anchor: string, pattern: RegExp])[] = [
  ['sshpass', new RegExp(String.raw`sshpass\s+-p\s?${VALUE}`, 'y')],
  ['mysql', new RegExp(String.raw`mysql(?:dump|admin|import)?\s(?:${REST})?-p${VALUE}`, 'y')],
  ['psexec', new RegExp(String.raw`psexec(?:64)?(?:\.exe)?\s(?:${REST})?-p\s+${VALUE}`, 'iy')],
  ['net use', new RegExp(String.raw`net use\s(?:${REST})?\/user:[\w.\\@-]{1,60}\s+${VALUE}`, 'iy')],
  ['smbclient', new RegExp(String.raw`smbclient\s(?:${REST})?-U\s?["']?[\w.\\@-]{1,60}%${VALUE}`, 'y')],
  ['ldap', new RegExp(String.raw`ldap(?:search|add|modify|delete|passwd|whoami)\s(?:${REST})?-w\s?${VALUE}`, 'y')],
  ['sqlcmd', new RegExp(String.raw`sqlcmd\s(?:${REST})?-P\s?${VALUE}`, 'iy')],
  ['mongo', new RegExp(String.raw`mongo(?:sh|dump|restore|import|export)?\s(?:${REST})?-p\s+${VALUE}`, 'y')],
  ['az login', new RegExp(String.raw`az login\s(?:${REST})?-p\s+${VALUE}`, 'y')],
  ['zip -', new RegExp(String.raw`zip -(?:\w{1,6} -)?P\s+${VALUE}`, 'y')],
  ['7z ', new RegExp(String.raw`7z\s(?:${REST})?-p${VALUE}`, 'y')],
  ['rabbitmqctl', new RegExp(String.raw`rabbitmqctl\s(?:${REST})?(?:add_user|change_password)\s+\S{1,60}\s+${VALUE}`, 'y')],
  ['sqlplus', new RegExp(String.raw`sqlplus\s(?:${REST})?["']?[\w.]{1,40}\/([^\s"'@$<>{}()|;&\\/]{4,60})@`, 'y')],
  ['oracle:thin:', new RegExp(String.raw`oracle:thin:[\w.]{1,40}\/([^\s"'@$<>{}()|;&\\]{4,60})@`, 'y')],
  ['docker login', new RegExp(String.raw`docker login\s(?:${REST})?-p[ =]?${VALUE}`, 'y')],
  ['redis-cli', new RegExp(String.raw`redis-cli\s(?:${REST})?-a\s+${VALUE}`, 'y')],
  ['htpasswd', new RegExp(String.raw`htpasswd\s+-[a-zA-Z]*b[a-zA-Z]*\s+[^\s-]\S{0,100}\s+\S{1,60}\s+${VALUE}`, 'y')],
  ['ConvertTo-SecureString', new RegExp(String.raw`ConvertTo-SecureString\s+(?:-String\s+)?${VALUE}`, 'y')],
  ['IDENTIFIED BY', new RegExp(String.raw`IDENTIFIED BY\s+(?:PASSWORD\s+)?["']([^\s"'*]{4,120})["']`, 'iy')],
  [':5432:', new RegExp(String.raw`:5432:[\w*-]{1,60}:[\w-]{1,60}:([^\s:"']{4,120})$`, 'my')],
];
/** Commands that read the password from what is printed before them. */
const FED = new RegExp(String.raw`echo\s+(?:-n\s+)?["']?(?:[\w-]{1,40}:)?([^\s"'$<>{}()|;&\\]{4,120})["']?\s{0,4}\|\s{0,4}(?:sudo\s+)?(?:chpasswd|-S\b|passwd --stdin|docker login[^\n|;&]{0,200}--password-stdin)`, 'y');

/** By anchor, what looks for a password in a command line, in SQL or in a line of `.pgpass`. */
export const COMMAND_LINES: readonly (readonly [anchor: string, find: (text: string, offset: number) => Secret | undefined])[] = [
  ...COMMANDS,
  ['echo ', FED] as const,
].map(([anchor, pattern]) => [anchor, (text, offset) => findInCommand(text, offset, pattern)] as const);

function findInCommand(text: string, offset: number, pattern: RegExp): Secret | undefined {
  pattern.lastIndex = offset;
  const [match, value] = pattern.exec(text) ?? [];
  if (match === undefined || value === undefined) return undefined;
  return findChosenPassword(value, offset + match.lastIndexOf(value) + value.length, false);
}
