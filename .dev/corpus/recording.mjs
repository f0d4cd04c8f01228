// @ts-check
/** What one script of a migration written in code has run, as SQL. */

/** Stands for a value that only the running service knows. */
export const UNKNOWN = '\u27e6unknown\u27e7';

/** @returns {boolean} whether this is one query that changes nothing: its rows go back to the code */
function readsRows(/** @type {string} */ sql) {
  const text = sql.replace(/--[^\n]*|\/\*.*?\*\//gs, ' ').trim();
  return /^(?:select|with)\b/i.test(text) && !/;\s*\S/.test(text) && !/\b(?:insert|update|delete|setval|set_config)\b/i.test(text);
}

function quote(/** @type {unknown} */ value) {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `'${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll("'", "''")}'`;
}

export class Recording {
  /** @type {string[]} */
  #statements = [];

  /** Why parts of the script could not be turned into SQL. @type {string[]} */
  gaps = [];

  /**
   * @param {unknown} sql
   * @param {readonly unknown[]} [values] of its `$1`, `$2` …
   */
  add(sql, values = []) {
    const text = this.#withoutUnknownStatements(String(sql));
    if (text.trim() === '') return;
    if (readsRows(text)) this.gaps.push('reads rows');
    else if (text.includes(UNKNOWN)) this.gaps.push('needs a value of the running service');
    else if (/(?<=[(,=\s])\?(?=[),\s;]|$)/.test(text) && values.length > 0) this.gaps.push('has placeholders that PostgreSQL does not know');
    else this.#statements.push(text.replace(/\$(\d+)/g, (whole, number) => (Number(number) <= values.length ? quote(values[Number(number) - 1]) : whole)));
  }

  /** Leaves out what is unknown as a whole: a statement that the service would make up at run time. */
  #withoutUnknownStatements(/** @type {string} */ sql) {
    const text = sql.replace(new RegExp(`(?<=^\\s*|;\\s*)${UNKNOWN}\\s*;?`, 'g'), '');
    if (text !== sql) this.gaps.push('makes a statement up at run time');
    return text;
  }

  /** @returns {string} the statements, each ended */
  get sql() {
    // A semicolon on a line of its own also ends a statement whose last line is a comment.
    return this.#statements.map((text) => `${text.trim()}${text.trim().endsWith(';') ? '' : '\n;'}\n`).join('\n');
  }
}
