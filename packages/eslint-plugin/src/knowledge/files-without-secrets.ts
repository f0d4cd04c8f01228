/**
 * Files that no hand writes and no secret is put into: they are full of digests, identifiers and encoded pictures, which
 * look like secrets and are none. Globs relative to ESLint's working directory.
 */
export const FILES_WITHOUT_SECRETS: readonly string[] = [
  // Lock files: a digest for every package
  '**/{package-lock,npm-shrinkwrap,deps-lock}.json',
  '**/{pnpm-lock.yaml,yarn.lock,bun.lock,bun.lockb,deno.lock,Cargo.lock,Gemfile.lock,poetry.lock,uv.lock,Pipfile.lock,composer.lock,gradle.lockfile,flake.lock,go.sum,go.work.sum}',
  '**/*.lock',
  // What others wrote
  '**/{vendor,third_party,node_modules}/**',
  // Made by a bundler or minifier from what is linted itself
  '**/*.{min,bundle,chunk}.{js,mjs,cjs,css}',
  '**/*.map',
  '**/{.next,.nuxt,.output,.svelte-kit,.yarn}/**',
  // What another scanner was told to leave alone
  '**/{.gitleaks.toml,.gitleaksignore,.betterleaks.toml,.secrets.baseline,.secretlintignore}',
  // Recorded output
  '**/*.{snap,snapshot}',
  '**/__snapshots__/**',
  // Pictures and fonts, as text
  '**/*.{svg,eps,ttf,otf,woff,woff2,eot}',
  // Binary
  '**/*.{png,jpg,jpeg,gif,webp,avif,ico,pdf,zip,gz,tgz,bz2,xz,7z,jar,wasm,mp3,mp4,webm,mov,so,dll,exe,bin,node,sqlite,db}',
  // Certificates and public keys
  '**/*.{crt,cer,pub,csr}',
];
