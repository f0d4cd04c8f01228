/** Packages that only code imports which describes infrastructure; a trailing `*` stands for any ending. */
const INFRASTRUCTURE_MODULES: readonly string[] = ['@pulumi/*', '@pulumiverse/*', 'aws-cdk-lib', '@aws-cdk/*', 'constructs', 'cdktf', '@cdktf/*', 'cdk8s', 'sst'];

/**
 * Modules that mark code which is replayed from a history and therefore must not read its environment.
 *
 * Source: Temporal's TypeScript SDK runs workflows in a sandbox without `process`, so that a replay makes the same calls.
 */
const REPLAYED_CODE_MODULES: readonly string[] = ['@temporalio/workflow'];

/** What only tests import. */
const TEST_RUNNERS: readonly string[] = ['@cucumber/cucumber', 'cucumber', 'mocha', 'vitest', '@jest/globals', '@playwright/test', 'node:test', 'ava', 'tap', 'karma'];

/** What runs on a user's own machine. */
const DESKTOP_MODULES: readonly string[] = ['electron', '@tauri-apps/*'];

/** Modules whose importers are no part of a service that an operator could tune. */
export const MODULES_OUTSIDE_SERVICES: readonly string[] = [...INFRASTRUCTURE_MODULES, ...REPLAYED_CODE_MODULES, ...TEST_RUNNERS, ...DESKTOP_MODULES];
