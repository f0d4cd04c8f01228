/**
 * Variables that libraries, runtimes and tools read by themselves, so that no code of the project needs to name them.
 * `*` stands for any text.
 */
export const LIBRARY_VARIABLES: readonly string[] = [
  // Runtimes and build tools
  'NODE_*', 'UV_THREADPOOL_SIZE', 'TZ', 'PORT', 'HOST', 'NPM_*', 'npm_*', 'YARN_*', 'PNPM_*', 'COREPACK_*', 'TURBO_*', 'NX_*', 'NEXT_TELEMETRY_DISABLED', 'DO_NOT_TRACK', 'STORYBOOK_*', 'VITE_*', 'PLAYWRIGHT_*', 'TESTCONTAINERS_*', 'COMPOSE_*', 'DOCKER_*', 'BUILDKIT_*', 'DOTENV_*', 'PRISMA_*', 'SHADOW_DATABASE_URL',
  '*HTTP_PROXY', '*HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY', 'DEBUG', 'FORCE_COLOR', 'NO_COLOR', 'LOG_LEVEL',
  // Databases, by their clients and their images
  'PGHOST', 'PGPORT', 'PGUSER', 'PGPASSWORD', 'PGDATABASE', 'PGSSLMODE', 'POSTGRES_*', 'MYSQL_*', 'MARIADB_*', 'MONGO_INITDB_*', 'RABBITMQ_*', 'MINIO_*', 'REDIS_ARGS', 'KAFKA_*', 'CLICKHOUSE_*', 'KEYCLOAK_*', 'KC_*', 'HASURA_GRAPHQL_*',
  // Clouds
  'AWS_*', 'GOOGLE_APPLICATION_CREDENTIALS', 'GOOGLE_CLOUD_PROJECT', 'GCLOUD_PROJECT', 'GCP_*', 'AZURE_*', 'FIREBASE_*', 'VERCEL*', 'NETLIFY*', 'CLOUDFLARE_*', 'CF_*', 'EDGE_CONFIG', 'BLOB_READ_WRITE_TOKEN', 'KV_*', 'UPSTASH_*', 'SUPABASE_*', 'FLAGS_SECRET', 'QSTASH_*',
  // Observability
  'OTEL_*', 'SENTRY_*', 'NEXT_PUBLIC_SENTRY_*', 'DD_*', 'NEW_RELIC_*', 'ELASTIC_APM_*', 'AXIOM_*', 'NEXT_PUBLIC_AXIOM_*', 'HONEYCOMB_*', 'LANGFUSE_*', 'LANGCHAIN_*', 'LANGSMITH_*',
  // Frameworks and SDKs that look for their own
  'AUTH_*', 'NEXTAUTH_*', 'CLERK_*', 'NEXT_PUBLIC_CLERK_*', 'BETTER_AUTH_*', 'OPENAI_*', 'ANTHROPIC_*', 'GEMINI_*', 'GOOGLE_GENERATIVE_AI_*', 'GROQ_*', 'MISTRAL_*', 'RESEND_API_KEY', 'TRIGGER_*', 'INNGEST_*', 'TWILIO_*', 'CLOUDINARY_URL', 'STRAPI_*', 'TYPEORM_*', 'N8N_*',
];
