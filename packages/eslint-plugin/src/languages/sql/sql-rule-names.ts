/**
 * The rules that the entry `eslint-plugin-delivery/sql` adds: sqllint's, and the one that says what was not analysed.
 * The main entry has to know their names without loading sqllint; a test holds the list against sqllint.
 */
export const sqlRuleNames: readonly string[] = [
  'down-does-not-restore',
  'down-fails',
  'no-delete-rows',
  'no-drop-column',
  'no-drop-table',
  'no-duplicate-version',
  'no-edited-migration',
  'no-lossy-type-change',
  'no-out-of-order-migration',
  'no-overwriting-update',
  'no-rename-column',
  'no-rename-table',
  'no-set-not-null',
  'no-truncate',
  'no-unanalysed-sql',
  'no-unexplained-suppression',
  'no-unfounded-contract',
  'no-unused-suppression',
  'require-concurrent-index',
  'require-down',
];
