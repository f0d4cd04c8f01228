// @ts-check
/**
 * What rules would have said of the commits of a repository, each compared with the one before it.
 *
 *     pnpm backtest <repository> --rule <name> [--rule …] [--commits <n>] [--settings <json>] [--ref <ref>] [--files <pattern>] [--containing <pattern>] [--changing <pattern>] [--json]
 *
 * Every commit of the first-parent history is checked out into a clone that is thrown away, and the files that it adds
 * or changes are linted as an editor would, by ESLint and the plugin as it is built. A rule may be given options:
 * `--rule 'no-new-required-env:{"ignoreNames":["APP_*"]}'`. Files
 * whose paths `--files` does not match, or that have nothing which `--containing` matches, are passed over, and commits
 * without any are not even checked out; neither are those that change no line in which `--changing` is found.
 */
import { parseArgs } from 'node:util';
import { clone } from './clone.mjs';
import { makeLint } from './lint.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rule: { type: 'string', multiple: true, default: [] },
    commits: { type: 'string', default: '500' },
    settings: { type: 'string', default: '{}' },
    ref: { type: 'string', default: 'HEAD' },
    files: { type: 'string', default: '' },
    containing: { type: 'string', default: '' },
    changing: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
});
const [repository] = positionals;
if (repository === undefined || values.rule.length === 0 || !(Number(values.commits) > 0)) {
  console.error('Usage: pnpm backtest <repository> --rule <name> [--commits <n>] [--settings <json>] [--ref <ref>] [--files <pattern>] [--containing <pattern>] [--changing <pattern>] [--json]');
  process.exit(2);
}

const lint = await makeLint(values.rule, JSON.parse(values.settings), new RegExp(values.containing, 'u'));
const work = clone(repository, values.ref, Number(values.commits), values.changing);
const paths = new RegExp(values.files, 'u');
let replayed = 0;
let broken = 0;
let withFindings = 0;
let findings = 0;
let milliseconds = 0;
try {
  for (const commit of work.commits) {
    replayed += 1;
    if (!work.isMeant(commit)) continue;
    const files = work.changedFiles(commit).filter((file) => paths.test(file));
    if (files.length === 0) continue;
    // The objects of large files may be missing in a mirror.
    if (!work.checkOut(commit)) {
      broken += 1;
      continue;
    }
    process.env['DELIVERY_BASELINE'] = commit.parent;
    const begin = performance.now();
    const found = lint(work.folder, files);
    milliseconds += performance.now() - begin;
    if (found.length === 0) continue;
    withFindings += 1;
    findings += found.length;
    if (values.json) console.log(JSON.stringify({ commit: commit.id, date: commit.date, subject: commit.subject, findings: found }));
    else console.log(`${commit.id.slice(0, 10)} ${commit.date} ${commit.subject}\n${found.map(({ file, line, rule, message }) => `  ${file}:${line} ${rule} ${message}`).join('\n')}`);
  }
} finally {
  work.remove();
}
const rate = findings === 0 ? 'none' : `one in ${Math.round(replayed / findings)}`;
console.error(`${replayed} commits, ${withFindings} of them with findings, ${findings} findings (${rate}).${broken > 0 ? ` ${broken} commits could not be checked out.` : ''} Linting took ${Math.round(milliseconds / 1000)} s.`);
