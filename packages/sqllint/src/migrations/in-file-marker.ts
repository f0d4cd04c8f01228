import type { Folder, TextFile } from './folder.ts';

/** How many files are read to learn whose they are; spread over the folder, as the tool may have changed over the years. */
const sampleSize = 20;

/** Some of the folder's `.sql` files, first and last among them. They are kept, so that reading them again costs nothing. */
export function sampleOf(folder: Folder, size: number = sampleSize): TextFile[] {
  const names = folder.sqlFiles;
  const step = Math.max(1, (names.length - 1) / (size - 1));
  const sample: TextFile[] = [];
  for (let at = 0; Math.round(at) < names.length; at += step) {
    const name = names[Math.round(at)];
    const file = name === undefined ? undefined : folder.read(name);
    if (file) sample.push(file);
  }
  return sample;
}

/** Whether at least half of the folder's files, as far as they have any text, carry a tool's marker. */
export function isMarkedBy(folder: Folder, marker: RegExp): boolean {
  let marked = 0;
  let unmarked = 0;
  for (const { source } of sampleOf(folder)) {
    if (marker.test(source.text)) marked++;
    else if (source.text.trim() !== '') unmarked++;
  }
  return marked > 0 && marked >= unmarked;
}
