/** One way in which a schema is not what it was. */
export interface Difference {
  /** `irrevocable`: left over, and no statement can take it away. */
  readonly problem: 'missing' | 'left over' | 'different' | 'irrevocable';
  /** The object, as a person names it: `column orders.total`, `index orders_status_idx`. */
  readonly object: string;
  /** For what is different: what it was and what it is, without a full stop. */
  readonly detail?: string;
  /** Writes the statements that mend it; none where the model does not know enough. */
  readonly mend: () => readonly string[];
}
