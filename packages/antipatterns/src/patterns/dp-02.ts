import type { Antipattern } from '../antipattern.ts';

const bad = `// Answered { id, name, total } until now.
app.get('/orders/:id', async (request) => {
  const order = await orders.byId(request.params.id);
  return {
    id: order.id,
    customer: { name: order.customerName },
    totalCents: order.totalCents,
  };
});`;

const good = `app.get('/orders/:id', async (request) => {
  const order = await orders.byId(request.params.id);
  return {
    id: order.id,
    customer: { name: order.customerName },
    totalCents: order.totalCents,
    /** @deprecated Read customer.name, which replaces it in /v2. */
    name: order.customerName,
    /** @deprecated Read totalCents, which replaces it in /v2. */
    total: order.totalCents / 100,
  };
});`;

export const dp02: Antipattern<'DP-02'> = {
  id: 'DP-02',
  slug: 'breaking-api-change',
  title: 'Breaking API change without versioning',
  mandateQuestion: 'Can existing clients keep calling while this release rolls out, and after it has been rolled back?',
  whatGoesWrong:
    'A field, a response or a path that clients rely on is removed, renamed or reshaped in place, and no version keeps the old contract alive. ' +
    'As long as the rollout lasts, a request may meet an old or a new instance, so that the same call works and fails by turns.',
  consequenceForRecovery:
    'A rollback does not settle it: clients that have followed the new contract now fail against the old one, ' +
    'and clients that someone else deploys cannot be rolled back at all.',
  seems: 'shared-fate',
  factor: 'output-correctness',
  severity: 'HIGH',
  maturity: { rung: 'L1' },
  checklistQuestion: 'compatible-apis',
  criterion: undefined,
  focusArea: 'compatible-apis',
  badExample: {
    language: 'typescript',
    shows: 'Two fields that clients read vanish from the response with the first new instance.',
    code: bad,
  },
  goodExample: {
    language: 'typescript',
    shows: 'The response only grows, and the old fields say what replaces them and when they go.',
    code: good,
  },
  wayOut: {
    summary:
      'Only add to a contract that clients use; give what has to break a version of its own, and retire the old one when its users have left.',
    steps: [
      'Add the new field or endpoint beside the old one, and serve both.',
      'Mark the old one as deprecated in the schema, with the name of what replaces it.',
      'Measure who still uses it, and help them move.',
      'Remove it in a later release, or publish the incompatible contract as a new version beside the old one.',
    ],
  },
};
