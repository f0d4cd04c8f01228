/**
 * Freezes a value and everything inside it, so that no reader of shared data can change it for the others.
 *
 * @param value plain data without cycles
 * @returns the same value
 */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
