/**
 * What a history of migrations cannot tell about tables. Names are written as in SQL that needs no
 * quotes, with their schema where it is not the one that the migrations mean without saying so:
 * `countries`, `billing.plans`.
 */
export interface TableHints {
  /** Tables that never have more rows than a statement works through in an instant. */
  readonly small?: readonly string[];
  /** Tables that are written to all the time, so that what waits for them is an outage. */
  readonly hot?: readonly string[];
}
