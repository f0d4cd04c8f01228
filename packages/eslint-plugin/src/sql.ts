import { cwd } from 'node:process';
import type { Linter } from 'eslint';
import { rules } from 'sqllint';
import { migrationsConfig } from './configs/migrations.ts';
import { sqlConfig } from './configs/sql.ts';
import { SqlLanguage } from './languages/sql/sql-language.ts';
import { plugin } from './plugin.ts';
import type { DeliveryPlugin } from './plugin.ts';
import { dialectsInSight } from './sql/dialects-in-sight.ts';
import { lintCodeOnce } from './sql/lint-code-once.ts';
import { lintOnce } from './sql/lint-once.ts';
import { loadedDialects } from './sql/loaded-dialects.ts';
import { MigrationFolders } from './sql/migration-folders.ts';
import { noContractBeforeDeploy } from './sql/no-contract-before-deploy.ts';
import { noUnanalysedSql } from './sql/no-unanalysed-sql.ts';
import { sqlRuleFrom } from './sql/sql-rule.ts';

/** The plugin with what this entry adds to it. */
export interface DeliveryPluginWithSql extends DeliveryPlugin {
  configs: DeliveryPlugin['configs'] & { sql: Linter.Config[]; migrations: Linter.Config[] };
}

// ESLint lints synchronously, so parsers are loaded here, while the config is: those that the project has SQL for.
await loadedDialects.load(dialectsInSight(cwd()));
const folders = new MigrationFolders();
const lint = lintOnce(loadedDialects, folders);
const lintCode = lintCodeOnce(loadedDialects);
const sqlRules = {
  ...Object.fromEntries(rules.map((rule) => [rule.name, sqlRuleFrom(rule, lint, lintCode)])),
  'no-contract-before-deploy': noContractBeforeDeploy(lint, lintCode),
  'no-unanalysed-sql': noUnanalysedSql(lint, lintCode),
};

// Definitions rather than assignments: the main entry has put placeholders there.
for (const [name, rule] of Object.entries(sqlRules)) define(plugin.rules, name, rule);
define(plugin.languages, 'sql', new SqlLanguage((file, text) => loadedDialects.nearest(folders.databaseOf(file, text) ?? 'postgres')));
define(plugin.configs, 'sql', sqlConfig(plugin, sqlRules));
define(plugin.configs, 'migrations', migrationsConfig(plugin, sqlRules));

function define(record: object, name: string, value: unknown): void {
  Object.defineProperty(record, name, { value, configurable: true, enumerable: true, writable: true });
}

// What makes it so has just been defined.
export default plugin as DeliveryPluginWithSql;
