import type { Antipattern } from '../antipattern.ts';

const bad = `-- 0042_tidy_shipments.up.sql
ALTER TABLE shipments RENAME COLUMN weight TO weight_grams;
ALTER TABLE shipments DROP COLUMN carrier_note;

-- 0042_tidy_shipments.down.sql
ALTER TABLE shipments ADD COLUMN carrier_note text; -- comes back empty
ALTER TABLE shipments RENAME COLUMN weight_grams TO weight;`;

const good = `-- Release 1, 0042_add_weight_grams.up.sql: from now on the code writes both columns.
ALTER TABLE shipments ADD COLUMN weight_grams integer;

-- 0042_add_weight_grams.down.sql
ALTER TABLE shipments DROP COLUMN weight_grams;

-- Release 2: a job has filled the old rows, the code reads weight_grams and still writes both.
-- Release 3: the code no longer mentions weight.

-- Release 4, 0057_drop_weight.up.sql: no running version would miss it.
ALTER TABLE shipments DROP COLUMN weight;

-- 0057_drop_weight.down.sql: all that it held is still in weight_grams.
ALTER TABLE shipments ADD COLUMN weight integer;
UPDATE shipments SET weight = weight_grams;`;

export const dp01: Antipattern<'DP-01'> = {
  id: 'DP-01',
  slug: 'non-reversible-migration',
  title: 'Non-reversible database migration',
  mandateQuestion: 'If this release is rolled back, does the old code find the schema and the data it needs?',
  whatGoesWrong:
    'The migration drops, renames or overwrites something that the previous release still uses. ' +
    'A down script may bring the shape back, but not the values that were in it.',
  consequenceForRecovery:
    'Rolling back the code is not enough: the old version meets a schema it does not know, ' +
    'and lost data only returns from a backup, with the service down and without what was written since.',
  seems: 'misconfiguration',
  factor: 'output-correctness',
  severity: 'HIGH',
  maturity: {
    rung: 'HYG',
    irreversible: 'Data that a migration has dropped or overwritten is gone, and no command brings it back.',
  },
  checklistQuestion: 'reversible-migrations',
  criterion: '2.2',
  focusArea: 'reversible-migrations',
  badExample: {
    language: 'sql',
    shows: 'Code of the previous release fails on the new name, and the notes are lost for good.',
    code: bad,
  },
  goodExample: {
    language: 'sql',
    shows: 'Each release can go back to the one before it, and what is dropped in the end exists elsewhere.',
    code: good,
  },
  wayOut: {
    summary:
      'Add the new shape, move the data and the code over to it, and remove the old shape in a later release, when nothing uses it any more.',
    steps: [
      'Add the new column or table beside the old one, and leave the old one as it is.',
      'Release code that writes both and reads the old one, and fill the existing rows in batches.',
      'Release code that reads the new one and still writes both, so that going back stays possible.',
      'Release code that no longer mentions the old one, after loosening its `NOT NULL` if it has one.',
      'Drop the old one in a release of its own, with a down script that rebuilds it from the data that is still there.',
    ],
  },
};
