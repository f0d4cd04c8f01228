import noHardcodedOperationalValue from './no-hardcoded-operational-value.ts';

/** Every rule for code, by name. Rules for `.sql` files are added by the `./sql` entry. */
export const rules = {
  'no-hardcoded-operational-value': noHardcodedOperationalValue,
} as const;
