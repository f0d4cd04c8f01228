// @ts-check
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What is checked out: code and the files that rules ask for. Pictures and films stay where they are. */
const wanted = ['*.ts', '*.tsx', '*.mts', '*.cts', '*.js', '*.jsx', '*.mjs', '*.cjs', '*.vue', '*.sql', '*.prisma', '*.json', '*.yml', '*.yaml', '*.toml', '*.sh', '*.graphql', '*.gql', '.env*', '*.env', 'Dockerfile*', 'Procfile', '.gitignore'];
const lintable = /\.(?:[cm]?[jt]sx?|json|ya?ml|sql|graphql|gql)$|(?:^|\/)\.env[^/]*$|\.env$/u;
const notLinted = /(?:^|\/)(?:node_modules|dist|package-lock\.json|pnpm-lock\.yaml)(?:\/|$)|\.min\.js$/u;

/**
 * @typedef {object} Commit
 * @property {string} id
 * @property {string} parent
 * @property {string} date
 * @property {string} subject
 */

/**
 * Clones a repository to a temporary folder, sharing its objects.
 *
 * @param {string} repository
 * @param {string} ref where the history ends
 * @param {number} count how many of the last commits
 * @param {string} changing only commits that add or take away a line in which this pattern of git's is found; all when it is empty
 */
export function clone(repository, ref, count, changing) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'delivery-backtest-')));
  const env = { ...process.env, GIT_LFS_SKIP_SMUDGE: '1' };
  const git = (/** @type {string[]} */ ...args) => execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', maxBuffer: 1 << 29, stdio: ['ignore', 'pipe', 'ignore'], env });
  const head = execFileSync('git', ['-C', resolve(repository), 'rev-parse', `${ref}^{commit}`], { encoding: 'utf8' }).trim();
  execFileSync('git', ['clone', '--quiet', '--shared', '--no-checkout', resolve(repository), folder], { stdio: 'ignore' });
  git('config', 'core.sparseCheckout', 'true');
  /** Files whose contents are not in the repository, as happens in a mirror. @type {string[]} */
  const missing = [];
  const choose = () => git('sparse-checkout', 'set', '--no-cone', ...wanted, ...missing.map((path) => `!/${path}`));
  choose();
  const history = ['log', '--first-parent', `--max-count=${count}`, '--reverse'];
  const log = git(...history, '--format=%H%x09%P%x09%cs%x09%s', head);
  const oldest = log.slice(0, log.indexOf('\t'));
  // `-G` with `--max-count` would go on until so many commits have changed such a line.
  const meant = changing === '' ? undefined : idsOf(() => git('log', '--first-parent', '-m', '--format=%H', '--no-patch', '--extended-regexp', `-G${changing}`, `${oldest}..${head}`));
  /** @type {Commit[]} */
  const commits = log.split('\n').flatMap((line) => {
    const [id, parents, date, ...subject] = line.split('\t');
    const parent = parents?.split(' ')[0];
    return id && parent && date ? [{ id, parent, date, subject: subject.join(' ') }] : [];
  });
  return {
    folder,
    commits,
    /** @param {Commit} commit @returns whether it changes what was asked for */
    isMeant: ({ id }) => meant?.has(id) ?? true,
    /** @param {Commit} commit @returns the files that it adds or changes and that a rule may look at */
    changedFiles: ({ id, parent }) => git('diff', '--name-only', '--no-renames', '--diff-filter=AM', '-z', parent, id).split('\0').filter((path) => lintable.test(path) && !notLinted.test(path)),
    /** @param {Commit} commit @returns whether it could be done; files whose contents are missing are left out */
    checkOut({ id }) {
      for (;;) {
        const { status, stderr } = spawnSync('git', ['-C', folder, 'checkout', '--quiet', '--force', '--detach', id], { encoding: 'utf8', env });
        if (status === 0) return true;
        const named = [...stderr.matchAll(/unable to read sha1 file of (.+) \([\da-f]+\)/gu)].map(([, path = '']) => path).filter((path) => !missing.includes(path));
        if (named.length === 0) return false;
        missing.push(...named);
        choose();
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** @param {() => string} ask @returns the commits that git names; undefined where it cannot look into all of them, as in a mirror without some objects */
function idsOf(ask) {
  try {
    return new Set(ask().split('\n'));
  } catch {
    return undefined;
  }
}
