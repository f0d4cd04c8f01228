CREATE TABLE parcels (
  id bigint PRIMARY KEY,
  carrier text NOT NULL,
  note text
);
