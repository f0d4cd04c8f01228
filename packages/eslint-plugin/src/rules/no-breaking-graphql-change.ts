import { createRequire } from 'node:module';
import type * as GraphQL from 'graphql';
import { compareGraphql, definesSchema } from '../api/compare-graphql.ts';
import { baselineMessages, sinceBaseline } from '../comparison/since-baseline.ts';
import { createRule } from '../create-rule.ts';
import { projectOf } from '../modules/project-modules.ts';
import { rememberPaths } from '../modules/remember-paths.ts';
import type { Question } from '../project/text-index.ts';

const isSchema = rememberPaths((path) => /\.(?:graphql|graphqls|gql)$/u.test(path) && !/(?:^|\/)(?:node_modules|test|tests|__tests__|fixtures|mocks)\//u.test(path));
const schemas: Question<true> = { isAbout: isSchema, pattern: /^\s*(?:extend\s+)?(?:type|input|interface|enum|union|scalar|schema|directive)\b/mu, read: () => true };

/** Another package's types may say a module is there that is not: it is an optional peer. */
function loadGraphql(): typeof GraphQL | undefined {
  try {
    return createRequire(import.meta.url)('graphql') as typeof GraphQL; // what the package exports
  } catch {
    return undefined;
  }
}

export default createRule({
  name: 'no-breaking-graphql-change',
  antipattern: 'DP-02',
  type: 'problem',
  docs: {
    description: 'Disallow changes of a GraphQL schema that queries written against the previous one do not survive',
    recommended: false,
    strict: 'error',
    dialects: ['GraphQL'],
  },
  languages: ['delivery/text'],
  messages: {
    ...baselineMessages,
    breaks: '{{what}}, and queries that were written against the previous schema fail. Keep it with `@deprecated`, add something beside it, and remove it in a later release.',
    graphqlMissing: 'This schema has changed, and was not compared, because the package `graphql` is not installed. Run `npm install --save-dev graphql`.',
  },
  schema: [],
  defaultOptions: [],
  create(context) {
    const { sourceCode, physicalFilename } = context;
    const { text } = sourceCode;
    if (!isSchema(physicalFilename.replaceAll('\\', '/'))) return {};
    return sinceBaseline(context, ({ baseline, file, earlier }) => {
      if (!earlier || !definesSchema(earlier.text)) return;
      const graphql = loadGraphql();
      if (!graphql) {
        context.report({ loc: { line: 1, column: 0 }, messageId: 'graphqlMissing' });
        return;
      }
      const project = projectOf(physicalFilename, text, context.cwd);
      const { packages } = project.modules;
      const isOfSchema = (path: string): boolean => isSchema(path) && packages.of(path) === packages.of(project.file);
      const others = project.candidates(schemas).filter((path) => path !== project.file && isOfSchema(path));
      const earlierPaths = [...baseline.files()].filter((path) => isSchema(path) && baseline.fileOf(path) !== file && isOfSchema(baseline.fileOf(path).replaceAll('\\', '/')));
      const earlierTexts = [...baseline.textsOf(earlierPaths).values()].filter((other) => other !== undefined && definesSchema(other));
      const nowTexts = others.map((path) => project.read(path)).filter((other) => other !== undefined);
      try {
        const found = compareGraphql(graphql, [earlier.text, ...earlierTexts.filter((other) => other !== undefined)], [text, ...nowTexts], { before: earlier.text, after: text });
        for (const { what, place } of found) context.report({ loc: { start: sourceCode.getLocFromIndex(place.start), end: sourceCode.getLocFromIndex(place.end) }, messageId: 'breaks', data: { what } });
      } catch {
        // Half a schema is not worth a message of ours: whoever builds it says so.
      }
    });
  },
});
