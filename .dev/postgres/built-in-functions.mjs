// @ts-check
/**
 * Writes packages/sqllint/src/facts/postgres/built-in-functions.ts: how the servers declare the functions that they and
 * their own extensions bring. Run by hand after a new version was pinned, since it needs all servers: `npm run postgres`,
 * then `node .dev/postgres/built-in-functions.mjs`. A test compares what it wrote with each server.
 */
import { writeFileSync } from 'node:fs';

import { startServer } from '../oracle/server.mjs';
import { inRoot } from '../run/root.mjs';
import { declaredFunctions } from './declared-functions.mjs';
import { installedMajor, otherMajors } from './majors.mjs';

/** @type {Map<string, import('./declared-functions.mjs').Volatility>} */
const declared = new Map();
// The newest version has the last word.
for (const major of [...otherMajors, installedMajor]) {
  const server = await startServer(major);
  const session = await server.connect('postgres');
  for (const [name, volatility] of await declaredFunctions(session)) declared.set(name, volatility);
  await session.end();
  await server.stop();
}

writeFileSync(
  inRoot('packages/sqllint/src/facts/postgres/built-in-functions.ts'),
  `// Written by “node .dev/postgres/built-in-functions.mjs” from pg_proc of PostgreSQL ${otherMajors[0]} to ${installedMajor}.

/** Functions that the server calls VOLATILE, whatever their arguments. */
export const volatileBuiltIns: ReadonlySet<string> = new Set(
  \`
${wrapped('volatile')}\`
    .trim()
    .split(/\\s+/u),
);

/** Functions that the server calls IMMUTABLE or STABLE, whatever their arguments. */
export const settledBuiltIns: ReadonlySet<string> = new Set(
  \`
${wrapped('settled')}\`
    .trim()
    .split(/\\s+/u),
);
`,
);

/** @param {import('./declared-functions.mjs').Volatility} volatility */
function wrapped(volatility) {
  const names = [...declared].filter(([, other]) => other === volatility).map(([name]) => name);
  return names
    .sort()
    .reduce((lines, name) => {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + name.length <= 140) lines[lines.length - 1] = `${last} ${name}`;
      else lines.push(name);
      return lines;
    }, /** @type {string[]} */ ([]))
    .join('\n');
}
