import type { Directive as DirectiveOf, FileProblem, RulesConfig, SourceLocation, TraversalStep } from '@eslint/core';
import { ConfigCommentParser, Directive, TextSourceCodeBase, VisitNodeStep } from '@eslint/plugin-kit';
import type { SqlComment, SqlDocument, SqlNode } from './sql-nodes.ts';
import { sqlVisitorKeys } from './sql-visitor-keys.ts';

const commentParser = new ConfigCommentParser();
const directiveTypes: ReadonlyMap<string, DirectiveOf['type']> = new Map([
  ['eslint-disable', 'disable'],
  ['eslint-enable', 'enable'],
  ['eslint-disable-line', 'disable-line'],
  ['eslint-disable-next-line', 'disable-next-line'],
]);

/** A comment that talks to ESLint. */
interface ConfigComment {
  readonly comment: SqlComment;
  readonly label: string;
  readonly value: string;
  readonly justification: string;
}

/** What ESLint and its rules know of one `.sql` file. */
export class SqlSourceCode extends TextSourceCodeBase<{
  LangOptions: Record<string, unknown>;
  RootNode: SqlDocument;
  SyntaxElementWithLoc: SqlNode | SqlComment;
  ConfigNode: SqlComment;
}> {
  readonly visitorKeys: Record<string, string[]> = sqlVisitorKeys;
  /** For rules of other plugins, many of which ask for a service without looking whether there are any. */
  readonly parserServices = {};
  readonly #configComments: readonly ConfigComment[];
  readonly #parents = new WeakMap<SqlNode, SqlNode>();
  #steps: TraversalStep[] | undefined;

  constructor(text: string, ast: SqlDocument) {
    super({ text, ast, lineEndingPattern: /\r\n|[\r\n]/u });
    this.#configComments = ast.comments.flatMap((comment) => {
      if (!/^\s*eslint/u.test(comment.value)) return [];
      const directive = commentParser.parseDirective(comment.value);
      return directive ? [{ comment, label: directive.label, value: directive.value, justification: directive.justification }] : [];
    });
  }

  /** The statement's document; undefined for the document itself. Known once the tree has been traversed. */
  override getParent(node: SqlNode): SqlNode | undefined {
    return this.#parents.get(node);
  }

  override traverse(): Iterable<TraversalStep> {
    this.#steps ??= [...this.#visit(this.ast)];
    return this.#steps;
  }

  *#visit(node: SqlNode, parent?: SqlNode): Generator<TraversalStep, undefined> {
    if (parent) this.#parents.set(node, parent);
    yield new VisitNodeStep({ target: node, phase: 1, args: [node, parent] });
    if (node.type === 'SqlDocument') for (const child of node.body) yield* this.#visit(child, node);
    yield new VisitNodeStep({ target: node, phase: 2, args: [node, parent] });
    return undefined;
  }

  /** The comments that switch rules on and off, or set their severity. */
  getInlineConfigNodes(): SqlComment[] {
    return this.#configComments.map(({ comment }) => comment);
  }

  /** `eslint-disable` and its kin, in comments of either form. */
  getDisableDirectives(): { directives: DirectiveOf[]; problems: FileProblem[] } {
    const directives: DirectiveOf[] = [];
    const problems: FileProblem[] = [];
    for (const { comment, label, value, justification } of this.#configComments) {
      const type = directiveTypes.get(label);
      if (type === undefined) continue;
      if (type === 'disable-line' && comment.loc.start.line !== comment.loc.end.line) {
        const message = `Write this ${label} comment on one line: of a comment on several, it is not clear which line it means.`;
        problems.push({ ruleId: null, message, loc: comment.loc });
        continue;
      }
      directives.push(new Directive({ type, node: comment, value, justification }));
    }
    return { directives, problems };
  }

  /** `eslint delivery/no-drop-table: "warn"`. */
  applyInlineConfig(): { configs: { config: { rules: RulesConfig }; loc: SourceLocation }[]; problems: FileProblem[] } {
    const configs: { config: { rules: RulesConfig }; loc: SourceLocation }[] = [];
    const problems: FileProblem[] = [];
    for (const { comment, label, value } of this.#configComments) {
      if (label !== 'eslint') continue;
      const { loc } = comment;
      const parsed = commentParser.parseJSONLikeConfig(value);
      if (parsed.ok) configs.push({ config: { rules: parsed.config }, loc });
      else problems.push({ ruleId: null, message: parsed.error.message, loc });
    }
    return { configs, problems };
  }

  /** None, as far as rules for JavaScript are concerned, which may be switched on for all files; see `ast.comments`. */
  getAllComments(): [] {
    return [];
  }

  /** A scope without anything in it, for the same rules. */
  getScope(): object {
    return { type: 'global', block: this.ast, upper: null, set: new Map(), variables: [], references: [], through: [], childScopes: [] };
  }
}
