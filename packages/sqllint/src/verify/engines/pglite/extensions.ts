import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where PGlite has the archive of each extension that it ships: files named as the extension. */
export function bundledExtensions(wanted: ReadonlySet<string>, fileOf: (name: string) => URL): Record<string, URL> {
  return Object.fromEntries(
    [...wanted].flatMap((name): [string, URL][] => {
      const archive = fileOf(`${encodeURIComponent(name)}.tar.gz`);
      return existsSync(fileURLToPath(archive)) ? [[name, archive]] : [];
    }),
  );
}
