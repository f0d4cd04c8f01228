ALTER TABLE parcels ADD COLUMN note text;
