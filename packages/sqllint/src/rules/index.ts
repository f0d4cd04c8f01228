import { downDestroysData } from './down-destroys-data.ts';
import { downDoesNotRestore } from './down-does-not-restore.ts';
import { downFails } from './down-fails.ts';
import { noAttributeLoss } from './no-attribute-loss.ts';
import { noAutovacuumOff } from './no-autovacuum-off.ts';
import { noBlockingRefresh } from './no-blocking-refresh.ts';
import { noBulkCopy } from './no-bulk-copy.ts';
import { noCascadingDrop } from './no-cascading-drop.ts';
import { noConcurrentlyInTransaction } from './no-concurrently-in-transaction.ts';
import { noConstrainedDomain } from './no-constrained-domain.ts';
import { noConstraintOnOldCode } from './no-constraint-on-old-code.ts';
import { noContractBeforeDeploy } from './no-contract-before-deploy.ts';
import { noDanglingReference } from './no-dangling-reference.ts';
import { noDefaultRemoval } from './no-default-removal.ts';
import { noDeleteRows } from './no-delete-rows.ts';
import { noDisabledTriggers } from './no-disabled-triggers.ts';
import { noDomainConstraint } from './no-domain-constraint.ts';
import { noDropCascade } from './no-drop-cascade.ts';
import { noDropColumn } from './no-drop-column.ts';
import { noDropColumnSideEffects } from './no-drop-column-side-effects.ts';
import { noDropConstraint } from './no-drop-constraint.ts';
import { noDropDatabase } from './no-drop-database.ts';
import { noDropExtension } from './no-drop-extension.ts';
import { noDropMaterializedView } from './no-drop-materialized-view.ts';
import { noDropNotNull } from './no-drop-not-null.ts';
import { noDropPartition } from './no-drop-partition.ts';
import { noDropSchema } from './no-drop-schema.ts';
import { noDropSequence } from './no-drop-sequence.ts';
import { noDropTable } from './no-drop-table.ts';
import { noDropTrigger } from './no-drop-trigger.ts';
import { noDropType } from './no-drop-type.ts';
import { noDropView } from './no-drop-view.ts';
import { noDuplicateVersion } from './no-duplicate-version.ts';
import { noEditedMigration } from './no-edited-migration.ts';
import { noEnumValue } from './no-enum-value.ts';
import { noExclusionConstraint } from './no-exclusion-constraint.ts';
import { noFailingAddColumn } from './no-failing-add-column.ts';
import { noForeignKeyDropLock } from './no-foreign-key-drop-lock.ts';
import { noFunctionContractChange } from './no-function-contract-change.ts';
import { noHalfAppliedMigration } from './no-half-applied-migration.ts';
import { noHiddenDrift } from './no-hidden-drift.ts';
import { noIdentifierTooLong } from './no-identifier-too-long.ts';
import { noIgnoredReferences } from './no-ignored-references.ts';
import { noIndexBuildingConstraint } from './no-index-building-constraint.ts';
import { noIneffectivePragma } from './no-ineffective-pragma.ts';
import { noInlineConstraint } from './no-inline-constraint.ts';
import { noJsonColumn } from './no-json-column.ts';
import { noLockTable } from './no-lock-table.ts';
import { noLossyRebuild } from './no-lossy-rebuild.ts';
import { noLossyTypeChange } from './no-lossy-type-change.ts';
import { noLostDefinition } from './no-lost-definition.ts';
import { noMissingObject } from './no-missing-object.ts';
import { noMixedTransaction } from './no-mixed-transaction.ts';
import { noMultiTableLock } from './no-multi-table-lock.ts';
import { noNestedTransaction } from './no-nested-transaction.ts';
import { noNewEnumValueUse } from './no-new-enum-value-use.ts';
import { noNullablePrimaryKeyIndex } from './no-nullable-primary-key-index.ts';
import { noOpaqueSql } from './no-opaque-sql.ts';
import { noOpenTransaction } from './no-open-transaction.ts';
import { noOutOfOrderMigration } from './no-out-of-order-migration.ts';
import { noOverwritingUpdate } from './no-overwriting-update.ts';
import { noPartitionAttachScan } from './no-partition-attach-scan.ts';
import { noPartitionOfLock } from './no-partition-of-lock.ts';
import { noRenameColumn } from './no-rename-column.ts';
import { noRenameObject } from './no-rename-object.ts';
import { noRenameTable } from './no-rename-table.ts';
import { noRepeatedAlter } from './no-repeated-alter.ts';
import { noReplicaIdentityLoss } from './no-replica-identity-loss.ts';
import { noRequiredColumn } from './no-required-column.ts';
import { noRevoke } from './no-revoke.ts';
import { noRewritingColumn } from './no-rewriting-column.ts';
import { noRewritingMaintenance } from './no-rewriting-maintenance.ts';
import { noRewritingTypeChange } from './no-rewriting-type-change.ts';
import { noRlsWithoutPolicy } from './no-rls-without-policy.ts';
import { noRowSecurityLoss } from './no-row-security-loss.ts';
import { noSequenceRestart } from './no-sequence-restart.ts';
import { noSetNotNull } from './no-set-not-null.ts';
import { noTableCopy } from './no-table-copy.ts';
import { noTriggerLock } from './no-trigger-lock.ts';
import { noTruncate } from './no-truncate.ts';
import { noUnbatchedBackfill } from './no-unbatched-backfill.ts';
import { noUncheckedForeignKey } from './no-unchecked-foreign-key.ts';
import { noUnexplainedSuppression } from './no-unexplained-suppression.ts';
import { noUnfoundedContract } from './no-unfounded-contract.ts';
import { noUnloggedTable } from './no-unlogged-table.ts';
import { noUnsafeConcurrentIndexRetry } from './no-unsafe-concurrent-index-retry.ts';
import { noUnusedSuppression } from './no-unused-suppression.ts';
import { noValidatingCheck } from './no-validating-check.ts';
import { noValidatingForeignKey } from './no-validating-foreign-key.ts';
import { noValidationInSameTransaction } from './no-validation-in-same-transaction.ts';
import { noVisibleTypeChange } from './no-visible-type-change.ts';
import { noWorkAfterLock } from './no-work-after-lock.ts';
import { preferBigint } from './prefer-bigint.ts';
import { preferGuardedStatement } from './prefer-guarded-statement.ts';
import { preferIdentity } from './prefer-identity.ts';
import { preferJsonb } from './prefer-jsonb.ts';
import { preferText } from './prefer-text.ts';
import { preferTimestamptz } from './prefer-timestamptz.ts';
import { requireConcurrentDetach } from './require-concurrent-detach.ts';
import { requireConcurrentIndex } from './require-concurrent-index.ts';
import { requireConcurrentIndexDrop } from './require-concurrent-index-drop.ts';
import { requireConcurrentReindex } from './require-concurrent-reindex.ts';
import { requireDown } from './require-down.ts';
import { requireForeignKeyCheck } from './require-foreign-key-check.ts';
import { requireForeignKeyIndex } from './require-foreign-key-index.ts';
import { requireHiddenIndexFirst } from './require-hidden-index-first.ts';
import { requireLockTimeout } from './require-lock-timeout.ts';
import { requirePrimaryKey } from './require-primary-key.ts';
import { requireRerunnable } from './require-rerunnable.ts';
import { requireStatementTimeout } from './require-statement-timeout.ts';
import type { Rule } from './rule.ts';

/** Every rule, in the order of their names. */
export const rules: readonly Rule[] = [
  downDestroysData,
  downDoesNotRestore,
  downFails,
  noAttributeLoss,
  noAutovacuumOff,
  noBlockingRefresh,
  noBulkCopy,
  noCascadingDrop,
  noConcurrentlyInTransaction,
  noConstrainedDomain,
  noConstraintOnOldCode,
  noContractBeforeDeploy,
  noDanglingReference,
  noDefaultRemoval,
  noDeleteRows,
  noDisabledTriggers,
  noDomainConstraint,
  noDropCascade,
  noDropColumn,
  noDropColumnSideEffects,
  noDropConstraint,
  noDropDatabase,
  noDropExtension,
  noDropMaterializedView,
  noDropNotNull,
  noDropPartition,
  noDropSchema,
  noDropSequence,
  noDropTable,
  noDropTrigger,
  noDropType,
  noDropView,
  noDuplicateVersion,
  noEditedMigration,
  noEnumValue,
  noExclusionConstraint,
  noFailingAddColumn,
  noForeignKeyDropLock,
  noFunctionContractChange,
  noHalfAppliedMigration,
  noHiddenDrift,
  noIdentifierTooLong,
  noIgnoredReferences,
  noIndexBuildingConstraint,
  noIneffectivePragma,
  noInlineConstraint,
  noJsonColumn,
  noLockTable,
  noLossyRebuild,
  noLossyTypeChange,
  noLostDefinition,
  noMissingObject,
  noMixedTransaction,
  noMultiTableLock,
  noNestedTransaction,
  noNewEnumValueUse,
  noNullablePrimaryKeyIndex,
  noOpaqueSql,
  noOpenTransaction,
  noOutOfOrderMigration,
  noOverwritingUpdate,
  noPartitionAttachScan,
  noPartitionOfLock,
  noRenameColumn,
  noRenameObject,
  noRenameTable,
  noRepeatedAlter,
  noReplicaIdentityLoss,
  noRequiredColumn,
  noRevoke,
  noRewritingColumn,
  noRewritingMaintenance,
  noRewritingTypeChange,
  noRlsWithoutPolicy,
  noRowSecurityLoss,
  noSequenceRestart,
  noSetNotNull,
  noTableCopy,
  noTriggerLock,
  noTruncate,
  noUnbatchedBackfill,
  noUncheckedForeignKey,
  noUnexplainedSuppression,
  noUnfoundedContract,
  noUnloggedTable,
  noUnsafeConcurrentIndexRetry,
  noUnusedSuppression,
  noValidatingCheck,
  noValidatingForeignKey,
  noValidationInSameTransaction,
  noVisibleTypeChange,
  noWorkAfterLock,
  preferBigint,
  preferGuardedStatement,
  preferIdentity,
  preferJsonb,
  preferText,
  preferTimestamptz,
  requireConcurrentDetach,
  requireConcurrentIndex,
  requireConcurrentIndexDrop,
  requireConcurrentReindex,
  requireDown,
  requireForeignKeyCheck,
  requireForeignKeyIndex,
  requireHiddenIndexFirst,
  requireLockTimeout,
  requirePrimaryKey,
  requireRerunnable,
  requireStatementTimeout,
];
