import type { Antipattern } from '../antipattern.ts';

const bad = `// The flag was taken out in the week of the launch.
export async function checkout(cart: Cart): Promise<Receipt> {
  return payWithNewProvider(cart);
}`;

const good = `export async function checkout(cart: Cart, customer: EvaluationContext): Promise<Receipt> {
  const useNewProvider = await flags.getBooleanValue('new-payment-provider', false, customer);
  return useNewProvider ? payWithNewProvider(cart) : payWithOldProvider(cart);
}`;

export const dp04: Antipattern<'DP-04'> = {
  id: 'DP-04',
  slug: 'premature-flag-removal',
  title: 'Removing feature flag before stabilisation',
  mandateQuestion: 'If this feature misbehaves in production, can it be switched off without shipping code?',
  whatGoesWrong:
    'New functionality goes live without a flag around it, or loses its flag before real traffic has shown that it holds. ' +
    'From then on the code knows only the new way.',
  consequenceForRecovery:
    'The feature can only be switched off by rolling back the whole release and everything else in it; a flag would have done it in seconds.',
  seems: 'misconfiguration',
  factor: 'availability',
  severity: 'MEDIUM',
  maturity: { rung: 'L2' },
  checklistQuestion: 'flagged-functionality',
  criterion: undefined,
  focusArea: 'feature-flags',
  badExample: {
    language: 'typescript',
    shows: 'When the new provider fails, there is no way around it in the running code.',
    code: bad,
  },
  goodExample: {
    language: 'typescript',
    shows: 'The old path is one switch away, and is also what runs when the flag service cannot be reached.',
    code: good,
  },
  wayOut: {
    summary:
      'Release new behaviour behind a flag that is off by default, and take the flag out only after the feature has served everybody long enough to be trusted.',
    steps: [
      'Guard the new path with a flag whose fallback is the old path.',
      'Switch it on for more and more users, and watch errors and response times while you do.',
      'Record when it reached everybody and how long it has to stay that way; that date decides when the flag may go.',
      'Remove the flag and the old path in a change that does nothing else.',
    ],
  },
};
