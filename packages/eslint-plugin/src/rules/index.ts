import noHardcodedOperationalValue from './no-hardcoded-operational-value.ts';
import noSecrets from './no-secrets.ts';

/** Every rule for code, by name. Rules for `.sql` files are added by the `./sql` entry. */
export const rules = {
  'no-hardcoded-operational-value': noHardcodedOperationalValue,
  'no-secrets': noSecrets,
} as const;
