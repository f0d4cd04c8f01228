/**
 * How the text around is read: in `code` and `json` a value has quotes, in `data` (dotenv, YAML, properties) it may be
 * bare and chosen by a person, in `text` a bare value has to look generated.
 */
export type Syntax = 'code' | 'json' | 'data' | 'text';

const CODE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|go|py|rb|java|kts?|scala|groovy|rs|cs|php|swift|dart|c|h|cc|cpp|hpp|m|lua|ex|exs|clj|graphql|gql)$/;
const JSON_LIKE = /\.(?:json[5c]?|jsonl|ndjson|webmanifest)$|(?:^|\/)\.(?:babelrc|eslintrc|prettierrc|swcrc)$/;
const DATA =
  /(?:^|\/)(?:[^/]*\.env(?:\.[^/]*)?|env|Dockerfile[^/]*|Containerfile|[^/]*\.dockerfile|\.npmrc|\.yarnrc|\.netrc|_netrc|\.pypirc|\.pgpass|\.htpasswd|\.s3cfg|\.boto|credentials|Makefile|Procfile|[^/]*\.(?:ya?ml|toml|ini|cfg|conf|config|cnf|properties|tfvars|tf|hcl|sh|bash|zsh|fish|ps1|bat|cmd|service|env))$/i;

/**
 * @param path with forward slashes
 * @returns how values are written in the file; `text` for what is not known
 */
export function syntaxOf(path: string): Syntax {
  if (CODE.test(path)) return 'code';
  if (JSON_LIKE.test(path)) return 'json';
  return DATA.test(path) ? 'data' : 'text';
}

/** The sample of a program is a program. */
const PROGRAM = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|rb|go|java|kt|rs|cs|php)$/;
const EXAMPLE = /(?:^|\/)[^/]*[._-](?:example|sample|template|dist|defaults?)(?:\.[^/]*)?$|(?:^|\/)(?:example|sample)\.[^/]+$/i;

/**
 * Whether a file is there to be copied and filled in: `.env.example`, `values.sample.yaml`. What stands under a telling
 * name there is a placeholder, however random it looks; a provider's token is none.
 */
export function isExampleFile(path: string): boolean {
  return EXAMPLE.test(path) && !PROGRAM.test(path);
}
