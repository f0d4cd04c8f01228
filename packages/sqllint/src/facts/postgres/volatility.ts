import type { Expression } from '../../changes.ts';
import type { Schema } from '../../schema/schema.ts';
import { settledFunctions } from './settled-functions.ts';

/** Built-in and widely used functions that `pg_proc` calls volatile and that people put into defaults. */
const volatileFunctions = new Set([
	'random',
	'random_normal',
	'gen_random_uuid',
	'uuidv4',
	'uuidv7',
	'uuid_generate_v1',
	'uuid_generate_v1mc',
	'uuid_generate_v4',
	'gen_random_bytes',
	'gen_salt',
	'clock_timestamp',
	'timeofday',
	'nextval',
	'setval',
	'currval',
	'lastval',
	'pg_sleep',
	'set_config',
]);

/**
 * The first function in an expression that may return another value for every row, so that the
 * server has to compute it row by row. A function that the migrations define without saying
 * `IMMUTABLE` or `STABLE` is volatile, as it is to the server.
 */
export function volatileFunctionIn(expression: Expression, schema: Schema): string | undefined {
	return expression.functions.find((name) => {
		const plain = name.split('.').at(-1) ?? name;
		if (volatileFunctions.has(plain)) return true;
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
		if (settledFunctions.has(plain) || volatileFunctions.has(plain) || plain.startsWith('st_')) return false;
		for (const object of schema.objects()) {
			if (object.objectType === 'function' && object.name === plain) return false;
		}
		return true;
	});
}
