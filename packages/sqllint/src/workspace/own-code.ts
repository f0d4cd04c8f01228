/** The languages in which uses are looked for, by the endings of their files. */
const languages = { code: /\.(?:[cm]?[jt]sx?|go|prisma)$/iu, sql: /\.sql$/iu };

/** Folders of what is no part of the running program, is made by a tool, or is somebody else's. */
const passedOver =
  /(?:^|\/)(?:\.[^/]*|node_modules|vendor|third_party|dist|build|out|target|coverage|generated|gen|__generated__|migrations?|migrate|changelogs?|tests?|__tests__|e2e|playwright|cypress|spec|testdata|__mocks__|mocks?|fixtures?|__fixtures__|seeds?|seeders?|examples?|docs?|stories|benchmarks?|playground)\//iu;

const oddFiles = /(?:\.(?:test|spec|stories|mock|gen|generated|min|d)\.[cm]?[jt]sx?|_test\.go|_mock\.go|\.pb\.go|_gen\.go|_generated\.go|(?:^|\/)(?:seed|test|mock)[^/]*\.[cm]?[jt]sx?|database\.types\.ts|(?:dump|structure|seed)[^/]*\.sql)$/iu;

const saysGenerated = /(?:@generated|code generated .*do not edit|auto-?generated|this file (?:is|was) generated)/iu;

/** Whether a file can be one of a program's own that names tables and columns. @param path from the root of the workspace, with slashes */
export function isOwnCode(path: string): boolean {
  return (languages.code.test(path) || languages.sql.test(path)) && !passedOver.test(`/${path}`) && !oddFiles.test(path);
}

/** Whether it is SQL on its own. */
export function isSqlFile(path: string): boolean {
  return languages.sql.test(path);
}

/** Whether a text says of itself that a tool has made it. */
export function isGenerated(text: string): boolean {
  return saysGenerated.test(text.slice(0, 1000));
}
