/** One object of a database, in the database's own words. */
export interface SchemaObject {
  /** `table`, `column`, `constraint`, `index`, `privileges`, … */
  readonly kind: string;
  /** The table or type that it belongs to; empty where there is none. */
  readonly parent: string;
  readonly name: string;
  /** Everything about it except its name. */
  readonly definition: string;
  /** The definition without a comment in it; absent where there is none. */
  readonly uncommented?: string;
  /** Of a column in its table; 0 for everything else. */
  readonly position: number;
}

/** A schema as the catalogs tell it, by `keyOf`. */
export type SchemaImage = ReadonlyMap<string, SchemaObject>;

export function keyOf({ kind, parent, name }: Pick<SchemaObject, 'kind' | 'parent' | 'name'>): string {
  return [kind, parent, name].join('\u0000');
}

export function schemaImageOf(objects: readonly SchemaObject[]): SchemaImage {
  return new Map(objects.map((object) => [keyOf(object), object]));
}
