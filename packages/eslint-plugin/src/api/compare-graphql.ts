import type * as GraphQL from 'graphql';
import type { Place } from './shape.ts';

/** What a schema breaks for the queries that were written against the one before it. */
export interface GraphqlBreak {
  /** As graphql-js says it, without a full stop. */
  readonly what: string;
  readonly place: Place;
}

/** Types that go are told by the fields that had them; what nobody could reach breaks nobody. */
const TOLD_OTHERWISE: readonly string[] = ['TYPE_REMOVED'];

/**
 * Compares two states of a schema with graphql-js' own comparison, and keeps what concerns one of its files.
 *
 * @param graphql the package, which projects with a schema have
 * @param before the texts of all files of the schema; of the file at hand as it was
 * @param after the same, as they are
 * @param own the file at hand
 * @throws Error of graphql-js when a text is no schema
 */
export function compareGraphql(graphql: typeof GraphQL, before: readonly string[], after: readonly string[], own: { readonly before: string; readonly after: string }): readonly GraphqlBreak[] {
  const [earlier, later] = [schemaFrom(graphql, before), schemaFrom(graphql, after)];
  return graphql.findBreakingChanges(earlier, later).flatMap(({ type, description }) => {
    if (TOLD_OTHERWISE.includes(type)) return [];
    const names = description.match(/\w+(?:\.\w+)?/gu) ?? [];
    const name = names.find((candidate) => earlier.getType(candidate.split('.')[0] ?? '') !== undefined);
    const [typeName = '', field] = name?.split('.') ?? [];
    if (!definitionIn(own.before, typeName)) return [];
    if (isAnnounced(graphql, earlier, typeName, field ?? names[0] ?? '')) return [];
    return [{ what: description.replace(/\.$/u, ''), place: placeOf(own.after, typeName, field) }];
  });
}

/** Whether a text defines a schema, rather than asking something of one. */
export function definesSchema(text: string): boolean {
  return /^\s*(?:extend\s+)?(?:type|input|interface|enum|union|scalar|schema|directive)\b/mu.test(text);
}

function schemaFrom(graphql: typeof GraphQL, texts: readonly string[]): GraphQL.GraphQLSchema {
  const document = graphql.concatAST(texts.map((text) => graphql.parse(text, { noLocation: true })));
  return graphql.buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
}

/** What public schemas write into descriptions of what nobody may count on, or that is going away: `[Internal]`, `[ALPHA]`, “… is in Feature Preview”. */
const ANNOUNCEMENT = /\[(?:internal|private|alpha|beta|experimental|preview|unstable|deprecated)\b[^\]]*\]|\b(?:feature preview|preview feature)\b|\bdeprecated:/iu;

/** Whether it was said of a type, or of its field or value, that it may change or go. */
function isAnnounced(graphql: typeof GraphQL, schema: GraphQL.GraphQLSchema, typeName: string, member: string): boolean {
  const type = schema.getType(typeName);
  const found = graphql.isEnumType(type)
    ? type.getValue(member)
    : graphql.isObjectType(type) || graphql.isInterfaceType(type) || graphql.isInputObjectType(type)
      ? type.getFields()[member]
      : undefined;
  return typeof found?.deprecationReason === 'string' || [type?.description, found?.description].some((text) => ANNOUNCEMENT.test(text ?? ''));
}

function definitionIn(text: string, typeName: string): RegExpExecArray | null {
  return new RegExp(`\\b(?:type|input|interface|enum|union|scalar)\\s+(${typeName})\\b`, 'u').exec(text);
}

/** The field where it is still there, else the name of its type, else the beginning of the file. */
function placeOf(text: string, typeName: string, field: string | undefined): Place {
  const definition = definitionIn(text, typeName);
  if (!definition) return { start: 0, end: 0 };
  const start = definition.index + definition[0].length - typeName.length;
  const body = text.slice(start, text.indexOf('}', start));
  const at = field === undefined ? -1 : body.search(new RegExp(`\\b${field}\\b\\s*[(:]`, 'u'));
  return at < 0 ? { start, end: start + typeName.length } : { start: start + at, end: start + at + (field?.length ?? 0) };
}
