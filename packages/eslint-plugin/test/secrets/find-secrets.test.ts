import { describe, expect, it } from 'vitest';
import { findSecrets } from '../../src/secrets/find-secrets.ts';
import type { Confidence } from '../../src/secrets/secret.ts';
import type { Syntax } from '../../src/secrets/syntax-of.ts';
import { randomNumbers, randomText } from './generated-samples.ts';

const random = randomNumbers(11);
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Drawn, like what a generator gives; no two runs differ. */
const generated = randomText(`${letters}0123456789`, 32, random);
const hex = randomText('0123456789abcdef', 40, random);
const base64 = `${randomText(`${letters}0123456789+/`, 43, random)}=`;
const chosen = ['Tr0ub4dor', '3'].join('&');

interface Found {
  readonly kind: string;
  readonly confidence: Confidence;
  readonly value: string;
}

function find(text: string, syntax: Syntax = 'code', confidence: Confidence = 'low'): Found[] {
  return findSecrets(text, { syntax, confidence }).map((secret) => ({
    kind: secret.kind,
    confidence: secret.confidence,
    value: text.slice(secret.start, secret.end),
  }));
}

describe('a generated value in the place of a credential', () => {
  it.each<[text: string, syntax: Syntax]>([
    ['const acmeToken = "§";', 'code'],
    ["const acmeToken: string = '§';", 'code'],
    ['acmeToken := "§"', 'code'],
    ['private static final String ACME_TOKEN = "§";', 'code'],
    ['let acme_token: &str = "§";', 'code'],
    ['{ "acme_token": "§" }', 'code'],
    ['{ acmeToken: `§` }', 'code'],
    ['$config["acme"]["token"] = \'§\';', 'code'],
    [':acme_token => "§"', 'code'],
    ['{ feeKeyWIF: "§" }', 'code'],
    ['const AUTHCODE = "§";', 'code'],
    ['process.env.ACME_TOKEN ?? "§"', 'code'],
    ['process.env.ACME_TOKEN || "§"', 'code'],
    ['getenv("ACME_TOKEN", "§")', 'code'],
    ['client.setToken("§")', 'code'],
    ['if (token === "§") return;', 'code'],
    ['{ name: "ACME_TOKEN", value: "§" }', 'code'],
    ['Buffer.from(secret) || key', 'code'],
    ['const secret = Buffer.from("§");', 'code'],
    ['const headers = { Authorization: "Bearer §" };', 'code'],
    ['"{\\"token\\": \\"§\\"}"', 'code'],
    ['ACME_TOKEN=§', 'data'],
    ['export ACME_TOKEN="§"', 'data'],
    ['acme_token: §', 'data'],
    ['acme_token: |\n  §\n', 'data'],
    ['acme_token: >-\n  §\n', 'data'],
    ['acme_tokens:\n  - §\n', 'data'],
    ['secret_key_base: §', 'data'],
    ['API_KEY_GITLAB=§', 'data'],
    ['- name: ACME_TOKEN\n  value: §', 'data'],
    ['acme.api.token = §', 'data'],
    ['ENV ACME_TOKEN §', 'data'],
    ['//registry.example/:_authToken=§', 'data'],
    ['<acme_token>§</acme_token>', 'text'],
    ['<add key="AcmeToken" value="§" />', 'text'],
    ['<string name="acme_token">§</string>', 'text'],
    ['curl -H "Authorization: Bearer §" https://acme.dev', 'text'],
    ["curl -H 'X-Api-Key: §' https://acme.dev", 'text'],
    ['https://acme.dev/orders?api_key=§&page=2', 'text'],
    ['acme --acme-token §', 'text'],
    ['Server=db;Password=§;Database=shop', 'text'],
    ['(acme-token "§")', 'text'],
  ])('%s', (text, syntax) => {
    for (const value of [generated, hex, base64]) {
      const expected = text.includes('§') ? [value] : [];
      expect(find(text.replaceAll('§', () => value), syntax, 'medium').map((found) => found.value)).toEqual(expected);
    }
  });
});

describe('the key of a service', () => {
  it.each(['calendarificKey', 'CALENDARIFIC_KEY', 'calendarific.key', 'STORYBLOK_KEY'])('counts as generated digits under the name %s', (name) => {
    expect(find(`${name} = "${hex}"`)).toEqual([{ kind: 'generic-secret', confidence: 'medium', value: hex }]);
  });

  it.each(['Calendarific key: §', '"calendarific": { "key": "§" }', 'calendarific:\n  key: §', 'https://calendarific.com/api?key=§&year=7', 'KEY_CALENDARIFIC=§'])('may stand before what only says that it is one: %s', (text) => {
    expect(find(text.replace('§', hex), 'text')).toMatchObject([{ confidence: 'medium', value: hex }]);
  });

  it.each(['The cache key: §', '"shop": { "key": "§" }', 'https://shop.dev/pictures?key=§'])('has to be known: %s', (text) => {
    expect(find(text.replace('§', hex), 'text')).toEqual([]);
  });

  it('may be the identifier of a record', () => {
    expect(find(`calendarific_token = "${hex.slice(0, 24)}"`)).toMatchObject([{ confidence: 'medium' }]);
    expect(find(`shop_token = "${hex.slice(0, 24)}"`)).toMatchObject([{ confidence: 'low' }]);
  });

  it.each(['cacheKey', 'shopKey', 'apiKeyCalendar'])('is not what stands under %s', (name) => {
    expect(find(`const ${name} = "${hex}";`)).toEqual([]);
  });
});

describe('a key that has a prefix of no provider', () => {
  const body = randomText(`${letters}0123456789`, 40, random);

  it.each([`sk_${body}`, `acme_live_${body}`, `acme_pat_${body}`])('is found without a name: %s', (value) => {
    expect(find(`send("${value}")`)).toEqual([{ kind: 'generic-prefixed-key', confidence: 'medium', value }]);
  });

  it.each([`pk_live_${body}`, 'acme_key_configurationOfNotificationChannels', `acme_id_${body}`])('is not reported when it is public, a name or an id: %s', (value) => {
    expect(find(`send("${value}")`, 'code', 'medium')).toEqual([]);
  });
});

describe('a name that is about a secret, and holds none', () => {
  it.each([
    'credentialsId', 'tokenId', 'apiKeyId', 'websiteToken', 'spreadsheetKey', 'onepassword',
    'tokenUrl', 'passwordField', 'secretName', 'tokenType', 'accessTokenExpiry', 'passwordResetTemplate', 'publicKey', 'cacheKey',
    'primaryKey', 'i18nKey', 'tokenHash', 'author', 'keyword', 'monkey', 'compass', 'passengerList', 'sortKey', 'csrfToken', 'nextPageToken',
  ])('%s', (name) => {
    expect(find(`const ${name} = "${generated}";`)).toEqual([]);
  });
});

describe('a value that is no secret', () => {
  it.each([
    ['a placeholder', 'your-api-key-here'],
    ['a word to be replaced', 'changeme'],
    ['a template', '${ACME_TOKEN}'],
    ['a template of Helm', '{{ .Values.acmeToken }}'],
    ['a variable of a shell', '$ACME_TOKEN'],
    ['a place in a manager', 'op://vault/acme/token'],
    ['a name of Amazon', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:acme'],
    ['a value that SOPS encrypted', 'ENC[AES256_GCM,data:Tr7o1bVqCZ4=,iv:1vNd5Q==,type:str]'],
    ['a value that dotenvx encrypted', 'encrypted:BGx9k2Tq0vW1zL4m'],
    ['a path', './secrets/acme.json'],
    ['an address', 'https://acme.dev/oauth/token'],
    ['an address of mail', 'ops@acme.dev'],
    ['a name', 'acme_access_token'],
    ['an identifier', 'getAccessTokenFromHeader'],
    ['a message', 'Enter your token.'],
    ['a translation', 'Zugangsschlüssel'],
    ['a version', '12.4.1-beta.3'],
    ['a time', '2026-01-31T10:00:00Z'],
    ['a digest', `sha256-${base64}`],
    ['a password that is hashed', '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'],
    ['an algorithm', 'AES-256-CBC'],
    ['an alphabet', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'],
    ['the same over and over', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
    ['digits in a row', '0123456789abcdef0123456789abcdef'],
    ['a picture', 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA'],
    ['a public key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI'],
    ['a public key of EOS', `EOS${randomText('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz', 50, random)}`],
    ['an address on a chain', `0x${randomText('0123456789abcdefABCDEF', 40, random)}`],
    ['the first part of a token', 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9'],
    ['a public key in DER', `MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE${base64}`],
  ])('%s', (_, value) => {
    expect(find(`const acmeToken = '${value}';`)).toEqual([]);
    expect(find(`ACME_TOKEN=${value}\n`, 'data')).toEqual([]);
  });

  it('is an expression, a call or a read of the environment', () => {
    expect(find('const token = getToken(); const secret = process.env.SECRET_9x8y7z; const password = config.get("db.password");')).toEqual([]);
  });

  it('is the next line of a file of settings', () => {
    expect(find('DB_PASSWORD=\nDB_HOST=db-7f3k9.acme.dev\n', 'data')).toEqual([]);
  });

  it('is the argument of another call', () => {
    expect(find('config = { "password": os.environ.get("DB_PASSWORD"), "host": os.environ.get("DB_HOST") }')).toEqual([]);
    expect(find('builder.append("DB_PASSWORD=").append(quoted(credentials.getPassword())).append("end")')).toEqual([]);
  });

  it('is the name of a model', () => {
    expect(find("{ key: 'Qwen2.5-VL-72B-Instruct-AWQ4bit' }")).toEqual([]);
  });

  it('is a digest in a table of them', () => {
    const [first, second] = [hex.slice(0, 32), hex.slice(8, 40)];
    expect(find(`{ "signIn": "${first}", "password": "${second}" }`, 'json')).toEqual([]);
    expect(find(`{ "password": "${second}", "signIn": "${first}" }`, 'json')).toEqual([]);
    expect(find(`{ "token": "${first}", "password": "${second}" }`, 'json')).toHaveLength(2);
    expect(find(`{ "signIn": "${first}00", "password": "${second}" }`, 'json')).toHaveLength(1);
  });

  it('is a column of many records', () => {
    const records = Array.from({ length: 60 }, () => `{ "token": "${randomText(letters, 32, random)}" }`);
    expect(find(`[${records.join(',\n')}]`, 'json', 'medium')).toEqual([]);
    expect(find(`[${records.slice(0, 40).join(',\n')}]`, 'json', 'medium')).toHaveLength(40);
  });

  it('is the path of a key in a wallet', () => {
    expect(find('Wallet.fromMnemonic(TEST_MNEMONIC, "m/44\'/60\'/0\'/0/1")')).toEqual([]);
  });

  it('is the address of what people trade, where a chain is spoken of', () => {
    const address = randomText('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz', 44, random);
    expect(find(`{ chainName: 'solana', decimals: 6, token: '${address}' }`)).toEqual([]);
    expect(find(`{ queue: 'orders', attempts: 6, token: '${address}' }`)).toHaveLength(1);
  });

  it.each([
    `// Public API key: it is safe to commit it\napiKey: '${generated}',`,
    `apiKey: '${generated}', // search-only`,
    `# This is not a secret.\nACME_API_KEY=${generated}`,
  ])('is said to be public: %s', (text) => {
    expect(find(text, text.startsWith('#') ? 'data' : 'code', 'medium')).toEqual([]);
  });

  it.each([`// The key that signs public links\napiKey: '${generated}',`, `// Not for the public\n\napiKey: '${generated}',`])('is not said to be public: %s', (text) => {
    expect(find(text, 'code', 'medium')).toHaveLength(1);
  });

  it('stands behind the name of a file, which begins with a number', () => {
    expect(find(`// KMIGRATOR:0032_alter_token:${base64}`)).toEqual([]);
  });

  it.each(["h = 'Authorization: QB-USER-TOKEN ${apiKey}'", 'curl -H "Authorization: QB-USER-TOKEN $TOKEN"', "h = 'Authorization: QB-USER-TOKEN ' + apiKey"])('is the scheme before a variable: %s', (text) => {
    expect(find(text)).toEqual([]);
    expect(find(text, 'text')).toEqual([]);
  });

  it('is the name of a variable', () => {
    expect(find('requires("ACME_GPT4_1_API_KEY", "ACME_GPT4_1_API_BASE")')).toEqual([]);
  });

  it('stands behind what somebody has to put in', () => {
    expect(find('DSN="<user>:<password>@tcp(127.0.0.1:3306)/orders"', 'data')).toEqual([]);
    expect(find('#db="user=<user> password=<user-password> connect_timeout=30"', 'data')).toEqual([]);
  });

  it('is the place of a schema or a module', () => {
    expect(find('{ "password": "#/components/schemas/Password7", "passwordReset": ".password_reset7" }')).toEqual([]);
  });

  it('is the path of a file that was uploaded', () => {
    expect(find(`{ token: 'space/2023/02/06/${hex.slice(0, 32)}' }`)).toEqual([]);
  });

  it('is the expression that looks for one', () => {
    expect(find('pattern("acme-api-key", r"[0-9a-f]{32}")')).toEqual([]);
  });

  it('is the bearer token of the standard', () => {
    expect(find(`headers = { "Authorization": "Bearer ${['mF_9.B5f', '4.1JqM'].join('-')}" }`)).toEqual([]);
  });

  it('is a number', () => {
    expect(find('const MONTHLY_BUDGET_TOKENS = 167_000_000;')).toEqual([]);
  });

  it('is what a server answered once, and said for how long it holds', () => {
    expect(find(`// { "access_token": "${hex}", "expires_in": 7200, "refresh_token": "${generated}" }`)).toEqual([]);
  });

  it('is the next item of a list', () => {
    expect(find('"apps": ["6Z68YJY9Q2.dev.acme.auth",\n  "6Z68YJY9Q2.dev.acme.shop"]', 'text')).toEqual([]);
  });

  it('is a state that a name happens to match', () => {
    expect(find("const result = isValid ? 'pass' : 'not-4-us';")).toEqual([]);
  });
});

describe('a password that somebody chose', () => {
  it('is likely where code says password and the value is more than a word', () => {
    expect(find(`login({ user: 'shop', password: '${chosen}' });`)).toEqual([{ kind: 'password', confidence: 'medium', value: chosen }]);
  });

  it('is likely where a program assigns it, even if it is a word', () => {
    expect(find("login({ user: 'shop', password: 'orders' });")).toMatchObject([{ confidence: 'medium' }]);
  });

  it.each<[text: string, value: string]>([
    ["user.setPassword('orders');", 'orders'],
    ["user.set('password', 'orders7');", 'orders7'],
    ["form.append('password', 'orders7');", 'orders7'],
    ["const password = env('DB_PASSWORD', 'orders7');", 'orders7'],
    ["request.get('/').auth('shop', 'orders')", 'orders'],
    ["http.request({ auth: 'shop:orders7' })", 'shop:orders7'],
    ["login({ password: 'password123' })", 'password123'],
    ["login({ password: 'new-pass' })", 'new-pass'],
    ["login({ password: '123456' })", '123456'],
    ["login({ password: '12345678' })", '12345678'],
    ["login({ user: 'shop', password: 'root' })", 'root'],
  ])('is likely in %s', (text, value) => {
    expect(find(text)).toEqual([{ kind: 'password', confidence: 'medium', value }]);
  });

  it.each([
    ["const fields = ['password', 'orders7'];"],
    ["t('password', 'Passwort7')"],
    ["const NEW_PASSWORD = 'new_password';"],
    ["const password2 = 'password2';"],
    ["const WRONG_PASSWORD = '5135';"],
    ["const cases = { fail: ['a@b'], pass: 'orders7' };"],
    ["http.request({ auth: 'shop:password' })"],
    ["const translations = { password: 'Passwort:' };"],
    ["const styles = { password: '.signup-password{}' };"],
    ["const classes = { email: 'pr-8', password: 'pr-10' };"],
    ["const attempt = { user: 'shop', password: 'incorrect' };"],
    ["/**\n * @example\n * login({ user: 'shop', password: 'orders' });\n */"],
    ["const resetPassword = 'reset-password.html.tpl';"],
    ["const raw = { POSTGRES_PASSWORD: 'mypassword' };"],
  ])('is none in %s', (text) => {
    expect(find(text).filter(({ confidence }) => confidence !== 'low')).toEqual([]);
  });

  it('is unlikely where the word says what it is, or is compared', () => {
    expect(find("login({ user: 'shop', password: 'secret' });")).toMatchObject([{ confidence: 'low' }]);
    expect(find("if (password === 'unchanged') return;")).toMatchObject([{ confidence: 'low' }]);
    expect(find("if (typeof password === 'string') return;")).toEqual([]);
  });

  it('is likely in JSON as a word only beside a user, because it may be a translation', () => {
    expect(find('{ "user": "shop", "password": "orders" }', 'json')).toMatchObject([{ confidence: 'medium' }]);
    expect(find('{ "email": "E-Mail-Adres", "password": "wachtwoord" }', 'json')).toMatchObject([{ confidence: 'low' }]);
  });

  it('is none where it is a label in another language', () => {
    expect(find('{ "password": "Contraseña" }')).toEqual([]);
    expect(find('{ "label_password": "Heslo" }')).toEqual([]);
  });

  it('is likely in a file of settings when it is no default', () => {
    expect(find(`DB_PASSWORD=${chosen}`, 'data')).toMatchObject([{ confidence: 'medium', value: chosen }]);
    expect(find('POSTGRES_PASSWORD: postgres', 'data', 'medium')).toEqual([]);
  });
});

describe('a key that signs sessions or tokens', () => {
  it.each<[text: string, value: string]>([
    ["app.use(session({ resave: false, secret: 'keyboard cat' }));", 'keyboard cat'],
    ["app.use(cookieParser('orders'));", 'orders'],
    ["const token = jwt.sign({ sub: user.id }, 'secret');", 'secret'],
    ["const jwtSecret = process.env.JWT_SECRET || 'secret';", 'secret'],
    ["module.exports = { cookieSecret: 'blue horse' };", 'blue horse'],
    ["module.exports = { session: { secret: 'supersecret' } };", 'supersecret'],
    ["new JwtStrategy({ secretOrKey: 'orders' })", 'orders'],
  ])('is likely whatever somebody chose: %s', (text, value) => {
    expect(find(text)).toEqual([{ kind: 'signing-key', confidence: 'medium', value }]);
  });

  it.each([
    ["const jwtSecret = 'your-jwt-secret';"],
    ["const SESSION_SECRET = 'SESSION_SECRET';"],
    ["const labels = { jwtSecret: 'Geheimnis der Token' };"],
    ["const paths = { jwtSecret: 'auth.jwt.secret' };"],
    ["env({ SESSION_SECRET: 'test-session-secret' })"],
    ["columns('jwt_secret', 'jwks')"],
    ["{ kind: 'Ingress', secret: 'orders' }"],
  ])('is none in %s', (text) => {
    expect(find(text)).toEqual([]);
  });
});

describe('the seed phrase of a wallet', () => {
  const phrase = 'river lemon castle window planet tiger bottle silver garden monkey purple rocket';

  it('is what its name and its twelve words say', () => {
    expect(find(`const mnemonic = '${phrase}';`)).toEqual([{ kind: 'seed-phrase', confidence: 'medium', value: phrase }]);
  });

  it('is none with fewer words, under another name, or where networks for tests have it', () => {
    expect(find(`const mnemonic = '${phrase.split(' ').slice(1).join(' ')}';`)).toEqual([]);
    expect(find(`const authorToken = '${phrase}';`)).toEqual([]);
    expect(find(`const mnemonic = '${'test '.repeat(11)}junk';`)).toEqual([]);
  });
});

describe('a UUID', () => {
  const uuid = '4d3112b9-2a84-48c2-af9e-ec96b9aacf71';

  it('is likely a credential under the name of one, and never under that of some key', () => {
    expect(find(`const apiKey = '${uuid}';`)).toMatchObject([{ kind: 'generic-secret', confidence: 'medium' }]);
    expect(find(`const rowKey = '${uuid}';`, 'code', 'medium')).toEqual([]);
  });
});

describe('an example', () => {
  it('is less likely to be a secret than the same value elsewhere', () => {
    expect(find(`{ token: '${generated}' }`)).toMatchObject([{ confidence: 'medium' }]);
    expect(find(`{ token: { example: '${generated}' } }`, 'code', 'medium')).toEqual([]);
  });
});

describe('what stands below the key “example”', () => {
  it.each<[where: string, text: string, syntax: Syntax]>([
    ['beside it', `example: postgres://shop:${generated}@db.shop.dev/orders`, 'data'],
    ['in its object', `{ "example": { "token": "${generated}" } }`, 'json'],
    ['lines below', `examples:\n  first:\n    value:\n      id: 7\n\n      token: ${generated}\n`, 'data'],
  ])('is hardly a secret %s', (_, text, syntax) => {
    expect(find(text, syntax)).toMatchObject([{ confidence: 'low' }]);
  });

  it('does not reach the key behind it', () => {
    expect(find(`example:\n  id: 7\ntoken: ${generated}\n`, 'data')).toMatchObject([{ confidence: 'medium' }]);
  });
});

describe('a text that nobody wrote by hand', () => {
  it('is looked at for what tells by itself only', () => {
    const token = `glpat-${randomText(letters, 20, random)}`;
    const found = findSecrets(`a={token:"${generated}"};b="${token}"`, { syntax: 'code', confidence: 'low', knownOnly: true });
    expect(found.map(({ kind }) => kind)).toEqual(['gitlab-token']);
  });
});

describe('what is found', () => {
  it('has the place of the value, in UTF-16 units', () => {
    const text = `/* 🔑 */ const token = "${generated}";`;
    expect(findSecrets(text, { syntax: 'code', confidence: 'medium' })).toEqual([
      { kind: 'generic-secret', what: 'a secret', confidence: 'medium', name: 'token', start: 24, end: 56 },
    ]);
  });

  it('is one thing in one place, the most telling', () => {
    const token = `npm_${randomText(letters, 36, random)}`;
    expect(find(`const npmToken = "${token}";`).map(({ kind }) => kind)).toEqual(['npm-token']);
  });

  it('is in the order of the text', () => {
    const text = `a_secret = "${generated}"\nb_secret = "${hex}"\n`;
    expect(find(text).map(({ value }) => value)).toEqual([generated, hex]);
  });
});
