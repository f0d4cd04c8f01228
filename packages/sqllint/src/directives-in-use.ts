import type { Range, Statement } from './changes.ts';
import type { Migration, Script } from './migrations/migration.ts';
import type { RuleReport } from './replay-up.ts';
import type { Contract } from './rules/rule.ts';
import { findDirectives } from './text/directives.ts';
import type { Directive } from './text/directives.ts';
import type { SourceText } from './text/source-text.ts';
import type { LexicalRules } from './text/tokens.ts';

/** A directive in a file, what it applies to, and what it has done so far. */
export interface DirectiveInUse {
  readonly directive: Directive;
  readonly file: string;
  readonly source: SourceText;
  /** The migration to which findings about the comment belong: the one around it, or the file's first. */
  owner: { readonly migration: Migration; readonly script: 'up' | 'down' };
  /** What “next statement” means; undefined when none follows. */
  statement?: Statement;
  /** The rules whose reports it applied to; of a contract, the directive's own word. */
  readonly used: Set<string>;
  /** For a contract that names a migration and stands in a script. */
  contract?: Contract;
}

/** The scripts of one migration, parsed. */
interface ParsedMigration {
  readonly migration: Migration;
  readonly up: readonly Statement[];
  readonly down: readonly Statement[] | undefined;
}

/**
 * The directives of the files of a set. A file may hold many migrations, so what a comment has
 * done is known only once all of them have been met.
 */
export class DirectivesInUse {
  readonly #lexicalRules: LexicalRules;
  readonly #byFile = new Map<string, readonly DirectiveInUse[]>();

  constructor(lexicalRules: LexicalRules) {
    this.#lexicalRules = lexicalRules;
  }

  /**
   * Reads the directives of the migration's files, and finds out to which of its statements they apply.
   * @param contractWith whether the migration may stand on the one with that id
   */
  meet({ migration, up, down = [] }: ParsedMigration, contractWith: (id: string) => Contract): void {
    this.#meetScript(migration, 'up', migration.up, up);
    if (migration.down) this.#meetScript(migration, 'down', migration.down, down);
    for (const found of this.#byFile.get(migration.up.file) ?? []) {
      const [target] = found.directive.targets;
      const isOwn = found.owner.migration === migration && found.directive.word === 'sqllint-contract';
      if (isOwn && target) found.contract = contractWith(target.name);
    }
  }

  /** Whether a report is about the old code's needs, and an accepted contract says that there is no such code. */
  isContractStep({ breaksOldCode, script, range }: RuleReport, migration: Migration): boolean {
    if (breaksOldCode !== true || script === 'down') return false;
    const found = this.#byFile
      .get(migration.up.file)
      ?.find(({ contract, statement }) => contract === 'accepted' && statement !== undefined && isWithin(range, statement));
    found?.used.add('sqllint-contract');
    return found !== undefined;
  }

  /** The comment that suppresses a report of a migration that was met, if there is one. The nearest counts. */
  suppressionOf({ rule, script: direction, range }: RuleReport, migration: Migration): DirectiveInUse | undefined {
    const script = direction === 'down' && migration.down ? migration.down : migration.up;
    let found: DirectiveInUse | undefined;
    for (const candidate of this.#byFile.get(script.file) ?? []) {
      const { directive, statement } = candidate;
      if (!directive.targets.some(({ name }) => name === rule.name)) continue;
      if (directive.word === 'sqllint-disable-file') found ??= candidate;
      const isAbout = statement !== undefined && isWithin(range, statement);
      if (directive.word === 'sqllint-disable-next-statement' && isAbout) found = candidate;
    }
    found?.used.add(rule.name);
    return found;
  }

  /** All directives that were met, file by file, each from top to bottom. */
  *[Symbol.iterator](): Iterator<DirectiveInUse> {
    for (const directives of this.#byFile.values()) yield* directives;
  }

  #meetScript(migration: Migration, direction: 'up' | 'down', script: Script, statements: readonly Statement[]): void {
    for (const found of this.#in(script, { migration, script: direction })) {
      const { start, end } = found.directive;
      if (start < script.start || end > script.end) continue;
      found.owner = { migration, script: direction };
      const next = statements.find((statement) => statement.start >= end);
      // Sections of an up and a down may alternate, so that both scripts are around the comment.
      if (next && (!found.statement || next.start < found.statement.start)) found.statement = next;
    }
  }

  #in({ file, source }: Script, owner: DirectiveInUse['owner']): readonly DirectiveInUse[] {
    let directives = this.#byFile.get(file);
    if (!directives) {
      directives = findDirectives(source.text, this.#lexicalRules).map((directive) => ({ directive, file, source, owner, used: new Set<string>() }));
      this.#byFile.set(file, directives);
    }
    return directives;
  }
}

function isWithin(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
