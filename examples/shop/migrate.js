// node migrate.js before up        applies what is missing
// node migrate.js before down      takes back the last one
// node migrate.js before down all  takes back everything
// The database is the one in DATABASE_URL.

import { Client } from 'pg';
import { countApplied, readMigrations, runScript } from './migrator.js';

const [variant, direction, all] = process.argv.slice(2);
if ((variant !== 'before' && variant !== 'after') || (direction !== 'up' && direction !== 'down')) {
  console.error('Say which migrations and where to: node migrate.js (before|after) (up|down [all])');
  process.exit(2);
}

const migrations = readMigrations(variant);
const client = new Client({ connectionString: process.env['DATABASE_URL'] });
try {
  await client.connect();
  // Another run is not waited for: the wait itself would hold up CREATE INDEX CONCURRENTLY.
  const { rows } = await client.query("SELECT pg_try_advisory_lock(hashtext('shop migrations')) AS free");
  if (!rows[0].free) throw new Error('Another migration is running on this database.');

  const applied = await countApplied(client, migrations);
  const target = direction === 'up' ? migrations.length : all === 'all' ? 0 : Math.max(applied - 1, 0);
  for (const migration of migrations.slice(applied, target)) {
    console.log(`up   ${migration.name}`);
    await runScript(client, migration.up, migration);
  }
  for (const migration of migrations.slice(target, applied).reverse()) {
    console.log(`down ${migration.name}`);
    await runScript(client, migration.down, migrations[migrations.indexOf(migration) - 1]);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await client.end();
}
