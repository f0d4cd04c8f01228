import { createRequire } from 'node:module';
import type { ESLint, Linter } from 'eslint';
import { generatedFiles, globs } from './globs.ts';
import type { RulesWithDocs } from './severities.ts';
import { severitiesFor } from './severities.ts';

/** The optional peers that read YAML, JSON and TOML, under the names that their languages have in a config. */
const peers = { yml: 'eslint-plugin-yml', json: '@eslint/json', toml: 'eslint-plugin-toml' } as const;

/**
 * The `config-files` config: what is recommended for Compose files, Kubernetes manifests, Dockerfiles, package.json and
 * the other files that say how a service is deployed.
 *
 * @param plugin the plugin object the blocks register under the name `delivery`
 * @param rules the rules to choose from
 * @param strict whether rules that are not recommended are part of it as well
 * @throws Error when a peer that reads one of the languages is not installed; it says how to install it
 */
export function configFilesConfig(plugin: ESLint.Plugin, rules: RulesWithDocs, strict = false): Linter.Config[] {
  const { yml, json, toml } = loadPeers();
  const name = strict ? 'delivery/config-files-strict' : 'delivery/config-files';
  const block = (files: readonly string[], language: string, others: Linter.Config['plugins'] = {}, languageOptions?: Linter.LanguageOptions): Linter.Config => ({
    name: `${name}/${language}`,
    files: [...files],
    ignores: [...generatedFiles],
    plugins: { delivery: plugin, ...others },
    language,
    ...(languageOptions && { languageOptions }),
    rules: severitiesFor(rules, language, (docs) => (strict ? (docs.strict ?? docs.recommended) : docs.recommended)),
  });
  return [
    block(globs.yaml, 'yml/yaml', { yml }),
    // Comments and trailing commas are common in files that are called .json.
    block(globs.json, 'json/jsonc', { json }, { allowTrailingCommas: true }),
    block(globs.toml, 'toml/toml', { toml }),
    block(globs.dotenv, 'delivery/dotenv'),
    block(globs.dockerfile, 'delivery/dockerfile'),
    block(globs.properties, 'delivery/properties'),
    block([...globs.text, ...globs.graphql], 'delivery/text'),
  ];
}

function loadPeers(): Record<keyof typeof peers, ESLint.Plugin> {
  const require = createRequire(import.meta.url);
  const missing: string[] = [];
  const load = (name: string): ESLint.Plugin => {
    try {
      const loaded = require(name) as ESLint.Plugin & { default?: ESLint.Plugin }; // each of the three exports a plugin
      return loaded.default ?? loaded;
    } catch (error) {
      if (!isNotFound(error)) throw error;
      missing.push(name);
      return {};
    }
  };
  const loaded = { yml: load(peers.yml), json: load(peers.json), toml: load(peers.toml) };
  if (missing.length > 0) throw missingPeers(missing);
  return loaded;
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
}

function missingPeers(missing: readonly string[]): Error {
  const error = new Error(
    `The config “delivery/config-files” reads YAML, JSON and TOML with plugins that are not installed. Run: npm install --save-dev ${missing.join(' ')}`,
  );
  // Where ESLint asked says nothing to those who wrote the config, and ESLint prints the stack.
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
