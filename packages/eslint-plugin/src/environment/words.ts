import type { Question } from '../project/text-index.ts';

/** What lists or tells of variables, and does not use them; `env.ts` does. */
const listing = /(?:^|\/)(?:[^/]*\.)?env(?:\.(?!(?:[cm]?[jt]sx?|py|go|rb|php)$)[^/]*)?$|\.(?:mdx?|txt|rst|adoc|lock|svg|snap|csv|po)$|(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|go\.sum)$/iu;

/** What a service is deployed with. */
const deployment = /\.(?:ya?ml|json|toml|tf|tfvars|hcl|properties|ini|conf|env|d\.ts)$|(?:^|\/)(?:Dockerfile|Containerfile|Procfile)[^/]*$|(?:^|\/)\.env[^/]*$/iu;

const word = /[A-Za-z_][A-Za-z\d_]*/gu;

/** Every word of every file that may use a variable, in lower case: settings classes of other languages read `DB_URL` as `db_url`. */
export const usedWords: Question<ReadonlySet<string>> = {
  isAbout: (path) => !listing.test(path),
  pattern: /_|env/iu,
  read: (text) => new Set((text.match(word) ?? []).map((found) => found.toLowerCase())),
};

/** The names in capitals in every file that a service is deployed with. */
export const deployedNames: Question<ReadonlySet<string>> = {
  isAbout: (path) => deployment.test(path),
  pattern: /[A-Z]_[A-Z]/u,
  read: (text) => new Set(text.match(/[A-Z][A-Z\d]*(?:_+[A-Z\d]+)+/gu) ?? []),
};

/** Where code puts a name together: the parts that are written down, with a mark in the place of the others. */
export const composedNames: Question<readonly RegExp[]> = {
  isAbout: (path) => /\.(?:[cm]?[jt]sx?|py|go|rb|sh|ya?ml)$/u.test(path),
  pattern: /[A-Z\d]_\$\{|\}_[A-Z\d]|[A-Z\d]_['"`]\s*\+|[A-Z\d]_%s/u,
  read: (text) => [...text.matchAll(/([A-Z][A-Z\d_]*_)(?:\$\{|['"`]\s*\+|%s)|\}(_[A-Z][A-Z\d_]*)/gu)].flatMap(([, before, behind]) => (before === undefined ? behind === undefined ? [] : [new RegExp(`${behind}$`, 'u')] : [new RegExp(`^${before}`, 'u')])),
};
