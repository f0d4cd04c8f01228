import { nameService } from './providers/services.ts';

/**
 * What a name promises to hold.
 *
 * - `password`: what a person may have chosen
 * - `secret`: a token, key or secret that a machine made
 * - `key`: something called a key, which is often none that opens anything
 */
export type SlotKind = 'password' | 'secret' | 'key';

/** Words behind which a name tells of the secret without holding it: `tokenUrl`, `passwordField`, `secretName`. */
const ABOUT =
  'name|names|id|ids|uid|uri|url|urls|path|paths|file|filename|filepath|dir|folder|type|types|kind|length|len|size|count|counter|number|num|expiry|expires|expiration|exp|ttl|age|lifetime|timeout|duration|interval|header|headers|field|fields|label|labels|hint|placeholder|message|messages|msg|error|errors|regex|regexp|pattern|policy|param|params|parameter|prefix|suffix|status|state|event|events|action|actions|reset|change|changed|strength|rule|rules|required|enabled|disabled|visible|input|selector|class|classname|icon|title|text|description|desc|link|route|endpoint|page|screen|form|button|btn|modal|dialog|mode|format|provider|providers|service|services|method|methods|algorithm|alg|algo|version|scope|scopes|issuer|audience|index|column|table|ref|reference|arn|alias|location|digest|fingerprint|checksum|schema|validator|validation|validate|validity|manager|store|storage|handler|generator|budget|limit|limits|usage|price|cost|address|addr|symbol|decimals|options|option|config|settings|setting|props|module|component|controller|repository|entity|model|request|response|result|data|dto|info|meta|metadata|list|map|set|count|rotation|rotate|policy|exists|missing|used|valid|invalid|expired|revoked|created|updated|deleted|at|date|time|source|target|category|group|role|roles|permission|permissions|comment|note|notes|docs|help|tooltip|prompt|question|answer|subject|template|templates|email|mail|user|username|login|host|hostname|port|domain|region|bucket|env|var|variable|variables|key_?name|encoding|encoded|hash|hashed|digest|rounds|iterations|cost|match|mismatch|equal|equals|confirmationtext|locator|testid|test_id|xpath|css|style|color|svg|img|image|src|href|alt|aria|slug|locale|lang|language|display|show|hide|toggle|view|tab|section|step|flow|screen|story|stories|args|argtypes|example|examples|sample|demo|mock|fake|dummy|stub|fixture|placeholder';

const ABOUT_END = new RegExp(`_(?:${ABOUT})$`);

/** Words that say of a key or token that everybody may know it, or that it is for something else. */
const NOT_SECRET =
  /(?:^|_)(?:public|publishable|pub|pubkey|write|csrf|xsrf|foreign|primary|sort|partition|cache|query|i18n|intl|translation|trans|locale|idempotency|site|website|anon|client_id|react|object|dedup|dedupe|lookup|sharding|shard|routing|group_by|group|row|column|col|field|prop|property|map|hash|dict|index|unique|storage|local_storage|session_storage|json|yaml|config|feature|flag|measurement|domain_verification|site_verification|tracking|analytics|ingest|vapid|ssh_pub|hot|short|shortcut|keyboard|arrow|tab|nav|menu|route|path|file|dataset|data|document|sheet|spreadsheet|metric|label|sub|parent|child|entity|record|item|node|edge|sync|state|status|event|error|message|msg|title|text|type|enum|const|is|has|no|missing|invalid|wrong|bad|expired|max|min|num|total|count|per|design|color|theme|css|syntax|lexer|parser|token_type|cancel|cancellation|abort|page|pagination|next|prev|continuation|cursor|sync|resume|position|offset|etag|version|commit|sha|sha1|sha256|md5|checksum|integrity|hash|digest|fingerprint|thumbprint|signature|encrypted|cipher|ciphertext|hashed|masked|redacted|obfuscated|erc20|nft|mint|contract|recaptcha_site|captcha_site)(?:_|$)/;

const PASSWORD =
  /(?:passw(?:or)?ds?|passwrd|passwort|passphrase|passcode|passwd|(?:^|_)(?:master_?auth|psk|pass|pwd|psw|pw|psswd|contrasena|senha)|(?:^|_)[a-z]{0,8}(?:pwd|pass))(?:_(?:confirm|confirmation|repeat|again|verify|\d+))?$/;
const SECRET =
  /(?:salts?|peppers?|secrets?|secret_or_(?:private_)?key|tokens?|api_?keys?|credentials?|creds?|bearer|authorization|(?:^|_)(?:auth|auth_?code|otp|jwt|pat|sk|wif|authn|seed_phrase|mnemonic)|pass_?key|access_?code|security_?code)$/;
const KEY_BEFORE =
  /(?:api|access|private|priv|secret|auth|encryption|encrypt|decryption|signing|sign|signature|account|service|master|shared|license|session|jwt|hmac|webhook|client|subscription|subscr|app|application|admin|deploy|deployment|security|sec|crypto|server|cookie|aes|rsa|ssh|host|user|consumer|developer|dev|prod|production|live|test|integration|rest|sdk|management|project|workspace|team|org|root|token|password|storage_account|primary_access|bot|hub|store|device|sendgrid|stripe|openai|aws|google|gcp|maps|firebase|azure)_?keys?$/;
const ANY_KEY = /(?:^|_)[a-z0-9]{2,30}_?keys?$/;

/** `API_KEY_HEROKU`, `tokenGitlab`. */
const NAMES_SERVICE_BEHIND = /(?:^|_)(?:(?:api|secret|access)?_?key|token|secret)_[a-z\d]+$/;

/** The key of Rails and Phoenix, and of a service, whatever the words in them mean elsewhere. */
const ALWAYS_SECRET = /(?:^|_)(?:secret_key_base|cypress_record_key)$/;

/** Parts of a name that say nothing about what it holds, at its end. */
const DECORATION =
  /_(?:value|val|string|str|default|prod|production|staging|stage|dev|development|live|sandbox|v?\d{1,3}|new|old|current|hex|base64|b64|raw|plain|plaintext|clear|cleartext|override|fallback|const|constant|local|test|main|primary|secondary|backup)$|(?<=(?:^|_)(?:access_key|secret|secret_key))_id$/;

/** A program has the same names over and over. */
const MOST_REMEMBERED = 20_000;
const normalised = new Map<string, string>();
const remembered = new Map<string, SlotKind | undefined>();

/** A name in snake_case with its dots as separators: `process.env.DB_Password` is `process_env_db_password`. */
export function normaliseName(name: string): string {
  let normal = normalised.get(name);
  if (normal === undefined) {
    if (normalised.size >= MOST_REMEMBERED) normalised.clear();
    normalised.set(name, (normal = toSnakeCase(name)));
  }
  return normal;
}

/** The same for a text that is met once. */
export function toSnakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_|_$/g, '')
    .toLowerCase();
}

/** @returns what a name promises to hold, or undefined when it promises no secret */
export function slotKindOf(name: string): SlotKind | undefined {
  if (remembered.has(name)) return remembered.get(name);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const kind = judgeName(name);
  remembered.set(name, kind);
  return kind;
}

function judgeName(name: string): SlotKind | undefined {
  const whole = normaliseName(name.split(/[.:/]/).filter(Boolean).slice(-3).join('_'));
  const plain = whole.replace(DECORATION, '').replace(DECORATION, '').replace(/(?<=[a-z])\d{1,2}$/, '');
  if (/(?:key_?word|key_?board|monkey|turkey|donkey|hockey|author(?!iz)|tokeniz|bypass|compass|passenger|passage|passive|passport|one_?password|1_?password|secretar|pass(?:es|ed|ing))/.test(whole)) return undefined;
  if (PASSWORD.test(plain)) return /(?:^|_)(?:label|title|text|error|is|has|no|show|hide|invalid|incorrect|wrong|required|missing|empty|forgot|reset|change|update|set|min|max|hashed|encrypted)(?:_|$)/.test(plain.replace(/(?:clear|plain)_text_/, '')) ? undefined : 'password';
  if (ALWAYS_SECRET.test(plain)) return 'secret';
  if (ABOUT_END.test(plain)) return undefined;
  if (NOT_SECRET.test(plain)) return undefined;
  if (SECRET.test(plain) || KEY_BEFORE.test(plain)) return 'secret';
  const words = plain.split('_');
  if (NAMES_SERVICE_BEHIND.test(plain) && nameService(words.slice(-1))) return 'secret';
  if (!ANY_KEY.test(plain) && plain !== 'key') return undefined;
  return nameService(words) ? 'secret' : 'key';
}
