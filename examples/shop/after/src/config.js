/**
 * @param {string[]} names a variable and, after it, what it was called before
 * @returns {string}
 * @throws when none of them is set
 */
function required(...names) {
  const name = names.find((candidate) => process.env[candidate]);
  const value = name && process.env[name];
  if (!value) throw new Error(`${names[0]} is not set. See .env.example for what the shop reads.`);
  return value;
}

/**
 * @param {string} name
 * @param {number} fallback
 * @returns {number}
 * @throws when the variable is set to something that is not a number
 */
function number(name, fallback) {
  const value = Number(process.env[name] || fallback);
  if (Number.isNaN(value)) throw new Error(`${name} is not a number: ${process.env[name]}.`);
  return value;
}

/** All that differs between one place where the shop runs and another. */
export const config = {
  port: number('PORT', 3000),
  maxBodyLength: number('MAX_BODY_LENGTH', 65_536),
  drainMs: number('DRAIN_MS', 0),
  databaseUrl: required('DATABASE_URL'),
  poolSize: number('DATABASE_POOL_SIZE', 10),
  connectTimeoutMs: number('DATABASE_CONNECT_TIMEOUT_MS', 5_000),
  // Instead of DP-03: the old name counts as long as payments uses it, so either may change first.
  paymentsToken: required('PAYMENTS_WEBHOOK_TOKEN', 'PAYMENTS_TOKEN'),
  // Instead of DP-08: the platform's secret store sets it; a new one is a restart away.
  receiptSigningKey: required('RECEIPT_SIGNING_KEY'),
};
