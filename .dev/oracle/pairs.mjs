// @ts-check
/**
 * Reads a folder of migrations into ordered up/down pairs. Written apart from
 * sqllint's own layouts on purpose: an oracle that shares code with what it
 * judges would share its mistakes.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Pair
 * @property {string} id
 * @property {string} up
 * @property {string | undefined} down undefined where the layout has no down for it
 * @property {{ up: string, down?: string }} files relative to the folder
 */

/** Compares as numbers where both versions are digits, else as text. */
function byVersion(/** @type {string} */ a, /** @type {string} */ b) {
  const [x, y] = [/^\d+/.exec(a)?.[0], /^\d+/.exec(b)?.[0]];
  if (x !== undefined && y !== undefined && BigInt(x) !== BigInt(y)) return BigInt(x) < BigInt(y) ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** diesel compares versions as text, after taking the dashes out. */
function byDieselVersion(/** @type {string} */ a, /** @type {string} */ b) {
  const version = (/** @type {string} */ name) => (name.split('_')[0] ?? '').replaceAll('-', '');
  return version(a) < version(b) ? -1 : version(a) > version(b) ? 1 : 0;
}

/** Finds the line that starts a section and splits the text there; line numbers are not kept. */
function sections(/** @type {string} */ text, /** @type {RegExp} */ up, /** @type {RegExp} */ down) {
  /** @type {{ up: string[], down: string[] | undefined }} */
  const found = { up: [], down: undefined };
  /** @type {string[] | undefined} */
  let current = up === TERN.up ? found.up : undefined;
  for (const line of text.split('\n')) {
    if (up.test(line)) current = found.up;
    else if (down.test(line)) current = found.down ??= [];
    else current?.push(line);
  }
  return { up: found.up.join('\n'), down: found.down?.join('\n') };
}

/** tern has no line for the up: everything above the line is it. */
const TERN = { up: /(?!)/, down: /^\s*---- create above \/ drop below ----$/ };

const SECTIONED = [
  { up: /^\s*--\s*\+goose\s+up\b/i, down: /^\s*--\s*\+goose\s+down\b/i },
  { up: /^\s*--\s*\+migrate\s+up\b/i, down: /^\s*--\s*\+migrate\s+down\b/i },
  { up: /^\s*--\s*migrate:up\b/, down: /^\s*--\s*migrate:down\b/ },
];

/**
 * sqitch's plan names the changes in their order. One that was reworked stands in
 * it twice, and the scripts of the earlier one carry a tag from between the two.
 * @returns {Pair[]}
 */
function sqitchPairs(/** @type {string} */ folder) {
  const read = (/** @type {string} */ file) => readFileSync(join(folder, file), 'utf8');
  const entries = read('sqitch.plan')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('%') && !line.startsWith('#'))
    .map((line) => line.split(/\s+/)[0] ?? '');
  /** @type {Pair[]} */
  const pairs = [];
  for (const [index, name] of entries.entries()) {
    if (name.startsWith('@')) continue;
    const reworkedAt = entries.indexOf(name, index + 1);
    const tags = reworkedAt === -1 ? [] : entries.slice(index + 1, reworkedAt).filter((entry) => entry.startsWith('@'));
    const tag = tags.findLast((one) => existsSync(join(folder, 'deploy', `${name}${one}.sql`))) ?? '';
    const [up, down] = [`deploy/${name}${tag}.sql`, `revert/${name}${tag}.sql`];
    if (!existsSync(join(folder, up))) continue;
    const hasDown = existsSync(join(folder, down));
    pairs.push({ id: `${name}${tag}`, up: read(up), down: hasDown ? read(down) : undefined, files: hasDown ? { up, down } : { up } });
  }
  return pairs;
}

/**
 * @param {string} folder
 * @returns {Pair[]} in the order in which they are applied
 */
export function readPairs(folder) {
  const names = readdirSync(folder);
  const read = (/** @type {string} */ file) => readFileSync(join(folder, file), 'utf8');

  if (names.includes('sqitch.plan')) return sqitchPairs(folder);

  const ups = names.filter((name) => name.endsWith('.up.sql')).sort(byVersion);
  if (ups.length > 0) {
    // golang-migrate looks at the number alone, whatever the rest of the name says.
    const versionOf = (/** @type {string} */ name) => /^\d+(?=_)/.exec(name)?.[0];
    const downs = new Map(names.filter((name) => name.endsWith('.down.sql')).map((name) => [versionOf(name), name]));
    return ups.map((file) => {
      const id = file.slice(0, -'.up.sql'.length);
      const version = versionOf(file);
      const down = existsSync(join(folder, `${id}.down.sql`)) ? `${id}.down.sql` : version === undefined ? undefined : downs.get(version);
      return down === undefined
        ? { id, up: read(file), down: undefined, files: { up: file } }
        : { id, up: read(file), down: read(down), files: { up: file, down } };
    });
  }

  const folders = names.filter((name) => existsSync(join(folder, name, 'up.sql'))).sort(byDieselVersion);
  if (folders.length > 0)
    return folders.map((id) => {
      const [up, down] = [`${id}/up.sql`, `${id}/down.sql`];
      return existsSync(join(folder, down))
        ? { id, up: read(up), down: read(down), files: { up, down } }
        : { id, up: read(up), down: undefined, files: { up } };
    });

  return names
    .filter((name) => name.endsWith('.sql'))
    .sort(byVersion)
    .map((file) => {
      const text = read(file);
      const lines = text.split('\n');
      const marks = SECTIONED.find(({ up }) => lines.some((line) => up.test(line))) ?? (lines.some((line) => TERN.down.test(line)) ? TERN : undefined);
      const script = marks === undefined ? { up: text, down: undefined } : sections(text, marks.up, marks.down);
      return {
        id: file.replace(/\.sql$/, ''),
        ...script,
        files: script.down === undefined ? { up: file } : { up: file, down: file },
      };
    });
}
