import type { ESLint, Rule } from 'eslint';
import { sqlRuleNames } from './sql-rule-names.ts';

/** The parts of the plugin object that the entry `eslint-plugin-delivery/sql` fills. */
type Fillable = { readonly [Part in 'rules' | 'languages' | 'configs']: NonNullable<ESLint.Plugin[Part]> };

/**
 * Puts placeholders where the SQL entry will put its rules, its language and its config: whoever uses one of them
 * without that entry gets a sentence that says what to import, instead of ESLint's “could not find”.
 *
 * They are not enumerable, so that nobody who lists the plugin's rules takes them for rules.
 */
export function explainMissingSqlEntry({ rules, languages, configs }: Fillable): void {
  for (const name of sqlRuleNames) {
    Object.defineProperty(rules, name, { configurable: true, value: placeholder(name) });
  }
  explain(languages, 'sql', 'the language delivery/sql');
  explain(configs, 'sql', 'the config delivery/sql');
  explain(configs, 'migrations', 'the config delivery/migrations');
}

function explain(record: object, part: string, user: string): void {
  Object.defineProperty(record, part, {
    configurable: true,
    get: () => {
      throw importOtherEntry(user);
    },
  });
}

/** Fine as long as it is “off”. ESLint 10.2 and later ask for the languages of a rule that is on; earlier ones create it. */
function placeholder(name: string): Rule.RuleModule {
  return {
    meta: {
      get languages(): never {
        throw importOtherEntry(`delivery/${name}`);
      },
    },
    create() {
      throw importOtherEntry(`delivery/${name}`);
    },
  };
}

function importOtherEntry(user: string): Error {
  const error = new Error(
    `Import “eslint-plugin-delivery/sql” instead of “eslint-plugin-delivery” in your ESLint config: ${user} needs the SQL parser that it loads.`,
  );
  // Where ESLint asked says nothing to those who wrote the config, and ESLint prints the stack.
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
