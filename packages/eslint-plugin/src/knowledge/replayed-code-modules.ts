/**
 * Modules that mark code which is replayed from a history and therefore must not read its environment.
 *
 * Source: Temporal's TypeScript SDK runs workflows in a sandbox without `process`, so that a replay makes the same calls.
 */
export const REPLAYED_CODE_MODULES: readonly string[] = ['@temporalio/workflow'];
