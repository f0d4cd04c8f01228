// The part of README.md that is derived: the anti-patterns, with how many rules each has. The rules themselves are
// listed in docs/rules/index.md, because a hundred of them would hide what else a newcomer comes for.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { antipatterns } from 'delivery-antipatterns';

import { linkToAntipattern } from './harness/links.mjs';
import { fillMarkedPart, table } from './harness/markdown.mjs';

const path = 'README.md';

/** @type {import('../generate.mjs').Generator['generate']} */
export async function generate({ root, rules }) {
  const rows = antipatterns.map(({ id, title, severity }) => {
    const count = rules.filter(({ antipattern }) => antipattern === id).length;
    return [linkToAntipattern(id, path), title, severity, count === 0 ? 'none yet' : `${count}`];
  });
  const text = table(['', 'Anti-pattern', 'Typical severity', 'Rules'], rows);
  const content = fillMarkedPart(readFileSync(join(root, path), 'utf8'), ': rules', text);
  if (content === undefined) throw new Error(`${path} has no place for the rules: “<!-- begin generated: rules -->”.`);
  return [{ path, content, partly: true }];
}
