const code = '*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}';

/**
 * The files that each language of this plugin's configs is for, as globs for a config block. A project that names some
 * of its files otherwise adds to them: `files: [...globs.dotenv, 'deploy/*.vars']`.
 */
export const globs = {
  code: [`**/${code}`],
  /** Those of them that hold tests, what tests run on, and examples. */
  tests: [
    `**/{test,tests,__tests__,__mocks__,__fixtures__,mocks,fixtures,testing,spec,specs,e2e,cypress,playwright,examples,samples,docs}/**/${code}`,
    `**/{*[-_]{test,tests},{test,tests}[-_]*,*[-_]tests[-_]*}/**/${code}`,
    '**/*.{test,spec,unit,e2e,e2e-spec,cy,mock,fixture,stories,story}.{js,mjs,cjs,jsx,ts,mts,cts,tsx}',
  ],
  /** Migrations that are written in code. */
  migrations: [`**/{migrations,migration,migrate}/**/${code}`],
  sql: ['**/*.sql'],
  yaml: ['**/*.{yml,yaml}'],
  json: ['**/*.{json,jsonc}', '**/.{eslintrc,prettierrc,babelrc,swcrc}'],
  toml: ['**/*.toml'],
  dotenv: ['**/.env', '**/.env.*', '**/*.env', '**/.flaskenv', '**/.dev.vars'],
  dockerfile: ['**/{Dockerfile,Containerfile}', '**/{Dockerfile,Containerfile}.*', '**/*.{Dockerfile,dockerfile}'],
  properties: ['**/*.{properties,ini,cfg,conf}', '**/.npmrc', '**/.yarnrc', '**/.pypirc', '**/Procfile'],
  graphql: ['**/*.{graphql,graphqls,gql}'],
  text: ['**/*.{sh,bash,zsh,md,txt,tf,tfvars,xml,http}', '**/.netrc', '**/.htpasswd', '**/.pgpass'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Files that a program writes, and templates that are no YAML before somebody fills them in. */
export const generatedFiles: readonly string[] = [
  '**/{package-lock,npm-shrinkwrap,composer.lock}.json',
  '**/pnpm-lock.yaml',
  '**/charts/*/templates/**',
  '**/templates/**/*.{yml,yaml}',
  '**/*.min.*',
];
