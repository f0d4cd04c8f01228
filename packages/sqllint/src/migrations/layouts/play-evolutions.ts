import { section } from '../down-place.ts';
import { isMarkedBy } from '../in-file-marker.ts';
import type { TextFile } from '../folder.ts';
import type { Layout } from '../layout.ts';
import { readMarkedScripts } from '../marked-scripts.ts';
import type { Markers } from '../marked-scripts.ts';
import type { FileProblem, Migration, Script } from '../migration.ts';
import { compareNumbers, withoutLeadingZeros } from '../numeric-order.ts';
import { readVersionedFiles } from '../versioned-files.ts';

const markers: Markers = {
  tool: 'Play',
  marker: /^(?:#|--).*!(Ups|Downs)\b.*$/gmu,
  upMarker: '# --- !Ups',
  directionOf: ({ marker }) => (marker[1] === 'Downs' ? 'down' : 'up'),
  // `play.evolutions.autocommit` is true unless the application says otherwise.
  transactionOf: () => 'none',
};

/**
 * Play evolutions: `conf/evolutions/default/1.sql` with `# --- !Ups` and `# --- !Downs`, ordered by
 * number. Statements run one by one, and commit one by one.
 */
export const playEvolutions: Layout = {
  name: 'play-evolutions',
  downPlace: section('# --- !Downs', { innerSemicolon: ';;' }),
  detect: (folder) => folder.sqlFiles.some((name) => /^\d+\.sql$/u.test(name)) && isMarkedBy(folder, /^(?:#|--).*!Ups\b/mu),
  read: (folder) => [
    {
      hasDowns: true,
      ...readVersionedFiles(folder, {
        fileName: /^(\d+)()\.sql$/u,
        read: readEvolution,
        compare: (left, right) => compareNumbers(left.version, right.version),
        versionKey: withoutLeadingZeros,
        onDuplicate: 'Play runs only one of the two',
        onUnknownName: 'Play ignores this file, as its name is not a number; it was not checked.',
      }),
    },
  ],
};

function readEvolution(file: TextFile, problems: FileProblem[]): Pick<Migration, 'up' | 'down'> {
  const { up, down } = readMarkedScripts(file, problems, markers);
  return { up: withoutEscapes(up), ...(down && { down: withoutEscapes(down) }) };
}

/** Play splits at semicolons; one that belongs into a statement is written twice. */
function withoutEscapes(script: Script): Script {
  const { text } = script.source;
  return text.includes(';;') ? { ...script, sql: (script.sql ?? text).replaceAll(';;', ' ;') } : script;
}
