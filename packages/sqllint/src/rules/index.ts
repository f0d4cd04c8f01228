import { downDoesNotRestore } from './down-does-not-restore.ts';
import { downFails } from './down-fails.ts';
import { noDeleteRows } from './no-delete-rows.ts';
import { noDropColumn } from './no-drop-column.ts';
import { noDropTable } from './no-drop-table.ts';
import { noLossyTypeChange } from './no-lossy-type-change.ts';
import { noOverwritingUpdate } from './no-overwriting-update.ts';
import { noRenameColumn } from './no-rename-column.ts';
import { noRenameTable } from './no-rename-table.ts';
import { noSetNotNull } from './no-set-not-null.ts';
import { noTruncate } from './no-truncate.ts';
import { noUnexplainedSuppression } from './no-unexplained-suppression.ts';
import { noUnusedSuppression } from './no-unused-suppression.ts';
import { requireConcurrentIndex } from './require-concurrent-index.ts';
import { requireDown } from './require-down.ts';
import type { Rule } from './rule.ts';

/** Every rule, in the order of their names. */
export const rules: readonly Rule[] = [
	downDoesNotRestore,
	downFails,
	noDeleteRows,
	noDropColumn,
	noDropTable,
	noLossyTypeChange,
	noOverwritingUpdate,
	noRenameColumn,
	noRenameTable,
	noSetNotNull,
	noTruncate,
	noUnexplainedSuppression,
	noUnusedSuppression,
	requireConcurrentIndex,
	requireDown,
];
