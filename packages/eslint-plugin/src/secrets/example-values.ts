import { fingerprintOf } from './fingerprint.ts';

/** Values that documentation prints and that everybody copies, by their fingerprints. */
const EXAMPLE_FINGERPRINTS: ReadonlySet<string> = new Set([
  'd8c3b390cb4e6', // AWS documentation: access key id
  '6794689466e52', // AWS documentation: secret access key
  '1ebe27b23ad418', // jwt.io: signature
  '8bf141c5d159e', // jwt.io: signature of the older sample
  'af77df57f5f73', // RFC 7519: signature
  '14b7ff107ff099', // Azurite and Azure storage emulator
  '8cd424a1a1f30', // Cosmos DB emulator
  '1a59a95f5dafc9', // Hardhat and Anvil: first account
  '337f26e00bb10', // Hardhat and Anvil: second account
  '34bc99019db41', // Hardhat and Anvil: third account
  '1b3108dba4f61e', // Stripe documentation: test key
  '4a22d972ffce3', // Stripe documentation: older test key
  '14931b4608ac18', // reCAPTCHA: secret key for tests
  '300fff091d16f', // reCAPTCHA: site key for tests
  '53cc5f6207a7d', // Turnstile: secret key that always passes
  '729175c2e0b68', // Supabase: demo JWT secret
  '8d7901f2baad1', // Firebase documentation: web API key
  'e4260d9ad4d11', // Flickr documentation
  '5fa67a72a774', // RFC 7617: Basic credentials
  '8c844f3e849ee', // Svix documentation: webhook secret
  '15d53c464e1d0e', // Standard Webhooks: secret of its tests
  'b39c4be3720b2', // RFC 6238 and Google Authenticator: seed
  '82c835181ac73', // RFC 6750: bearer token
  '1f11e06d787908', // RFC 7617: Basic credentials, as MDN writes them
]);

/** Whether a value is one that documentation prints, so that nobody relies on it being secret. */
export function isExampleValue(value: string): boolean {
  return EXAMPLE_FINGERPRINTS.has(fingerprintOf(value.replace(/^0x/, '')));
}
