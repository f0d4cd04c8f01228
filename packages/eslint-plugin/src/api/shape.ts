import type { Limits } from './limits.ts';
import { NO_LIMITS } from './limits.ts';

/** Where something is written: two offsets in UTF-16 units of the text. */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** Of which module, where there are several; absolute. */
  readonly file?: string;
}

/** What a value may be, as far as a schema or a type says it. */
export type Shape =
  | { readonly kind: 'object'; readonly properties: ReadonlyMap<string, Property>; readonly isStrict: boolean; /** Texts of what else is mixed in and cannot be seen here. */ readonly mixed: readonly string[] }
  | { readonly kind: 'array'; readonly items: Shape }
  /** One of some plain values: names of types (`string`), and values in quotes (`"active"`). */
  | { readonly kind: 'plain'; readonly values: ReadonlySet<string> }
  /** Something that has a name of its own and is compared under it, with what that means where it is known. */
  | { readonly kind: 'named'; readonly name: string; readonly meaning?: Shape; /** Where it is declared, where that is known. */ readonly declared?: Declared }
  | { readonly kind: 'unknown' };

/** A declaration at the top of a module. */
export interface Declared {
  /** Absolute. */
  readonly file: string;
  readonly name: string;
}

export interface Property {
  readonly shape: Shape;
  readonly isOptional: boolean;
  /** Whether answers have it all the same: a validator lets requests through without it, and its type says that it is there. */
  readonly isAnswered?: boolean;
  readonly isNullable: boolean;
  readonly hasDefault: boolean;
  /** The default as it is written; undefined where there is none, or where it cannot be told. */
  readonly defaultText?: string;
  readonly isDeprecated: boolean;
  /** What is asked of the value besides its type. */
  readonly limits: Limits;
  /** Of what nothing is known but what it takes, or nothing at all: a function that changes the value, a helper elsewhere. */
  readonly hidden: 'nothing' | 'output' | 'all';
  /** Whether requests are let through without it, whatever its type says. */
  readonly isUnchecked?: boolean;
  /** Where it is declared. */
  readonly node: Place;
}

/** A shape together with what is said of it as a whole. */
export interface Schema extends Omit<Property, 'node'> {
  readonly isDeprecated: boolean;
}

export const UNKNOWN: Shape = { kind: 'unknown' };

export function plain(...values: readonly string[]): Shape {
  return { kind: 'plain', values: new Set(values) };
}

export function schemaOf(shape: Shape): Schema {
  return { shape, isOptional: false, isNullable: false, hasDefault: false, isDeprecated: false, limits: NO_LIMITS, hidden: 'nothing' };
}

/** A schema of which nothing can be told. */
export const HIDDEN: Schema = { ...schemaOf(UNKNOWN), hidden: 'all' };

/** One schema for values that match any of several: `null` and `undefined` become what they mean for a property. */
export function unionOf(parts: readonly Schema[]): Schema {
  const isNull = ({ shape }: Schema): boolean => shape.kind === 'plain' && shape.values.size === 1 && shape.values.has('null');
  const isUndefined = ({ shape }: Schema): boolean => shape.kind === 'plain' && shape.values.size === 1 && shape.values.has('undefined');
  const rest = parts.filter((part) => !isNull(part) && !isUndefined(part));
  const [first] = rest;
  const shape: Shape =
    first !== undefined && rest.length === 1
      ? first.shape
      : rest.every((part) => part.shape.kind === 'plain')
        ? plain(...rest.flatMap((part) => (part.shape.kind === 'plain' ? [...part.shape.values] : [])))
        : UNKNOWN;
  return {
    shape,
    isOptional: parts.some((part) => part.isOptional || isUndefined(part)),
    isNullable: parts.some((part) => part.isNullable || isNull(part)),
    hasDefault: parts.some((part) => part.hasDefault),
    isDeprecated: parts.some((part) => part.isDeprecated),
    limits: rest.length === 1 ? (first?.limits ?? NO_LIMITS) : NO_LIMITS,
    hidden: parts.some((part) => part.hidden === 'all') ? 'all' : parts.some((part) => part.hidden === 'output') ? 'output' : 'nothing',
  };
}
