-- Enums
CREATE TYPE colour AS ENUM ('red');
ALTER TYPE mood ADD VALUE 'calm';
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'sad';
ALTER TYPE mood RENAME VALUE 'sad' TO 'glum';
ALTER TYPE mood RENAME TO feeling;
DROP TYPE mood CASCADE;

-- Domains
CREATE DOMAIN positive AS int CHECK (value > 0);
ALTER DOMAIN loose ADD CHECK (value > 0);
ALTER DOMAIN loose ADD CONSTRAINT positive CHECK (value > 0) NOT VALID;
ALTER DOMAIN loose ADD CONSTRAINT positive CHECK (value > 0);
ALTER DOMAIN strict DROP CONSTRAINT strict_check;
ALTER DOMAIN strict RENAME CONSTRAINT strict_check TO positive;
ALTER DOMAIN strict VALIDATE CONSTRAINT strict_check;
ALTER DOMAIN later_strict VALIDATE CONSTRAINT positive;
ALTER DOMAIN loose SET NOT NULL;
ALTER DOMAIN loose DROP NOT NULL;
ALTER DOMAIN loose SET DEFAULT 1;
ALTER DOMAIN loose DROP DEFAULT;
ALTER DOMAIN loose OWNER TO clerk;
ALTER DOMAIN loose RENAME TO slack;
ALTER DOMAIN loose SET SCHEMA archive;
DROP DOMAIN loose CASCADE;

-- Composite and range types
CREATE TYPE point3d AS (x int, y int, z int);
ALTER TYPE size ADD ATTRIBUTE depth int;
ALTER TYPE size DROP ATTRIBUTE width;
ALTER TYPE size RENAME ATTRIBUTE width TO breadth;
ALTER TYPE size ALTER ATTRIBUTE width TYPE bigint;
DROP TYPE size;
ALTER TYPE size_range RENAME TO sizes;
ALTER TYPE address SET SCHEMA archive;
ALTER TYPE address OWNER TO clerk;
DROP TYPE size_range CASCADE;
