import { CommittedFiles } from 'sqllint/git';

/** The state of a repository that a change is compared with: usually the commit at which the branch began. */
export class Baseline extends CommittedFiles {}
