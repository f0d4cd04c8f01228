import type { Expression } from '../../changes.ts';
import type { Schema } from '../../schema/schema.ts';
import { settledBuiltIns, volatileBuiltIns } from './built-in-functions.ts';

/** What the grammar itself computes, once for all rows. */
const settledWords = new Set(
  'coalesce greatest least nullif trim user current_catalog current_date current_role current_time current_timestamp localtime localtimestamp'.split(' '),
);

/**
 * The first function in an expression that is VOLATILE: the server assumes that it returns another
 * value for every row, and computes it row by row. A function that the migrations define without saying
 * `IMMUTABLE` or `STABLE` is volatile, as it is to the server.
 */
export function volatileFunctionIn(expression: Expression, schema: Schema): string | undefined {
  return expression.functions.find((name) => {
    const plain = name.split('.').at(-1) ?? name;
    if (volatileBuiltIns.has(plain)) return true;
    for (const object of schema.objects()) {
      if (object.objectType === 'function' && object.name === plain) {
        return object.volatility === undefined || object.volatility === 'volatile';
      }
    }
    return false;
  });
}

/**
 * The first function in an expression of which neither the server's own list nor the history tells
 * how it is declared. One that does not say otherwise is volatile.
 */
export function unknownFunctionIn(expression: Expression, schema: Schema): string | undefined {
  return expression.functions.find((name) => {
    const plain = name.split('.').at(-1) ?? name;
    // PostGIS builds its values by such names, and declares all of them IMMUTABLE.
    if (isBuiltIn(plain) || settledWords.has(plain) || plain.startsWith('st_')) return false;
    for (const object of schema.objects()) {
      if (object.objectType === 'function' && object.name === plain) return false;
    }
    return true;
  });
}

/** Whether PostgreSQL brings a function of that name, itself or in one of its extensions. */
export function isBuiltIn(name: string): boolean {
  return settledBuiltIns.has(name) || volatileBuiltIns.has(name);
}
