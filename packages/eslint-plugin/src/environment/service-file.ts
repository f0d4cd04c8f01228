import { compileGlobs } from '../analysis/path-globs.ts';
import { FILES_RUN_BY_HAND, GENERATED_CODE, TEST_FILES } from '../knowledge/files-outside-services.ts';

const isElsewhere = compileGlobs([...TEST_FILES, ...FILES_RUN_BY_HAND, ...GENERATED_CODE]);
/** What somebody else's program is begun with. */
const scaffold = /(?:^|\/)(?:templates?|create-[^/]+|examples?|demos?|playground)\//iu;
/** What developers run at the top of a repository, and what a service starts for one task, with the variables that it hands over. */
const tool = /^tools\/|-script\.[cm]?[jt]s$/iu;
/** The configuration of a tool lies beside the sources, that of a service in them. */
const toolConfig = /(?:^|\/)(?:\.[^/]+\/|[^/]+\.config\.[cm]?[jt]s$|(?:knexfile|ormconfig|gulpfile|gruntfile)\.[cm]?[jt]s$)/iu;

/**
 * Whether what a file reads from the environment is what a running service is given: no test, no script, no tool, no template.
 * @param path with slashes
 */
export function isServiceFile(path: string): boolean {
  return !isElsewhere(path) && !scaffold.test(path) && !tool.test(path) && (!toolConfig.test(path) || (/(?:^|\/)src\//u.test(path) && !/(?:^|\/)\.[^/]+\//u.test(path)));
}
