import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findSecrets } from '../../src/secrets/find-secrets.ts';
import type { Syntax } from '../../src/secrets/syntax-of.ts';
import { randomNumbers, randomText } from './generated-samples.ts';

const random = randomNumbers(23);
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** “kind: confidence” of everything that is found. */
function find(text: string, syntax: Syntax = 'code'): string[] {
  return findSecrets(text, { syntax, confidence: 'low' }).map(({ kind, confidence }) => `${kind}: ${confidence}`);
}

describe('private keys', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const dashes = '-'.repeat(5);

  it.each<[string, string]>([
    ['a file', pem],
    ['a string with escapes', `const key = "${pem.replaceAll('\n', '\\n')}";`],
    ['a template', `const key = \`${pem}\`;`],
    ['strings that are joined', pem.trim().split('\n').map((line) => `'${line}\\n'`).join(' +\n')],
    ['YAML, indented', `key: |\n${pem.replaceAll(/^/gm, '    ')}`],
    ['base64 once more', `KEY=${Buffer.from(pem).toString('base64')}`],
    ['a key that was cut off', pem.slice(0, 120)],
  ])('are found in %s', (_, text) => {
    expect(find(text)).toEqual(['private-key: high']);
  });

  it.each<[string, KeyObject, 'pkcs1' | 'pkcs8' | 'sec1']>([
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey, 'pkcs1'],
    ['RSA in PKCS #8', generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey, 'pkcs8'],
    ['P-256', privateKey, 'sec1'],
    ['P-256 in PKCS #8', privateKey, 'pkcs8'],
    ['Ed25519', generateKeyPairSync('ed25519').privateKey, 'pkcs8'],
  ])('are found in base64 alone: %s', (_, key, type) => {
    const body = key.export({ type, format: 'der' }).toString('base64');
    expect(find(`settings.load('${body}')`)).toEqual(['private-key: high']);
    expect(find(`key: |\n  ${body.replaceAll(/.{64}/g, '$&\n  ')}`)).toEqual(['private-key: high']);
    expect(find(`settings.load('${body.slice(0, -8)}')`)).toEqual([]);
  });

  it('are found as the private part of a JSON Web Key', () => {
    expect(find(JSON.stringify(privateKey.export({ format: 'jwk' })))).toEqual(['json-web-key: high']);
    expect(find(JSON.stringify(publicKey.export({ format: 'jwk' })))).toEqual([]);
  });

  it('are found as the private part of a JSON Web Key that JavaScript writes', () => {
    const { d, ...rest } = privateKey.export({ format: 'jwk' });
    const inCode = (members: object) => JSON.stringify(members).replace(/"(\w+)":"([^"]+)"/g, "$1: '$2'");
    expect(find(`jwks.add(${inCode({ ...rest, d })})`)).toEqual(['json-web-key: high']);
    expect(find(`jwks.add(${inCode(rest)})`)).toEqual([]);
    expect(find("jwks.add({ kty: 'oct', k: 'your-key-for-the-tests' })")).toEqual([]);
  });

  it('are less of a leak when a passphrase protects them', () => {
    const encrypted = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'horse' });
    expect(find(encrypted.toString())).toEqual(['private-key: low']);
  });

  it.each<[string, string]>([
    ['a public key', publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    ['a public key in base64 alone', publicKey.export({ type: 'spki', format: 'der' }).toString('base64')],
    ['a marker that code looks for', `if (text.startsWith('${dashes}BEGIN PRIVATE KEY${dashes}')) parse(text);`],
    ['a stub', `${dashes}BEGIN PRIVATE KEY${dashes}\n...\n${dashes}END PRIVATE KEY${dashes}`],
    ['a placeholder', `${dashes}BEGIN PRIVATE KEY${dashes}\n<your key>\n${dashes}END PRIVATE KEY${dashes}`],
    ['the same character over and over', `${dashes}BEGIN PRIVATE KEY${dashes}\n${'x'.repeat(80)}\n${dashes}END PRIVATE KEY${dashes}`],
  ])('are not found in %s', (_, text) => {
    expect(find(text)).toEqual([]);
  });
});

describe('JSON Web Tokens', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signature = randomText(letters, 43, random);
  const token = (claims: object, header: object = { alg: 'HS256', typ: 'JWT' }) => `${encode(header)}.${encode(claims)}.${signature}`;

  it('are found by what they say', () => {
    expect(find(`const session = '${token({ sub: '8731', iat: 1790000000 })}';`)).toEqual(['json-web-token: high']);
  });

  it('are found when they were encoded once more', () => {
    const encoded = Buffer.from(token({ sub: '8731', iat: 1790000000 })).toString('base64');
    expect(find(`data: ${encoded}`, 'data')).toEqual(['json-web-token: high']);
  });

  it('are told apart when they open a database for everything', () => {
    expect(find(token({ iss: 'acme', role: 'service_role', iat: 1790000000 }))).toEqual(['supabase-service-role-key: high']);
    expect(find(`const token = '${token({ iss: 'acme', role: 'anon', iat: 1790000000 })}';`)).toEqual([]);
  });

  it.each([
    ['the sample that everybody copies', token({ sub: '1234567890', name: 'John Doe', iat: 1516239022 })],
    ['three words with dots', 'eyJoZWxsbw.eyJoZWxsbw.hello'],
    ['two parts without a signature', token({ sub: '8731' }).split('.').slice(0, 2).join('.')],
  ])('are not found in %s', (_, text) => {
    expect(find(`'${text}'`)).toEqual([]);
  });
});

describe('URLs with credentials', () => {
  const password = randomText(letters, 20, random);

  it.each<[string, string]>([
    [`postgres://shop:${password}@db.shop.dev/orders`, 'url-credentials: high'],
    [`mongodb+srv://shop:${password}@cluster0.mongodb.net`, 'url-credentials: high'],
    [`redis://:${password}@cache.shop.dev:6379`, 'url-credentials: high'],
    [`https://${password}@github.com/shop/orders.git`, 'url-credentials: high'],
    [['amqp://shop:sum', 'mer26@mq.shop.dev'].join(''), 'url-credentials: medium'],
    [`clickhouse://shop:${password}@clickhouse:9000`, 'url-credentials: medium'],
    [['mysql://root:sum', 'mer26@localhost/orders'].join(''), 'url-credentials: medium'],
    // What a test would call its password, for a service that has a name
    [['postgres://app:s3cr3t', 'Passw0rd@db.internal/app'].join(''), 'url-credentials: medium'],
    [['postgres://app:hunter', '2pw@db.shop.dev/app'].join(''), 'url-credentials: medium'],
    [`postgres://app:${password}@10.0.4.17/app`, 'url-credentials: medium'],
    [['postgres://app:s3cr3t', 'Passw0rd@localhost/app'].join(''), 'url-credentials: low'],
    [['postgres://user:s3cr3t', 'Passw0rd@db.shop.dev/app'].join(''), 'url-credentials: low'],
    ['postgres://app:secret@db.shop.dev/app', 'url-credentials: low'],
    ['postgres://postgres:postgres@localhost:5432/orders', 'url-credentials: low'],
    [['https://shop:sum', 'mer26@shop.example.com'].join(''), 'url-credentials: low'],
  ])('%s', (url, finding) => {
    expect(find(`connect('${url}')`)).toEqual([finding]);
  });

  it.each([
    'https://shop.dev:8443/orders@2',
    'postgres://${user}:${password}@db.shop.dev/orders',
    'postgres://$USER:$PASSWORD@db.shop.dev/orders',
    'postgres://<user>:<password>@<host>/orders',
    'postgres://USER:YOUR_PASSWORD@HOST/orders',
    'postgres://app:change-me-1@db.shop.dev/orders',
    'https://shop.dev/a:b@c',
    'git+ssh://git@github.com/shop/orders.git',
  ])('not %s', (url) => {
    expect(find(`connect('${url}')`)).toEqual([]);
  });
});

describe('basic authentication', () => {
  const encode = (text: string) => Buffer.from(text).toString('base64');

  it('is found in a header', () => {
    expect(find(`{ Authorization: 'Basic ${encode(['orders', 'k3Vq9zLw'].join(':'))}' }`)).toEqual(['basic-credentials: high']);
  });

  it('is found where registries keep it', () => {
    const auth = encode(['orders', 'k3Vq9zLw'].join(':'));
    expect(find(`//npm.shop.dev/:_auth=${auth}`, 'data')).toEqual(['registry-credentials: high']);
    expect(find(`{ "auths": { "ghcr.io": { "auth": "${auth}" } } }`)).toEqual(['registry-credentials: high']);
  });

  it('is found behind curl', () => {
    expect(find(`curl -s -u shop:${['k3Vq', '9zLw'].join('')} https://shop.dev`, 'text')).toEqual(['curl-credentials: medium']);
  });

  it.each([
    ['is a phrase', 'a Basic introduction'],
    ['is no pair', `Basic ${randomBytes(24).fill(7).toString('base64')}`],
    ['is built', "'Basic ' + btoa(user + ':' + password)"],
    ['is a placeholder', 'curl -u $USER:$PASSWORD https://shop.dev'],
  ])('is not found where it %s', (_, text) => {
    expect(find(text, 'text')).toEqual([]);
  });

  it('is a default where it is one', () => {
    expect(find(`'Basic ${encode('user:password')}'`)).toEqual(['basic-credentials: low']);
    expect(find(`'Basic ${encode('user:pass')}'`)).toEqual(['basic-credentials: low']);
  });
});

describe('keys that are arguments', () => {
  const key = randomText(letters, 24, random);

  it('are found where they sign', () => {
    expect(find(`crypto.createHmac('sha256', '${key}').update(body)`)).toEqual(['signing-key: medium']);
    expect(find(`jwt.sign({ sub: user.id, role: 'buyer' }, '${key}', { expiresIn: '1h' })`)).toEqual(['signing-key: medium']);
    expect(find(`jwt.verify(token, "${key}")`)).toEqual(['signing-key: medium']);
    expect(find(`cookieParser('${key}')`)).toEqual(['signing-key: medium']);
  });

  it('are found where they encrypt', () => {
    expect(find(`crypto.createCipheriv('aes-256-cbc', '${key}', iv)`)).toEqual(['signing-key: medium']);
    expect(find(`crypto.createDecipheriv(algorithm, Buffer.from('${key}'), iv)`)).toEqual(['signing-key: medium']);
  });

  it('are none where they are read', () => {
    expect(find("crypto.createHmac('sha256', process.env.SIGNING_KEY).update('k3Vq9zLwT7')")).toEqual([]);
    expect(find("jwt.sign(claims, secret, { algorithm: 'HS256' })")).toEqual([]);
  });
});

describe('a string that a key argument only begins with', () => {
  it('is no key', () => {
    expect(find("crypto.createHmac('sha256', 'AWS4' + secret)")).toEqual([]);
  });
});

describe('passwords in other places', () => {
  const password = ['sum', 'mer26x'].join('');

  it.each<[text: string, syntax: Syntax]>([
    ['sshpass -p § ssh shop.dev', 'data'],
    ['mysqldump -h db -u root -p§ orders', 'data'],
    ['docker login -u shop -p § ghcr.io', 'data'],
    ['redis-cli -h cache -a § ping', 'data'],
    ['smbclient -U shop%§ //files/orders', 'data'],
    ['ldapsearch -x -D cn=shop -w § -b dc=shop', 'data'],
    ['sqlcmd -S db -U shop -P §', 'data'],
    ['mongodump -u shop -p § orders', 'data'],
    ['az login --service-principal -u shop -p §', 'data'],
    ['zip -r -P § orders.zip orders', 'data'],
    ['7z x -p§ orders.7z', 'data'],
    ['rabbitmqctl add_user shop §', 'data'],
    ['sqlplus shop/§@orders', 'data'],
    ['url=jdbc:oracle:thin:shop/§@//db.shop.dev:1521/orders', 'text'],
    ['keytool -genkey -storepass § -alias shop', 'data'],
    ['gpg --batch --passphrase § -d orders', 'data'],
    ['echo § | sudo -S id', 'data'],
    ['requirepass §', 'text'],
    ['psk="§"', 'data'],
    ["new mysqli('localhost', 'shop', '§', 'orders')", 'code'],
    ["new PDO($dsn, 'shop', '§')", 'code'],
    ['DriverManager.getConnection(url, "shop", "§")', 'code'],
    ['htpasswd -bc users shop §', 'data'],
    ['echo § | docker login -u shop --password-stdin', 'data'],
    ['echo "root:§" | chpasswd', 'data'],
    ["ConvertTo-SecureString '§' -AsPlainText -Force", 'text'],
    ["CREATE USER shop IDENTIFIED BY '§';", 'text'],
    ["SET PASSWORD FOR 'shop'@'%' = PASSWORD('§');", 'text'],
    ['db.shop.dev:5432:orders:shop:§', 'text'],
    ['PGPASSWORD=§ psql', 'data'],
    ['url=jdbc:mysql://db/orders?user=shop&password=§', 'data'],
    ['POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-§}', 'data'],
    ['variable "db_password" {\n  type    = string\n  default = "§"\n}', 'data'],
    ['<key>password</key>\n<string>§</string>', 'text'],
    ['<setting name="password"><value>§</value></setting>', 'text'],
    ['Username: shop\nPassword: §', 'text'],
    ["define('DB_PASSWORD', '§');", 'code'],
    ['os.environ.get("DB_PASSWORD", "§")', 'code'],
    ['#define WIFI_PASSWORD "§"', 'code'],
    ['requests.get(url, auth=("shop", "§"))', 'code'],
    ["axios.get(url, { auth: ['shop', '§'] })", 'code'],
    ["login('shop', '§')", 'code'],
    ['new NetworkCredential("shop", "§")', 'code'],
    ["basicAuth({ users: { shop: '§' } })", 'code'],
    ["mysqli_connect('localhost', 'shop', '§')", 'code'],
    ["'Basic ' + btoa('shop:§')", 'code'],
    ["Buffer.from('shop:§').toString('base64')", 'code'],
    ["page.getByLabel('Password').fill('§')", 'code'],
    ["page.fill('#password', '§')", 'code'],
  ])('are found in %s', (text, syntax) => {
    const found = findSecrets(text.replace('§', password), { syntax, confidence: 'medium' });
    expect(found.map(({ kind, start, end }) => `${kind}: ${text.replace('§', password).slice(start, end)}`)).toEqual([`password: ${password}`]);
  });

  it.each<[text: string, syntax: Syntax]>([
    ['sshpass -p "$PASSWORD" ssh shop.dev', 'data'],
    ['mysql -u root -p orders', 'data'],
    ['docker login -u shop -p ${{ secrets.TOKEN }}', 'data'],
    ['docker run -p 8080:8080 shop', 'data'],
    ['docker run mongo -p 27017:27017', 'data'],
    ['unzip -P "$PASSWORD" orders.zip', 'data'],
    ['gpg --passphrase-file orders7.txt -d orders', 'data'],
    ['sqlplus shop/$PASSWORD@orders', 'data'],
    ['echo "$TOKEN" | docker login --password-stdin', 'data'],
    ["CREATE USER shop IDENTIFIED BY 'your-password';", 'text'],
    ['POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-postgres}', 'data'],
    ['Password: at least eight characters', 'text'],
    ['password: string1', 'text'],
    ["type Lock = 'pin' | 'password' | 'device';", 'code'],
    ["login('google', 'redirect')", 'code'],
    ['os.environ.get("RABBITMQ_PASSWORD", "guest")', 'code'],
    ["btoa('user:password')", 'code'],
    ['"private": "Private Key",\n"format": "PFX/PKCS#12"', 'json'],
  ])('are not found in %s', (text, syntax) => {
    expect(findSecrets(text, { syntax, confidence: 'medium' })).toEqual([]);
  });

  it('are found where prose names the key', () => {
    const key = randomText(letters, 32, random);
    expect(find(`The API key is \`${key}\`.`, 'text')).toEqual(['generic-secret: medium']);
    expect(find(`| token | ${key} |`, 'text')).toEqual(['generic-secret: medium']);
  });

  it('are found where a key is derived from them, and where they encrypt', () => {
    expect(find(`crypto.scryptSync('${password}', salt, 32)`)).toEqual(['signing-key: medium']);
    expect(find(`CryptoJS.AES.encrypt(JSON.stringify(order), '${password}')`)).toEqual(['signing-key: medium']);
  });
});

describe('manifests of Kubernetes', () => {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  const secret = (data: string) => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: orders\ndata:\n${data}---\nkind: Service\ndata:\n  db: ${encode('sum' + 'mer26x')}\n`;

  it('have every secret in base64, whatever its name', () => {
    const text = secret(`  db: ${encode(['sum', 'mer26x'].join(''))}\n  smtp: "${encode(randomText(letters, 30, random))}"\n`);
    expect(findSecrets(text, { syntax: 'data', confidence: 'low' }).map(({ name, start, end }) => `${name}: ${text.slice(start, end)}`)).toEqual(
      Array.from(text.matchAll(/^ {2}(db|smtp): "?([\w=]+)"?$/gm), ([, name, value]) => `${name}: ${value}`).slice(0, 2),
    );
  });

  it('have users, hosts and placeholders beside them', () => {
    expect(find(secret(`  username: ${encode('shop-admin-7')}\n  host: ${encode('db7.shop.dev')}\n  db: ${encode('<your password>')}\n`), 'data')).toEqual([]);
  });

  it('have the passwords of registries as one value', () => {
    const auth = encode(['shop', randomText(letters, 20, random)].join(':'));
    const config = encode(JSON.stringify({ auths: { 'ghcr.io': { auth } } }));
    expect(find(`data:\n  .dockerconfigjson: ${config}\n`, 'data')).toEqual(['registry-credentials: high']);
    expect(find(`data:\n  .dockerconfigjson: ${encode(JSON.stringify({ auths: { 'ghcr.io': { email: 'ops@shop.dev', server: 'x' } } }))}\n`, 'data')).toEqual([]);
  });
});
