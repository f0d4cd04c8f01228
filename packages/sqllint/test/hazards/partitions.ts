import type { Hazard } from './hazard.ts';

const events = 'CREATE TABLE events (id bigint, day date NOT NULL) PARTITION BY RANGE (day); CREATE TABLE events_2020 (id bigint, day date NOT NULL);';

/** Partitions that come and go. */
export const partitions: readonly Hazard[] = [
  {
    title: 'Attaching a partition that has to be read',
    rules: ['no-partition-attach-scan'],
    hazardous: [
      "ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
      "ALTER TABLE shop.events ATTACH PARTITION shop.events_de FOR VALUES IN ('de');",
      { after: [events], sql: "ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');" },
    ],
    safe: [
      "CREATE TABLE events_2021 (id bigint, day date NOT NULL); ALTER TABLE events ATTACH PARTITION events_2021 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');",
      {
        after: [events, "ALTER TABLE events_2020 ADD CONSTRAINT c CHECK (day >= '2020-01-01' AND day < '2021-01-01') NOT VALID;", 'ALTER TABLE events_2020 VALIDATE CONSTRAINT c;'],
        sql: "ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
      },
    ],
  },
  {
    title: 'Detaching a partition',
    rules: ['require-concurrent-detach'],
    hazardous: ['ALTER TABLE events DETACH PARTITION events_2020;', 'ALTER TABLE shop.events DETACH PARTITION shop."Events_2020";', { after: [`${events} ALTER TABLE events ATTACH PARTITION events_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');`], sql: 'ALTER TABLE events DETACH PARTITION events_2020;' }],
    safe: ['ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;', 'ALTER TABLE events DETACH PARTITION events_2020 FINALIZE;'],
  },
  {
    title: 'Creating a partition in place',
    rules: ['no-partition-of-lock'],
    hazardous: [
      "CREATE TABLE events_2021 PARTITION OF events FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');",
      'CREATE TABLE IF NOT EXISTS shop.events_rest PARTITION OF shop.events DEFAULT;',
    ],
    safe: ['CREATE TABLE log (day date) PARTITION BY RANGE (day); CREATE TABLE log_rest PARTITION OF log DEFAULT;'],
  },
  {
    title: 'Locking a table by hand',
    rules: ['no-lock-table'],
    hazardous: ['LOCK TABLE orders;', 'LOCK orders IN ACCESS EXCLUSIVE MODE;', 'LOCK TABLE ONLY shop.orders IN SHARE ROW EXCLUSIVE MODE NOWAIT;', 'LOCK TABLE orders, lines IN EXCLUSIVE MODE;', 'LOCK TABLE orders IN SHARE MODE;'],
    safe: ['LOCK TABLE orders IN ACCESS SHARE MODE;', 'LOCK TABLE orders IN ROW EXCLUSIVE MODE;', 'CREATE TABLE things (id int); LOCK TABLE things;'],
  },
];
