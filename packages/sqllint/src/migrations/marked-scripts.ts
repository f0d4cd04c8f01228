import type { TextFile } from './folder.ts';
import { keepOnly } from './keep-only.ts';
import type { FileProblem, Migration, Script, TransactionMode } from './migration.ts';
import { partOfFile } from './script.ts';
import { divide, saysSomething } from './sections.ts';
import type { Section } from './sections.ts';

/** How a tool divides a file into up and down. */
export interface Markers {
  /** The tool's name. */
  readonly tool: string;
  /** Matches a marker's line, with the flags `g` and `m`. */
  readonly marker: RegExp;
  directionOf(section: Section): 'up' | 'down';
  transactionOf(section: Section, text: string): TransactionMode;
  /** The marker of an up, as the user should have written it. */
  readonly upMarker: string;
  /** Whether several sections of one direction are fine. */
  readonly repeats?: boolean;
}

/**
 * Reads the up and the down of one file. A file that the tool would refuse is a problem, and is
 * read all the same, so that its statements are checked.
 */
export function readMarkedScripts(file: TextFile, problems: FileProblem[], markers: Markers): Pick<Migration, 'up' | 'down'> {
  const { text } = file.source;
  const warn = (offset: number, message: string): void => {
    problems.push({ level: 'warning', file: file.path, line: file.source.positionAt(offset).line, message });
  };
  const sections = divide(text, markers.marker);
  const ups = sections.filter((section) => markers.directionOf(section) === 'up');
  const downs = sections.filter((section) => markers.directionOf(section) === 'down');
  const [firstUp, secondUp] = ups;
  const [firstDown, secondDown] = downs;
  const beforeMarkers = sections[0]?.markerAt ?? text.length;

  if (!firstUp) {
    warn(0, `${markers.tool} refuses this file, as it has no \`${markers.upMarker}\`; ${whatWasTaken(firstDown)} was taken for the up.`);
  } else if (saysSomething(text, 0, beforeMarkers)) {
    warn(0, `${markers.tool} does not run what stands above \`${markers.upMarker}\`, so it was not checked. Move it below that line.`);
  }
  if (!markers.repeats) {
    const second = secondUp ?? secondDown;
    if (second) warn(second.markerAt, `${markers.tool} refuses this file, as it has two sections for one direction.`);
  }

  const transactionOf = (section: Section): TransactionMode => markers.transactionOf(section, text);
  return {
    up: firstUp
      ? joinSections(file, ups, transactionOf(firstUp))
      : partOfFile(file, { start: 0, end: beforeMarkers }, firstDown ? transactionOf(firstDown) : 'unknown'),
    ...(firstDown && { down: joinSections(file, downs, transactionOf(firstDown)) }),
  };
}

function whatWasTaken(firstDown: Section | undefined): string {
  return firstDown ? 'what stands above the down' : 'the whole file';
}

/** One script of several sections; what stands between them is blanked in `sql`. */
function joinSections(file: TextFile, sections: readonly Section[], transaction: TransactionMode): Script {
  const start = sections[0]?.start ?? 0;
  const end = sections.at(-1)?.end ?? start;
  const script = partOfFile(file, { start, end }, transaction);
  return sections.length < 2 ? script : { ...script, sql: keepOnly(file.source.text, sections) };
}
