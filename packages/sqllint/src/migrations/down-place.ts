/** Where a tool looks for the down of a migration. */
export type DownPlace = DownFile | DownSection;

/** A file of its own. */
export interface DownFile {
  readonly kind: 'file';
  /** The path, from the path of the up; undefined where the up's name leaves no room for a down. */
  pathOf(up: string): string | undefined;
  /** The first line that makes the tool run the file outside a transaction, where it has one. */
  readonly withoutTransaction?: string;
}

/** A part of the file of the up. */
export interface DownSection {
  readonly kind: 'section';
  /** The line that begins it. */
  readonly marker: string;
  /** The line that begins one which runs outside a transaction, where the tool has one. */
  readonly markerWithoutTransaction?: string;
  /** The line that ends it, where it does not go on to the end of the file. */
  readonly endMarker?: string;
  /** Whether the section stands behind its migration in a file of several, and not at the end of the file. */
  readonly behindUp?: true;
  /** The lines around a statement with semicolons in it, for tools that would cut it there. */
  readonly aroundStatement?: readonly [begin: string, end: string];
  /** How the tool writes a semicolon that ends no statement. */
  readonly innerSemicolon?: string;
}

/** A file beside the up, whose name differs from it in one part. */
export function fileBeside(part: RegExp, inDown: string, options: Pick<DownFile, 'withoutTransaction'> = {}): DownFile {
  return { kind: 'file', pathOf: (up) => (part.test(up) ? up.replace(part, inDown) : undefined), ...options };
}

export function section(marker: string, options: Omit<DownSection, 'kind' | 'marker'> = {}): DownSection {
  return { kind: 'section', marker, ...options };
}
