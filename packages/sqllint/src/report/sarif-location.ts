import type { ArtifactLocation, Location } from 'sarif';

import type { Finding } from '../lint-result.ts';
import type { ReportContext } from './report.ts';

/** The name that stands for the root of the repository; code scanning platforms know it. */
export const sourceRoot = '%SRCROOT%';

type Place = Pick<Finding, 'file' | 'line' | 'column' | 'endLine' | 'endColumn'>;

/** A place in a file. SARIF counts lines and columns from 1 and ends exclusively, as we do. */
export function sarifLocation({ file, line, column, endLine, endColumn }: Place, context: ReportContext): Location {
  return {
    physicalLocation: {
      artifactLocation: artifactLocation(file, context),
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

/** A file or folder, and the line where it is known. */
export function sarifFileLocation(file: string, line: number | undefined, context: ReportContext): Location {
  return {
    physicalLocation: {
      artifactLocation: artifactLocation(file, context),
      ...(line === undefined ? {} : { region: { startLine: line } }),
    },
  };
}

/** Relative to the root of the repository, or, for a file on another drive of Windows, absolute. */
function artifactLocation(file: string, context: ReportContext): ArtifactLocation {
  const path = context.repositoryPath(file);
  const drive = /^[a-z]:(?=\/)/iu.exec(path)?.[0];
  if (drive !== undefined) return { uri: `file:///${drive}${encodedPath(path.slice(drive.length))}` };
  return { uri: encodedPath(path), uriBaseId: sourceRoot };
}

function encodedPath(path: string): string {
  // A file name may hold half a character, which has no encoding.
  return path.replace(/\p{Surrogate}/gu, '\ufffd').split('/').map(encodeURIComponent).join('/');
}
