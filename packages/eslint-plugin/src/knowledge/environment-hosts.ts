/** Endings of names that exist inside one network only. */
export const INTERNAL_ENDINGS: readonly string[] = ['.internal', '.local', '.svc', '.lan', '.corp', '.intranet', '.consul', '.localdomain'];

/** Endings under which a provider gives every installation a name of its own. */
export const MANAGED_ENDINGS: readonly string[] = [
  // Amazon
  '.rds.amazonaws.com',
  '.cache.amazonaws.com',
  '.docdb.amazonaws.com',
  '.redshift.amazonaws.com',
  '.es.amazonaws.com',
  '.elb.amazonaws.com',
  '.mq.amazonaws.com',
  '.kafka.amazonaws.com',
  '.elasticbeanstalk.com',
  '.lambda-url.amazonaws.com',
  '.awsapprunner.com',
  // Microsoft
  '.database.windows.net',
  '.servicebus.windows.net',
  '.redis.cache.windows.net',
  '.search.windows.net',
  '.documents.azure.com',
  '.database.azure.com',
  '.openai.azure.com',
  '.azurewebsites.net',
  '.azurecontainerapps.io',
  '.cloudapp.azure.com',
  // Google
  '.run.app',
  '.appspot.com',
  '.cloudfunctions.net',
  '.firebaseio.com',
  '.firebaseapp.com',
  '.firebasedatabase.app',
  '.web.app',
  // Platforms for applications
  '.herokuapp.com',
  '.onrender.com',
  '.railway.app',
  '.rlwy.net',
  '.fly.dev',
  '.vercel.app',
  '.netlify.app',
  '.ondigitalocean.app',
  '.workers.dev',
  '.pages.dev',
  '.koyeb.app',
  '.glitch.me',
  '.replit.app',
  // Tunnels to somebody's machine
  '.ngrok.io',
  '.ngrok.app',
  '.ngrok-free.app',
  '.ngrok.dev',
  '.trycloudflare.com',
  '.loca.lt',
  // Databases and brokers
  '.mongodb.net',
  '.supabase.co',
  '.neon.tech',
  '.upstash.io',
  '.redislabs.com',
  '.redis-cloud.com',
  '.cloudamqp.com',
  '.aivencloud.com',
  '.confluent.cloud',
  '.psdb.cloud',
  '.cockroachlabs.cloud',
  '.elastic-cloud.com',
  '.cloud.es.io',
  '.clickhouse.cloud',
  '.hasura.app',
  '.ondigitalocean.com',
  '.turso.io',
];

/** Names below which a provider's own service answers everybody alike. */
export const SHARED_HOSTS: readonly string[] = ['metadata.google.internal', 'host.docker.internal', 'gateway.docker.internal', 'openapi.vercel.app'];

/** Addresses that are the same for everybody. */
export const SHARED_ADDRESSES: readonly string[] = ['0.0.0.0', '8.8.8.8', '8.8.4.4', '1.1.1.1', '1.0.0.1', '9.9.9.9', '255.255.255.255'];

/** The names under which a provider itself serves everybody, in front of the endings above: `console.neon.tech`. */
export const PROVIDER_NAMES: ReadonlySet<string> = new Set(['api', 'app', 'auth', 'cloud', 'cdn', 'console', 'dashboard', 'docs', 'login', 'management', 'registry', 'status', 'www']);
