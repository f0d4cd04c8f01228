// @ts-check
/**
 * The whole check in one command: makes the corpus, asks the server about each
 * history in it, and holds sqllint's findings against the answers.
 *
 *     node .dev/oracle/corpus.mjs
 *
 * What the server said is kept below `.cache/oracle/` and asked again only when
 * the oracle or a history has changed; sqllint runs anew each time.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { historyFolder, makeCorpus, preludeFile } from '../corpus/make.mjs';
import { confront, summarise } from './confront.mjs';
import { judgePairs } from './judge.mjs';
import { readPairs } from './pairs.mjs';
import { startServer } from './server.mjs';
import { runSqllint } from './sqllint.mjs';

/** @typedef {import('./judge.mjs').Judgement} Judgement */

const CACHE = fileURLToPath(new URL('../../.cache/oracle/', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));

/** What the oracle's answers depend on, besides the history. */
const ORACLE_TEXT = readdirSync(HERE)
  .filter((name) => !['compare.mjs', 'confront.mjs', 'corpus.mjs', 'sqllint.mjs'].includes(name))
  .sort()
  .map((name) => readFileSync(join(HERE, name), 'utf8'))
  .join('');

/** @returns {Promise<Judgement[]>} */
async function judgementsOf(/** @type {string} */ history) {
  const pairs = readPairs(historyFolder(history));
  const preludePath = preludeFile(history);
  const prelude = existsSync(preludePath) ? readFileSync(preludePath, 'utf8') : '';
  const key = createHash('sha256').update(ORACLE_TEXT).update(JSON.stringify([pairs, prelude])).digest('hex').slice(0, 16);
  const kept = join(CACHE, `${history}-${key}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8'));
  console.error(`Asking the server about ${history}: ${pairs.length} migrations …`);
  const server = await startServer();
  try {
    const judgements = await judgePairs(server, pairs, prelude);
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(kept, JSON.stringify(judgements));
    return judgements;
  } finally {
    await server.stop();
  }
}

const entries = await makeCorpus();
const all = [];
for (const { folder, downs } of entries) {
  if (downs === 0) continue;
  const path = historyFolder(folder);
  const cases = confront(path, await judgementsOf(folder), runSqllint(path));
  all.push(...cases);
  const { compared, wrongOnServer, saidWrong, both } = summarise(cases);
  console.log(`${folder}: ${compared} compared, ${wrongOnServer} wrong on the server, ${saidWrong} said to be wrong, ${both} of them rightly.`);
  for (const { kind, id, findings } of cases)
    if (kind === 'refuted') console.log(`  refuted: ${id}: ${findings.map(({ message }) => message).join(' ')}`);
}
console.log(JSON.stringify(summarise(all), null, 2));
