import type { ESLint, Linter } from 'eslint';
import { configFilesConfig } from './configs/config-files.ts';
import { recommendedConfig } from './configs/recommended.ts';
import { strictConfig } from './configs/strict.ts';
import { explainMissingSqlEntry } from './languages/sql/sql-entry-missing.ts';
import { textLanguages } from './languages/text-languages.ts';
import { manifest } from './manifest.ts';
import { rules } from './rules/index.ts';

/** The plugin as ESLint sees it. Its records are open, because the `./sql` entry adds to this same object. */
export interface DeliveryPlugin extends ESLint.Plugin {
  meta: { name: string; version: string; namespace: 'delivery' };
  rules: NonNullable<ESLint.Plugin['rules']>;
  languages: NonNullable<ESLint.Plugin['languages']>;
  configs: {
    recommended: Linter.Config[];
    strict: Linter.Config[];
    'config-files': Linter.Config[];
    'config-files-strict': Linter.Config[];
    [name: string]: Linter.Config[];
  };
}

/** The one plugin object of a process; configs refer to it, so it exists before they do. */
export const plugin: DeliveryPlugin = {
  meta: { name: manifest.name, version: manifest.version, namespace: 'delivery' },
  // The rules are typed with typescript-eslint's nodes, which know TypeScript syntax. Its rule context still declares
  // members that ESLint 10 removed, so the two types do not meet although the values do.
  rules: { ...rules } as unknown as DeliveryPlugin['rules'],
  languages: { ...textLanguages },
  configs: {
    recommended: [],
    strict: [],
    // The plugins that these two read YAML and JSON with are optional, and loaded when somebody asks.
    get 'config-files'() {
      return remembered('config-files', false);
    },
    get 'config-files-strict'() {
      return remembered('config-files-strict', true);
    },
  },
};

plugin.configs.recommended = recommendedConfig(plugin, rules);
plugin.configs.strict = strictConfig(plugin, rules);
explainMissingSqlEntry(plugin);

function remembered(name: string, strict: boolean): Linter.Config[] {
  const value = configFilesConfig(plugin, rules, strict);
  Object.defineProperty(plugin.configs, name, { value, configurable: true, enumerable: true, writable: true });
  return value;
}
