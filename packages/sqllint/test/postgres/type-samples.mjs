// @ts-check
/**
 * Types with values that are hard to keep: the largest, the longest, the most exact.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const typeSamples = {
  smallint: ['32767', '-32768'],
  integer: ['2147483647', '-2147483648'],
  bigint: ['9223372036854775807', '-9223372036854775808'],
  real: ['0.1', '3.4e38', '-1.2345678e-37', '123456.7'],
  'double precision': ['0.1', '1e308', '123456789.123456789', '-2.2250738585072014e-308'],
  numeric: ['0.1234567890123456789', '1e40', '-7', 'NaN'],
  'numeric(10, 2)': ['12345678.99', '0.01'],
  'numeric(12, 2)': ['1234567890.99', '0.01'],
  'numeric(12, 4)': ['12345678.9999'],
  'numeric(20)': ['99999999999999999999', '-99999999999999999999'],
  text: ['some text that is rather long', ' ', 'é', ''],
  varchar: ['some text that is rather long', ' ', 'é', ''],
  'varchar(10)': ['ten signs!', ' ', ''],
  'varchar(20)': ['twenty signs in here', ' '],
  'char(10)': ['a', 'ten signs!'],
  'char(20)': ['a', 'twenty signs in here'],
  boolean: ['true', 'false'],
  date: ['2026-02-28', '0044-03-15 BC'],
  'time(3)': ['12:34:56.789'],
  time: ['12:34:56.789012'],
  'timestamp(3)': ['2026-02-28 12:34:56.789'],
  timestamp: ['2026-02-28 12:34:56.789012', '2026-03-29 12:00:00'],
  'timestamptz(3)': ['2026-02-28 12:34:56.789+00'],
  timestamptz: ['2026-02-28 12:34:56.789012+00'],
  'interval(3)': ['-1 year -2 mons +3 days 02:03:04.567'],
  interval: ['1 year 02:03:04.567891'],
  json: ['{"b": 1,  "a": 2, "a": 3}', '"x"'],
  jsonb: ['{"a": 3, "b": 1, "c": 12345}', '"x"'],
  uuid: ['00000000-0000-4000-8000-000000000000'],
  bytea: ['\\x00112233445566778899aabbccddeeff', '\\x'],
  inet: ['2001:db8:1111:2222:3333:4444:5555:6666/64', '192.168.0.1/24', '10.0.0.1'],
  cidr: ['2001:db8:1111:2222:3333:4444:5555:6666/128', '192.168.0.0/24', '10.0.0.1/32'],
  'varbit(4)': ['1010', '1'],
  'varbit(8)': ['10101010', '1'],
};
