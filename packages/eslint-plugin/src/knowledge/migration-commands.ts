/** Programs that apply migrations, and the words behind their name that make them do so. */
export const migrationCommands: readonly { readonly program: RegExp; readonly words: RegExp }[] = [
  { program: /^prisma$/u, words: /\bmigrate (?:deploy|dev|reset)\b|\bdb push\b/u },
  { program: /^sequelize(?:-cli)?$/u, words: /\bdb:migrate(?![\w:])/u },
  { program: /^typeorm(?:-ts-node-\w+)?$/u, words: /\bmigrations?:run\b/u },
  { program: /^knex$/u, words: /\bmigrate:(?:latest|up)\b/u },
  { program: /^node-pg-migrate$/u, words: /\bup\b/u },
  { program: /^drizzle-kit$/u, words: /\b(?:migrate|push)\b/u },
  { program: /^db-migrate$/u, words: /\bup\b/u },
  { program: /^mikro-orm$/u, words: /\bmigration:up\b/u },
  { program: /^medusa$/u, words: /\bdb:migrate\b|\bmigrations run\b/u },
  { program: /^payload$/u, words: /^migrate(?![\w:])/u },
  { program: /^directus$/u, words: /^(?:bootstrap|database migrate:latest)\b/u },
  { program: /^graphile-migrate$/u, words: /^migrate\b/u },
  { program: /^dbmate$/u, words: /\b(?:up|migrate)\b/u },
  { program: /^goose$/u, words: /\bup\b/u },
  // golang-migrate, and what people call a program of their own.
  { program: /^(?:db-)?migrat(?:e|or)$/u, words: /^$|\bup\b/u },
  { program: /^atlas$/u, words: /\bmigrate apply\b/u },
  { program: /^flyway$/u, words: /\bmigrate\b/u },
  { program: /^liquibase$/u, words: /\bupdate\b/u },
  { program: /^alembic$/u, words: /\bupgrade\b/u },
  { program: /^flask$/u, words: /\bdb upgrade\b/u },
  { program: /^(?:rails|rake)$/u, words: /\bdb:(?:migrate|prepare)\b/u },
  { program: /^python3?$/u, words: /\bmanage\.py migrate\b/u },
  { program: /^php$/u, words: /\bartisan migrate\b/u },
  { program: /^sqlx$/u, words: /\bmigrate run\b/u },
  { program: /^diesel$/u, words: /\bmigration run\b/u },
  { program: /^(?:node|tsx|ts-node|bun)$/u, words: /(?:^|[\s/])(?:run-)?(?:db-)?migrat(?:e|ions?)(?:[/.]index)?\.[cm]?[jt]s\b/u },
];

/** What people call the script that applies migrations. */
export const migrationScriptName = /^(?:(?:db|database|prisma|typeorm|sequelize|knex|drizzle|orm)[:_-])?migrat(?:e|ions?)(?:[:_-](?:up|run|deploy|latest|prod|production|apply))?$/u;

/** Programs that only start another one, with the words between, and the package managers that run a local binary. */
export const packageRunners = /^(?:npx|bunx|pnpx|(?:pnpm|yarn|npm|bun)(?: (?:exec|dlx|x))?)(?: (?:--?[\w=-]+))*(?: --)? /u;
