/** Tests and what they run on, as globs relative to ESLint's working directory. */
export const TEST_FILES: readonly string[] = [
  '**/{test,tests,__tests__,__mocks__,__fixtures__,mocks,fixtures,testing,testutil,test-utils,testkit,spec,specs,e2e,cypress,playwright,jest,vitest,stress}/**',
  '**/*.{test,spec,e2e,e2e-spec,cy,mock,fixture,stories,story,bench}.*',
  '**/{mock,mocks,fixture,fixtures}.*',
  '**/{test-util,test-utils,test-helper,test-helpers,testutil,testutils}.*',
  '**/*{-test,_test,.test-helper,.test-utils,-e2e}.*',
  '**/{step_definitions,step-definitions}/**',
  '**/features/support/**',
  '**/{bench,benchmark,benchmarks,load-test,load-tests,k6}/**',
  '**/*-{test,tests}/**',
  '**/{jest,vitest,mocha}.*',
  '**/*{testcontainers,test-helpers,test-support}*/**',
];

/** Code that is run once or by hand, and never deployed. */
export const FILES_RUN_BY_HAND: readonly string[] = [
  '**/{cli,cli-*,*-cli}/**',
  '**/cli.*',
  '**/{examples,example,*-examples,samples,demo,demos,dev-env}/**',
  '**/.*/**',
  '**/{cdk,pulumi}/**',
  '**/{migrate,migrate-*}.*',
  '**/{script,scripts,seed,seeds,seeder,seeders,migration,migrations}/**',
  '**/{seed,seeder}.*',
  '**/{install,installer}/**',
  '**/{healthcheck,health-check}.{js,mjs,cjs}',
  '**/*.{seed,seeder,migration}.*',
];

/** The modules that hold the configuration itself. */
const CONFIGURATION_FILES: readonly string[] = [
  '**/{config,configs,configuration,env}/**',
  '**/{config,configuration,env,environment,settings}.*',
  '**/*{.,-,_}{config,configuration,env,environment,settings}.*',
  '**/.*rc.{js,cjs,mjs,ts}',
];

/** Declarations and generated code. */
export const GENERATED_CODE: readonly string[] = [
  '**/*.d.{ts,mts,cts}',
  '**/{generated,__generated__}/**',
];

/** Files that never run in production. */
export const FILES_NOT_DEPLOYED: readonly string[] = [...TEST_FILES, ...FILES_RUN_BY_HAND, ...GENERATED_CODE];

/** Files in which a literal is where it belongs. */
export const FILES_OUTSIDE_SERVICES: readonly string[] = [...TEST_FILES, ...FILES_RUN_BY_HAND, ...CONFIGURATION_FILES, ...GENERATED_CODE];
