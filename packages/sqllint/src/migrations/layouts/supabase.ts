import type { Layout } from '../layout.ts';
import { compareText } from '../numeric-order.ts';
import { wholeFile } from '../script.ts';
import { readVersionedFiles } from '../versioned-files.ts';

/**
 * Supabase: `supabase/migrations/20240301120000_name.sql`, forward only. The command sends the
 * statements of a file as one batch, which is one transaction (`ExecBatch` in `pkg/migration/file.go`),
 * except that PostgreSQL lets a first statement such as CREATE INDEX CONCURRENTLY commit by itself.
 */
export const supabase: Layout = {
  name: 'supabase',
  outsideTransaction: 'Put the statement into a migration of its own',
  writing: { takesSeveral: false },
  detect: (folder) => folder.name === 'migrations' && folder.sqlFiles.length > 0 && folder.parent?.name === 'supabase',
  read: (folder) => [
    {
      hasDowns: false,
      database: 'postgres',
      ...readVersionedFiles(folder, {
        fileName: /^(\d+)_(.*)\.sql$/u,
        read: (file) => ({ up: wholeFile(file, 'implicit') }),
        compare: (left, right) => compareText(left.id, right.id),
        versionKey: (version) => version,
        onDuplicate: 'Supabase fails on the second one',
        onUnknownName: 'Supabase skips this file, as it is not named “<timestamp>_<name>.sql”; it was not checked.',
      }),
    },
  ],
};
