// Who may import whom. A layer is a folder, or a file, directly inside `folder`; the picture is in docs/architecture.md.
// ESLint reads this table (eslint/layer-imports.js) and reports every import that it does not allow.

/**
 * @typedef {object} Layer
 * @property {readonly string[] | 'everything'} imports the layers that it may import; `everything` leaves out only the outermost ones
 * @property {readonly string[]} [typesOf] layers of which it may import types only
 */

/**
 * @typedef {object} LayeredFolder
 * @property {string} folder
 * @property {readonly string[]} outermost nobody imports these
 * @property {Readonly<Record<string, Layer>>} [layers] left out where everybody may import everybody
 * @property {readonly { packages: readonly string[], onlyIn: readonly string[], reason: string }[]} packages
 *   packages that only some layers may import
 */

/** @type {readonly LayeredFolder[]} */
export const layeredFolders = [
  {
    folder: 'packages/antipatterns/src',
    outermost: ['index'],
    packages: [{ packages: ['*'], onlyIn: [], reason: 'delivery-antipatterns has no dependency and runs in a browser' }],
  },
  {
    folder: 'packages/sqllint/src',
    outermost: ['cli'],
    layers: {
      changes: { imports: [] },
      'dialect-name': { imports: [] },
      text: { imports: [] },
      // What is asked of git, for the command and for ESLint alike.
      git: { imports: [] },
      dialects: { imports: ['changes', 'dialect-name', 'text'] },
      schema: { imports: ['changes', 'dialect-name', 'text'] },
      facts: { imports: ['changes', 'dialect-name', 'schema'] },
      migrations: { imports: ['text'], typesOf: ['changes'] },
      transactions: { imports: ['changes', 'dialect-name', 'schema', 'facts'], typesOf: ['migrations'] },
      rules: { imports: ['changes', 'dialect-name', 'schema', 'transactions', 'facts', 'text'], typesOf: ['migrations', 'table-hints'] },
      verdict: { imports: [] },
      'table-hints': { imports: [] },
      // What code names, for the command and for ESLint alike.
      workspace: { imports: ['text'] },
      // Text, files and layouts; what is safe to rewrite the rules say.
      fixing: { imports: ['migrations', 'schema', 'text'], typesOf: ['changes', 'dialects', 'lint-result', 'rules'] },
      'lint-result': { imports: [], typesOf: ['facts', 'migrations', 'rules', 'verdict'] },
      lookups: { imports: ['changes', 'schema', 'table-hints'], typesOf: ['rules'] },
      'change-context': { imports: [], typesOf: ['lookups', 'rules'] },
      'replay-up': {
        imports: ['changes', 'schema', 'transactions', 'facts', 'lookups', 'change-context', 'table-hints'],
        typesOf: ['lint-result', 'rules'],
      },
      'follow-calls': { imports: [], typesOf: ['changes', 'dialects', 'schema'] },
      replay: {
        imports: ['changes', 'schema', 'transactions', 'facts', 'text', 'parse-script', 'replay-up'],
        typesOf: ['dialects', 'migrations', 'rules'],
      },
      spelling: { imports: [], typesOf: ['changes', 'schema'] },
      'parse-script': { imports: ['follow-calls', 'spelling'], typesOf: ['changes', 'dialects', 'migrations', 'schema'] },
      judge: { imports: ['verdict', 'facts'], typesOf: ['replay', 'rules'] },
      'directives-in-use': { imports: ['text'], typesOf: ['changes', 'migrations', 'replay-up', 'rules'] },
      contract: { imports: ['text'], typesOf: ['migrations', 'rules'] },
      'contract-before-deploy': { imports: ['rules', 'workspace'], typesOf: ['migrations', 'replay-up'] },
      'finding-from': { imports: ['text'], typesOf: ['lint-result', 'migrations', 'replay-up', 'rules'] },
      lint: {
        imports: ['replay', 'replay-up', 'judge', 'contract', 'contract-before-deploy', 'directives-in-use', 'finding-from', 'verdict', 'rules', 'migrations', 'dialects', 'schema', 'transactions', 'facts', 'changes', 'text'],
        typesOf: ['lint-result', 'table-hints'],
      },
      down: { imports: ['schema', 'facts', 'text', 'parse-script', 'replay', 'replay-up', 'rules', 'lint'], typesOf: ['changes', 'dialects', 'migrations'] },
      // The same question, asked of a real database; what it is told by way of parsers and downs is handed to it.
      verify: { imports: ['facts', 'text', 'dialect-name', 'finding-from'], typesOf: ['dialects', 'lint-result', 'migrations', 'rules', 'verdict'] },
      // The names of rules, layouts and dialects are handed to it, so that a configuration can be read before they are loaded.
      config: { imports: ['text'], typesOf: ['dialect-name', 'lint-result', 'table-hints'] },
      report: { imports: ['facts', 'verdict', 'text'], typesOf: ['lint', 'lint-result', 'rules', 'migrations'] },
      index: { imports: 'everything' },
      cli: { imports: 'everything' },
    },
    packages: [
      { packages: ['libpg-query', '@pgsql/*', 'sqlite3-parser'], onlyIn: ['dialects'], reason: 'a parser is known to its dialect alone' },
      {
        packages: ['@electric-sql/pglite', 'pg', 'mysql2', 'mysql2/promise', '@sqlite.org/sqlite-wasm', 'node-sqlite3-wasm'],
        onlyIn: ['verify'],
        reason: 'a database is an optional peer that only `sqllint verify` opens',
      },
      { packages: ['commander'], onlyIn: ['cli'], reason: 'options are read in one place' },
      {
        packages: ['node:*'],
        onlyIn: ['migrations', 'config', 'git', 'verify', 'cli'],
        reason: 'the rest runs in a browser, on text that it is given',
      },
    ],
  },
  {
    folder: 'packages/eslint-plugin/src',
    outermost: ['sql', 'cli'],
    layers: {
      manifest: { imports: [] },
      settings: { imports: [] },
      knowledge: { imports: [] },
      secrets: { imports: [] },
      project: { imports: [] },
      'secret-places': { imports: ['analysis', 'secrets'] },
      'documentation-url': { imports: ['manifest'] },
      'create-rule': { imports: ['documentation-url'] },
      analysis: { imports: ['knowledge'] },
      // A file and what it was at the baseline.
      comparison: { imports: ['analysis', 'project', 'settings'] },
      // Environment variables: where code reads them, and what the manifest says of them.
      environment: { imports: ['analysis', 'knowledge', 'project'] },
      // Code across files: read by a parser of its own, which is fast enough for it.
      modules: { imports: ['project'] },
      routes: { imports: ['knowledge', 'modules'] },
      health: { imports: ['analysis', 'knowledge', 'modules', 'routes'], typesOf: ['project'] },
      api: { imports: ['analysis', 'knowledge', 'modules', 'routes', 'config-files'], typesOf: ['project'] },
      servers: { imports: ['analysis', 'knowledge', 'modules'], typesOf: ['project'] },
      // Feature flags: where code asks for them, and what the registry says of them.
      flags: { imports: ['analysis', 'knowledge', 'project', 'settings'] },
      'operational-values': { imports: ['analysis', 'knowledge'] },
      endpoints: { imports: ['analysis', 'knowledge'] },
      // Functions that consume messages of other processes.
      messages: { imports: ['analysis', 'knowledge'] },
      migrations: { imports: ['analysis', 'knowledge'] },
      languages: { imports: ['project'] },
      'config-files': { imports: ['knowledge'] },
      rules: {
        imports: ['create-rule', 'settings', 'operational-values', 'endpoints', 'messages', 'migrations', 'secrets', 'secret-places', 'project', 'comparison', 'environment', 'flags', 'modules', 'routes', 'health', 'servers', 'api', 'analysis', 'knowledge', 'config-files'],
        typesOf: ['languages'],
      },
      configs: { imports: ['rules', 'languages'], typesOf: ['create-rule'] },
      plugin: { imports: ['configs', 'rules', 'languages', 'manifest'] },
      index: { imports: 'everything' },
      sql: { imports: 'everything' },
      cli: { imports: ['api', 'config-files', 'manifest', 'modules', 'project'] },
    },
    packages: [
      {
        packages: ['eslint', '@eslint/*', '@typescript-eslint/*'],
        onlyIn: [
          'create-rule',
          'analysis',
          'comparison',
          'environment',
          'flags',
          'operational-values',
          'endpoints',
          'messages',
          'secret-places',
          'migrations',
          'languages',
          'rules',
          'configs',
          'plugin',
          'index',
          'sql',
        ],
        reason: 'data and detectors are of use without ESLint',
      },
    ],
  },
];
