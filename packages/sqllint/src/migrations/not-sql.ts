import type { Folder } from './folder.ts';
import type { FileProblem } from './migration.ts';

/**
 * A warning, if there are migrations in the folder that the tool runs among the others, and that
 * are written in a programming language: the history is then not whole.
 */
export function migrationsInCode(folder: Folder, isMigration: (fileName: string) => boolean): FileProblem[] {
  const names = folder.files.filter(isMigration);
  const [first] = names;
  if (first === undefined) return [];
  const subject =
    names.length === 1 ? 'This migration is' : `This migration and ${names.length - 1} more of its kind are`;
  return [
    {
      level: 'warning',
      file: folder.pathOf(first),
      message: `${subject} not SQL, so what ${names.length === 1 ? 'it does' : 'they do'} is missing from the history.`,
    },
  ];
}
