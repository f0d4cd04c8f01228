/** One command of a script: its words, without quotes, and the operator behind it. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** What follows: `&&`, `||`, `|`, `;`, `&`, a line end, or nothing. */
  readonly operator: '&&' | '||' | '|' | ';' | '&' | '';
}

/**
 * Splits a line of shell into its commands, as far as a linter needs it: quotes and backslashes are understood,
 * expansions stay as they are written, redirections are words. Never throws.
 *
 * @param script what `sh -c` would be given
 */
export function shellCommands(script: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: string[] = [];
  let word: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (operator: ShellCommand['operator']): void => {
    endWord();
    if (words.length > 0) commands.push({ words, operator });
    words = [];
  };
  for (const [token] of script.matchAll(/\\\r?\n|\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\$\([^()]*\)|&&|\|\||[|;&]|[\r\n]+|[ \t]+|[\s\S]/gu)) {
    if (/^\\\r?\n$/u.test(token)) endWord();
    else if (token === '&&' || token === '||' || token === '|' || token === ';') endCommand(token);
    // `2>&1` and `&>` are redirections, not jobs.
    else if (token === '&') {
      if (word?.endsWith('>')) word += token;
      else endCommand('&');
    } else if (/^[\r\n]/u.test(token)) endCommand(';');
    else if (/^[ \t]/u.test(token)) endWord();
    else if (token.length > 1 && (token.startsWith("'") || token.startsWith('"'))) word = (word ?? '') + token.slice(1, -1);
    else if (token.length === 2 && token.startsWith('\\')) word = (word ?? '') + token.slice(1);
    else word = (word ?? '') + token;
  }
  endCommand('');
  return commands;
}

/** The words of a command without what stands before the program: `sudo`, `exec`, `dotenv --`, `NODE_ENV=production`. */
export function programOf({ words }: Pick<ShellCommand, 'words'>): readonly string[] {
  let start = 0;
  while (start < words.length && /^(?:[A-Za-z_]\w*=.*|sudo|exec|time|nohup|command|env|cross-env|cross-env-shell)$/u.test(words[start] ?? '')) start += 1;
  const rest = words.slice(start);
  if (rest[0] === 'dotenv' || rest[0] === 'dotenvx') {
    const dashes = rest.indexOf('--');
    if (dashes > 0) return programOf({ words: rest.slice(dashes + 1) });
  }
  const name = rest[0];
  return name === undefined ? rest : [name.replace(/^.*\//u, ''), ...rest.slice(1)];
}

/** The line of shell that runs a program with arguments that are given as a list. */
export function asShell(words: readonly string[]): string {
  return words.map((word) => (/^[\w./:=@%+,-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

/** What `sh -c '…'` is given to run; undefined for any other program. */
export function scriptOfShell([program = '', option = '', script]: readonly string[]): string | undefined {
  return /(?:^|\/)(?:ba|da|a|z)?sh$/u.test(program) && /^-\w*c$/u.test(option) ? script : undefined;
}
