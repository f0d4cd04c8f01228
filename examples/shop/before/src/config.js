/**
 * @param {string} name
 * @returns {string}
 * @throws when the variable is not set
 */
function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. See .env.example for what the shop reads.`);
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
  databaseUrl: required('DATABASE_URL'),
  // DP-03: was PAYMENTS_TOKEN; payments reads the same setting and must be deployed with the new name too.
  paymentsToken: required('PAYMENTS_WEBHOOK_TOKEN'),
  // DP-08: whoever reads this repository, now or in its history, can make a link to any receipt.
  receiptSigningKey: 'not-a-real-signing-key',
};
