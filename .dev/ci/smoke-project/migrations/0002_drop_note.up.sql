-- Größe 📦: what stands before a finding on its line must not shift its column.
/* 📦 */ ALTER TABLE parcels DROP COLUMN note;
