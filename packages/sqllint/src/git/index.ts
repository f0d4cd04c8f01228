/** What is asked of git, for the command and for ESLint alike. Waits for git, and never writes. */
export { ciBase, isCi } from './ci-base.ts';
export type { CiBase } from './ci-base.ts';
export { CommittedFiles } from './committed-files.ts';
export { askGit, GitError, mergeBase, repositoryOf, workFiles } from './git.ts';
