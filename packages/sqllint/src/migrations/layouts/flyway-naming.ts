import type { Folder } from '../folder.ts';

/** What Flyway's configuration says about names, and whether scripts run in transactions at all. */
export interface FlywayNaming {
  readonly undo: string;
  readonly baseline: string;
  /** Groups: prefix, version, description. */
  readonly versioned: RegExp;
  /** Group: description. */
  readonly repeatable: RegExp;
  readonly executeInTransaction: boolean;
  /** Whether a script may mix statements that can run in a transaction with others that cannot. */
  readonly mixed: boolean;
}

export const defaultNaming: FlywayNaming = naming({});

/** Reads the nearest `flyway.toml` or `flyway.conf`; without one, Flyway's defaults hold. */
export function readFlywayNaming(folder: Folder): FlywayNaming {
  const project = folder.nearestWith('flyway.toml', 'flyway.conf');
  if (!project) return defaultNaming;
  const text = project.read(project.has('flyway.toml') ? 'flyway.toml' : 'flyway.conf')?.source.text ?? '';
  const settings: Record<string, string> = {};
  for (const [, key = '', value = ''] of text.matchAll(/^\s*(?:flyway\.)?(\w+)\s*=\s*["']?([^"'\r\n]*?)["']?\s*$/gmu)) {
    settings[key] = value;
  }
  return naming(settings);
}

function naming(settings: Readonly<Record<string, string>>): FlywayNaming {
  const versioned = settings['sqlMigrationPrefix'] ?? 'V';
  const undo = settings['undoSqlMigrationPrefix'] ?? 'U';
  const baseline = settings['baselineMigrationPrefix'] ?? 'B';
  const repeatable = settings['repeatableSqlMigrationPrefix'] ?? 'R';
  const separator = escape(settings['sqlMigrationSeparator'] ?? '__');
  const prefixes = [versioned, undo, baseline].map(escape).join('|');
  return {
    undo,
    baseline,
    versioned: new RegExp(`^(${prefixes})(\\d+(?:[._]\\d+)*)${separator}(.*)\\.sql$`, 'u'),
    repeatable: new RegExp(`^${escape(repeatable)}${separator}(.*)\\.sql$`, 'u'),
    executeInTransaction: settings['executeInTransaction'] !== 'false',
    mixed: settings['mixed'] === 'true',
  };
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&');
}
