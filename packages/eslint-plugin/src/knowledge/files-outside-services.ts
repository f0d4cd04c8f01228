/**
 * Files in which a literal is where it belongs, as globs relative to ESLint's working directory: tests and their data,
 * one-off scripts and migrations, and the modules that hold the configuration itself.
 */
export const FILES_OUTSIDE_SERVICES: readonly string[] = [
  // Tests and what they run on
  '**/{test,tests,__tests__,__mocks__,__fixtures__,mocks,fixtures,testing,testutil,test-utils,testkit,spec,specs,e2e,cypress,playwright,jest,vitest,stress}/**',
  '**/*.{test,spec,e2e,e2e-spec,cy,mock,fixture,stories,story,bench}.*',
  '**/{mock,mocks,fixture,fixtures}.*',
  '**/{test-util,test-utils,test-helper,test-helpers,testutil,testutils}.*',
  '**/*{-test,_test,.test-helper,.test-utils,-e2e}.*',
  '**/{bench,benchmark,benchmarks,load-test,load-tests,k6}/**',
  '**/*-{test,tests}/**',
  '**/{jest,vitest,mocha}.*',
  '**/*{testcontainers,test-helpers,test-support}*/**',
  // Run once or by hand, and never deployed
  '**/{cli,cli-*,*-cli}/**',
  '**/{migrate,migrate-*}.*',
  '**/{script,scripts,seed,seeds,seeder,seeders,migration,migrations}/**',
  '**/{seed,seeder}.*',
  '**/*.{seed,seeder,migration}.*',
  // Configuration
  '**/{config,configs,configuration,env}/**',
  '**/{config,configuration,env,environment,settings}.*',
  '**/*{.,-,_}{config,configuration,env,environment,settings}.*',
  '**/.*rc.{js,cjs,mjs,ts}',
  // Declarations and generated code
  '**/*.d.{ts,mts,cts}',
  '**/{generated,__generated__}/**',
];
