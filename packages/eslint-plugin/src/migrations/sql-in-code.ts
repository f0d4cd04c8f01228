import type { TSESTree } from '@typescript-eslint/utils';
import { harmlessMethods, sqlMethods, sqlTags } from '../knowledge/migration-calls.ts';
import type { FunctionNode } from './migration-functions.ts';

/** What a function of a migration sends to the database. */
export interface SqlInCode {
  /** As long as the file, with its SQL in place and blanks everywhere else, so that positions are those of the file. */
  readonly sql: string;
  /** Whether there is any SQL. */
  readonly hasSql: boolean;
  /** Whether that is all the function does: no calls that build SQL, no conditions, no loops, no text from elsewhere. */
  readonly isAll: boolean;
  /** Whether the function ends with a throw at once: this is how people say that there is no way back. */
  readonly refuses: boolean;
}

/** Methods that run a function for each of the things in a list, of which nobody knows how many there are. */
const iterations: ReadonlySet<string> = new Set(['forEach', 'map', 'flatMap', 'reduce', 'filter', 'each', 'eachSeries', 'for']);

/** A string literal or a part of a template: what it holds begins behind its quote and ends before the next one. */
type Piece = readonly [start: number, end: number];

/**
 * Reads the SQL out of one direction of a migration.
 *
 * @param direction the function `up` or `down`
 * @param program the file that it stands in, for constants that hold SQL
 * @param text the file
 */
export function sqlInCode(direction: FunctionNode, program: TSESTree.Program, text: string): SqlInCode {
  const reader = new Reader(direction, program, text);
  reader.readFunction();
  return reader.result();
}

class Reader {
  readonly #direction: FunctionNode;
  readonly #program: TSESTree.Program;
  readonly #text: string;
  /** One list of pieces for each statement sent, in the order of the code. */
  readonly #statements: Piece[][] = [];
  #isAll = true;
  /** Names of what stands for the database: the first parameter, what is taken out of it, what it is assigned to. */
  readonly #databases: Set<string>;

  constructor(direction: FunctionNode, program: TSESTree.Program, text: string) {
    this.#direction = direction;
    this.#program = program;
    this.#text = text;
    this.#databases = new Set(direction.params.slice(0, 1).flatMap(namesIn));
  }

  readFunction(): void {
    const { body } = this.#direction;
    if (body) this.#visit(body);
  }

  result(): SqlInCode {
    return {
      sql: this.#masked(),
      hasSql: this.#statements.length > 0,
      isAll: this.#isAll,
      refuses: this.#statements.length === 0 && this.#direction.body?.type === 'BlockStatement' && this.#direction.body.body.some(({ type }) => type === 'ThrowStatement'),
    };
  }

  #visit(node: TSESTree.Node): void {
    switch (node.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
      case 'SwitchStatement':
      case 'TryStatement':
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        // Whether, and how often, what stands in it runs is not known. Without a word to the database it does not matter.
        if (this.#mentionsDatabase(node)) this.#isAll = false;
        return;
      case 'VariableDeclarator':
        if (node.init && this.#isDatabase(node.init)) for (const name of namesIn(node.id)) this.#databases.add(name);
        break;
      case 'TaggedTemplateExpression':
        if (this.#isSqlTag(node.tag)) {
          this.#send(node.quasi);
          return;
        }
        break;
      case 'CallExpression':
        if (this.#call(node)) return;
        break;
      default:
    }
    for (const child of childrenOf(node)) this.#visit(child);
  }

  /** @returns whether the call has been dealt with, with everything in it */
  #call({ callee, arguments: args }: TSESTree.CallExpression): boolean {
    const method = callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : undefined;
    const object = callee.type === 'MemberExpression' ? callee.object : undefined;
    if (method === undefined || !object) {
      // A function that gets the database does something with it.
      if (args.some((argument) => this.#isDatabase(argument))) this.#isAll = false;
      return false;
    }
    if (method === 'bind' && object.type === 'MemberExpression' && object.property.type === 'Identifier' && this.#isDatabase(object)) {
      // `async.series([db.runSql.bind(db, 'SELECT …')])`
      if (sqlMethods.has(object.property.name) && args[1]) this.#send(args[1]);
      else this.#isAll = false;
      return true;
    }
    if (iterations.has(method) && args.some((argument) => this.#mentionsDatabase(argument))) {
      this.#isAll = false;
      return true;
    }
    if (!this.#isDatabase(object)) {
      if (args.some((argument) => this.#isDatabase(argument))) {
        // `` sql`…`.execute(db) `` is read where its tag is.
        if (method !== 'execute') this.#isAll = false;
      }
      return false;
    }
    if (sqlMethods.has(method) && args[0]) {
      if (this.#isSqlTagged(args[0])) return false;
      this.#send(args[0]);
      for (const argument of args.slice(1)) this.#visit(argument);
      this.#visit(object);
      return true;
    }
    if (!harmlessMethods.has(method)) this.#isAll = false;
    if (method === 'transaction') {
      for (const argument of args) {
        if (argument.type !== 'ArrowFunctionExpression' && argument.type !== 'FunctionExpression') continue;
        for (const name of argument.params.slice(0, 1).flatMap(namesIn)) this.#databases.add(name);
      }
    }
    return false;
  }

  #isSqlTag(tag: TSESTree.Expression): boolean {
    if (tag.type === 'Identifier') return sqlTags.has(tag.name);
    return tag.type === 'MemberExpression' && tag.property.type === 'Identifier' && (sqlTags.has(tag.property.name) || sqlMethods.has(tag.property.name));
  }

  #isSqlTagged(node: TSESTree.Node): boolean {
    return node.type === 'TaggedTemplateExpression' && this.#isSqlTag(node.tag);
  }

  /** `knex`, `queryInterface.sequelize`, `this` in a class, `context.queryInterface`. */
  #isDatabase(node: TSESTree.Node): boolean {
    switch (node.type) {
      case 'Identifier':
        return this.#databases.has(node.name);
      case 'ThisExpression':
        return true;
      case 'MemberExpression':
        return this.#isDatabase(node.object);
      case 'CallExpression':
        return this.#isDatabase(node.callee);
      case 'AwaitExpression':
        return this.#isDatabase(node.argument);
      case 'TSNonNullExpression':
      case 'TSAsExpression':
        return this.#isDatabase(node.expression);
      default:
        return false;
    }
  }

  #mentionsDatabase(node: TSESTree.Node): boolean {
    if (this.#isDatabase(node)) return true;
    return childrenOf(node).some((child) => this.#mentionsDatabase(child));
  }

  #send(argument: TSESTree.Node): void {
    const pieces = this.#piecesOf(argument, 0);
    if (!pieces) this.#isAll = false;
    else if (pieces.some(([start, end]) => this.#text.slice(start, end).trim() !== '')) this.#statements.push(pieces);
  }

  /** Undefined when a part of the text is not written here, or is not written as the database gets it. */
  #piecesOf(node: TSESTree.Node, depth: number): Piece[] | undefined {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' && canBeCopied(node.raw) ? [[node.range[0] + 1, node.range[1] - 1]] : undefined;
      case 'TemplateLiteral':
        // What an expression puts into it is not written here.
        return node.expressions.length === 0 && canBeCopied(this.#text.slice(...node.range)) ? [[node.range[0] + 1, node.range[1] - 1]] : undefined;
      case 'BinaryExpression': {
        if (node.operator !== '+') return undefined;
        const left = this.#piecesOf(node.left, depth);
        const right = this.#piecesOf(node.right, depth);
        return left && right && [...left, ...right];
      }
      case 'Identifier': {
        const value = depth < 3 ? this.#constant(node.name) : undefined;
        return value && this.#piecesOf(value, depth + 1);
      }
      default:
        return undefined;
    }
  }

  /** What a `const` of the function or of the file holds. */
  #constant(name: string): TSESTree.Node | undefined {
    const { body } = this.#direction;
    for (const statements of [body?.type === 'BlockStatement' ? body.body : [], this.#program.body]) {
      for (const statement of statements) {
        const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
        if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') continue;
        const found = declaration.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name);
        if (found) return found.init ?? undefined;
      }
    }
    return undefined;
  }

  #masked(): string {
    const text = this.#text;
    const sent = this.#statements.map((pieces) => ({ pieces, start: pieces[0]?.[0] ?? 0, end: pieces.at(-1)?.[1] ?? 0 }));
    // A constant may stand behind what is sent before it. The order of the text would not be that of the database.
    if (sent.some(({ start }, index) => index > 0 && start < (sent[index - 1]?.end ?? 0))) this.#isAll = false;
    const masked: string[] = [];
    let copied = 0;
    for (const { pieces } of sent.toSorted((a, b) => a.start - b.start)) {
      for (const [start, end] of pieces) {
        if (start < copied) continue;
        masked.push(blank(text.slice(copied, start)), withoutEscapes(text.slice(start, end)));
        copied = end;
      }
      // In place of the closing quote.
      masked.push(';');
      copied += 1;
    }
    masked.push(blank(text.slice(copied)));
    return masked.join('');
  }
}

function blank(text: string): string {
  return text.replaceAll(/[^\r\n]/gu, (character) => ' '.repeat(character.length));
}

/** Escapes that stand for one character, which can be written with a blank before it. */
function canBeCopied(raw: string): boolean {
  return !/\\[ux0-7]/u.test(raw);
}

/**
 * Writes each escape as the character that it stands for and a blank, which goes outside of what the character quotes:
 * `\'a\'` becomes ` 'a' `.
 */
function withoutEscapes(raw: string): string {
  let quote: string | undefined;
  return raw.replaceAll(/(\\)?(\r\n|[\s\S])/gu, (match, escape: string | undefined, character: string) => {
    const closes = character === quote;
    if (closes) quote = undefined;
    else if (quote === undefined && /['"`]/u.test(character)) quote = character;
    if (escape === undefined) return match;
    if (/[nrtbfv]/u.test(character)) return '  ';
    return closes ? `${character} ` : ` ${character}`;
  });
}

/** The names that a parameter or a declaration binds. */
function namesIn(pattern: TSESTree.Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => (property.type === 'Property' ? namesIn(property.value) : []));
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []));
    default:
      return [];
  }
}

function childrenOf(node: TSESTree.Node): TSESTree.Node[] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'parent' || key === 'loc' || key === 'range' || key === 'typeAnnotation') return [];
    return (Array.isArray(value) ? value : [value]).filter(isNode);
  });
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
