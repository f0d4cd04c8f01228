import { createRequire } from 'node:module';
import type { Directive as DirectiveOf, FileProblem, RulesConfig, SourceLocation, SourceRange, TraversalStep } from '@eslint/core';
import type * as PluginKit from '@eslint/plugin-kit';

// Required, because ESLint has done so: an import would load the other build of the same package as well.
const { ConfigCommentParser, Directive, TextSourceCodeBase, VisitNodeStep } = createRequire(import.meta.url)('@eslint/plugin-kit') as typeof PluginKit; // what the package says of itself

const commentParser = new ConfigCommentParser();
const directiveTypes: ReadonlyMap<string, DirectiveOf['type']> = new Map([
  ['eslint-disable', 'disable'],
  ['eslint-enable', 'enable'],
  ['eslint-disable-line', 'disable-line'],
  ['eslint-disable-next-line', 'disable-next-line'],
]);

/** What every node has. Lines and columns start at 1, ranges count UTF-16 units of the text without its byte order mark. */
export interface PlacedNode {
  readonly type: string;
  readonly loc: SourceLocation;
  readonly range: SourceRange;
}

/** The text between the delimiters of a comment, in any language. */
export interface CommentNode extends PlacedNode {
  readonly value: string;
}

/** The root of a file: nodes one below the other, and comments, which are not visited. */
export interface DocumentNode<Child extends PlacedNode = PlacedNode, Comment extends CommentNode = CommentNode> extends PlacedNode {
  readonly body: readonly Child[];
  readonly comments: readonly Comment[];
}

/** A comment that talks to ESLint. */
interface ConfigComment<Comment> {
  readonly comment: Comment;
  readonly label: string;
  readonly value: string;
  readonly justification: string;
}

/** What ESLint and its rules know of one file of a language of ours. */
export class DocumentSourceCode<Document extends DocumentNode> extends TextSourceCodeBase<{
  LangOptions: Record<string, unknown>;
  RootNode: Document;
  SyntaxElementWithLoc: PlacedNode;
  ConfigNode: Document['comments'][number];
}> {
  readonly visitorKeys: Record<string, string[]>;
  /** For rules of other plugins, many of which ask for a service without looking whether there are any. */
  readonly parserServices = {};
  readonly #configComments: readonly ConfigComment<Document['comments'][number]>[];
  readonly #parents = new WeakMap<PlacedNode, PlacedNode>();
  #steps: TraversalStep[] | undefined;

  /**
   * @param text the file without its byte order mark
   * @param ast what the language's parser made of it
   * @param visitorKeys the properties of each kind of node that hold the nodes below it
   */
  constructor(text: string, ast: Document, visitorKeys: Record<string, string[]>) {
    super({ text, ast, lineEndingPattern: /\r\n|[\r\n]/u });
    this.visitorKeys = visitorKeys;
    this.#configComments = ast.comments.flatMap((comment) => {
      if (!/^\s*eslint/u.test(comment.value)) return [];
      const directive = commentParser.parseDirective(comment.value);
      return directive ? [{ comment, label: directive.label, value: directive.value, justification: directive.justification }] : [];
    });
  }

  /** The document; undefined for the document itself. Known once the tree has been traversed. */
  override getParent(node: PlacedNode): PlacedNode | undefined {
    return this.#parents.get(node);
  }

  override traverse(): Iterable<TraversalStep> {
    this.#steps ??= [...this.#visit(this.ast)];
    return this.#steps;
  }

  *#visit(document: Document): Generator<TraversalStep, undefined> {
    yield new VisitNodeStep({ target: document, phase: 1, args: [document, undefined] });
    for (const child of document.body) {
      this.#parents.set(child, document);
      yield new VisitNodeStep({ target: child, phase: 1, args: [child, document] });
      yield new VisitNodeStep({ target: child, phase: 2, args: [child, document] });
    }
    yield new VisitNodeStep({ target: document, phase: 2, args: [document, undefined] });
    return undefined;
  }

  /** The comments that switch rules on and off, or set their severity. */
  getInlineConfigNodes(): Document['comments'][number][] {
    return this.#configComments.map(({ comment }) => comment);
  }

  /** `eslint-disable` and its kin, in comments of any form. */
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
