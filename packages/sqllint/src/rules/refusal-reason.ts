import type { ApplyProblem } from '../schema/apply.ts';

/** Why the server refuses a statement, as the rest of a sentence that says so. */
export function reasonOf({ kind, object }: ApplyProblem): string {
  switch (kind) {
    case 'missing':
      return `${object} does not exist at that point`;
    case 'exists':
      return `${object} exists already at that point`;
    case 'in use':
      return `it cannot drop ${object}`;
    case 'refused':
      return object;
  }
}
