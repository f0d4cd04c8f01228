import type { Antipattern } from '../antipattern.ts';

const bad = `// Rejects every message of a producer that is older or newer than this consumer.
const OrderPlaced = z.strictObject({
  version: z.literal(2),
  orderId: z.string(),
  currency: z.string(),
});`;

const good = `// Older producers send no currency; newer ones may send fields that this consumer ignores.
const OrderPlaced = z.object({
  version: z.number(),
  orderId: z.string(),
  currency: z.string().default('EUR'),
});`;

export const dp09: Antipattern<'DP-09'> = {
  id: 'DP-09',
  slug: 'deployment-order',
  title: 'Dependencies on deployment order',
  mandateQuestion: 'Can each service be deployed, and rolled back, by itself and in any order?',
  whatGoesWrong:
    'The system only works when its services go out in one particular sequence, which is known to a few people, a wiki page or a pipeline. ' +
    'One day a script or a new colleague takes another order, and the system breaks.',
  consequenceForRecovery:
    'A rollback has to walk the sequence backwards: one faulty service pulls healthy ones back with it, ' +
    'and a rollback that stops halfway is as broken as a deployment that does.',
  seems: 'shared-fate',
  factor: 'fault-isolation',
  severity: 'MEDIUM',
  maturity: { rung: 'L2' },
  checklistQuestion: 'independent-deployability',
  criterion: undefined,
  focusArea: undefined,
  badExample: {
    language: 'typescript',
    shows: 'Producer and consumer only understand each other when the producer is deployed first and never rolled back alone.',
    code: bad,
  },
  goodExample: {
    language: 'typescript',
    shows: 'The consumer understands the producer of the last release and of the next, so that either of them may go first.',
    code: good,
  },
  wayOut: {
    summary:
      'Let each service get along with its neighbours one release older and one release newer: read tolerantly, write compatibly, and start without waiting for anybody.',
    steps: [
      'Ignore fields that you do not know, and have a default for those that may not be there yet.',
      'Keep answering the old kind of call for as long as an old caller may be running.',
      'Retry a neighbour that is not there yet instead of giving up at start-up.',
      'Test each service against the released version of its neighbours, not only against the newest.',
    ],
  },
};
