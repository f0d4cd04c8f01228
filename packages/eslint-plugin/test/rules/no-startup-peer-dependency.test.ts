import { expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/no-startup-peer-dependency.ts';
import { unmark } from '../marked-code.ts';
import { testRule } from '../rule-tester.ts';

const message = (call: string): string =>
  `This module cannot be loaded unless \`${call}\` is answered, so this service starts only while the other one is up, and both have to be deployed in order. Ask when the answer is needed, or go on without it and try again: \`try\`/\`catch\` with a value to begin with.`;

it('is registered', () => {
  expect(rules['no-startup-peer-dependency']).toBe(rule);
});

const filename = 'src/users.ts';
const reported = (name: string, marked: string, call: string): { name: string; filename: string; code: string; errors: object[] } => {
  const { code, locations } = unmark(marked);
  return { name, filename, code, errors: locations.map((location) => ({ message: message(call), ...location })) };
};

testRule(rule, {
  valid: [
    { name: 'a request when it is needed', filename, code: `export const users = async () => await fetch(process.env.USERS_URL);` },
    { name: 'a request that may fail', filename, code: `let users = [];\ntry { users = await fetch(process.env.USERS_URL); } catch { schedule(); }\nexport { users };` },
    { name: 'a request whose failure is dealt with', filename, code: `export const users = await fetch(process.env.USERS_URL).catch(() => []);` },
    { name: 'a request that is tried again', filename, code: `import pRetry from 'p-retry';\nexport const users = await pRetry(() => fetch(process.env.USERS_URL));` },
    { name: 'a request that nobody waits for', filename, code: `void fetch(process.env.USERS_URL);` },
    { name: 'a database, which belongs to the service', filename, code: `import { client } from './db';\nawait client.connect();` },
    { name: 'a file', filename, code: `const wasm = await fetch(new URL('./a.wasm', import.meta.url));` },
    { name: 'a client that is made', filename, code: `import axios from 'axios';\nexport const api = await axios.create({ baseURL: process.env.URL });` },
    { name: 'a script', filename: 'scripts/load.ts', code: `await fetch(process.env.USERS_URL);` },
    { name: 'a script among the sources', filename: 'src/download.mjs', code: `await fetch(process.env.FONT_URL);` },
    { name: 'a test', filename: 'src/users.test.ts', code: `await fetch(process.env.USERS_URL);` },
    { name: 'what runs only on request', filename, code: `if (process.argv[2] === 'load') await fetch(process.env.USERS_URL);` },
  ],
  invalid: [
    reported('fetch', `export const users = await «fetch(process.env.USERS_URL)»;`, 'fetch'),
    reported('axios', `import axios from 'axios';\nconst { data } = await «axios.get(process.env.KEYS_URL)»;\nexport const keys = data;`, 'axios.get'),
    reported('a client made before', `import got from 'got';\nconst api = got.extend({ prefixUrl: process.env.URL });\nexport const flags = await «api.get('flags')»;`, 'api.get'),
    reported('the entry of a server', `import { app } from './app';\nawait «fetch(process.env.CONFIG_URL)»;\napp.listen(3000);`, 'fetch'),
    reported('a try that only tidies up', `export {};\ntry { await «fetch(process.env.USERS_URL)»; } finally { done(); }`, 'fetch'),
  ],
});
