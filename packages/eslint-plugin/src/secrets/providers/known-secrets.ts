import { AI_SECRETS } from './ai.ts';
import { CLOUD_SECRETS } from './cloud.ts';
import { DEVELOPER_SERVICE_SECRETS } from './developer-services.ts';
import { MESSAGING_SECRETS } from './messaging.ts';
import { PAYMENT_SECRETS } from './payments.ts';
import type { ProviderSecret } from './provider-secret.ts';
import { SOURCE_CONTROL_SECRETS } from './source-control.ts';

/** Every kind of secret that can be told by its own characters. Where two match, the longer one counts, then the earlier. */
export const KNOWN_SECRETS: readonly ProviderSecret[] = [
  ...CLOUD_SECRETS,
  ...SOURCE_CONTROL_SECRETS,
  ...AI_SECRETS,
  ...PAYMENT_SECRETS,
  ...MESSAGING_SECRETS,
  ...DEVELOPER_SERVICE_SECRETS,
];
