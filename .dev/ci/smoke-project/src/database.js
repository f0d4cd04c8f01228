import { Pool } from 'pg';

export const pool = new Pool({ max: 10, connectionTimeoutMillis: 30_000, password: '<token>' });
