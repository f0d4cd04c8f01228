import type { Report } from './report.ts';

/** Each format with the way to load it: a run loads only the one it prints. */
const loaders = {
  stylish: async () => (await import('./stylish.ts')).stylish,
  json: async () => (await import('./json.ts')).json,
  sarif: async () => (await import('./sarif.ts')).sarif,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  junit: async () => (await import('./junit.ts')).junit,
  markdown: async () => (await import('./markdown.ts')).markdown,
} satisfies Record<string, () => Promise<Report>>;

export type FormatName = keyof typeof loaders;

/** The formats by name, the default first. */
export const formatNames: readonly FormatName[] = ['stylish', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'];

/** Loads the report that prints a format. */
export function loadReport(name: FormatName): Promise<Report> {
  return loaders[name]();
}
