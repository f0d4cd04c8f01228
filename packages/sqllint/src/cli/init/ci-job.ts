/** The CI systems that a job can be written for. */
export const ciNames = ['github', 'gitlab'] as const;
export type CiName = (typeof ciNames)[number];

/** A CI job as a file. */
export interface CiJob {
  readonly file: string;
  readonly text: string;
  /** What has to be done besides, if anything. */
  readonly note?: string;
}

/**
 * A job that judges migrations on every change that somebody proposes.
 *
 * @param command what follows `sqllint`: the paths
 * @param version of sqllint; the job stays with it until somebody changes it
 */
export function ciJob(ci: CiName, command: string, version: string): CiJob {
  const run = `npx --yes sqllint@${version} ${command}`;
  if (ci === 'github') {
    return {
      file: '.github/workflows/sqllint.yml',
      text: `name: sqllint
on: pull_request
permissions:
  contents: read
jobs:
  sqllint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: ${run} --format github
`,
    };
  }
  const file = '.gitlab/sqllint.gitlab-ci.yml';
  return {
    file,
    text: `sqllint:
  image: node:22
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    GIT_DEPTH: 0
  script:
    - ${run} --format gitlab > gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`,
    note: `Include it from .gitlab-ci.yml:\n\ninclude:\n  - local: ${file}`,
  };
}
