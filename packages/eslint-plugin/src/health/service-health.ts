import type { DependencyKind } from '../knowledge/dependency-clients.ts';
import type { Modules } from '../modules/modules.ts';
import type { Package } from '../modules/packages.ts';
import type { HealthEntry } from './health-entries.ts';
import type { Reached } from './reach.ts';
import { reachFrom } from './reach.ts';

/** A probe's handler with what it reaches. */
export interface CheckedEntry {
  readonly entry: HealthEntry;
  readonly reached: Reached;
}

/** What the probes of a service look at, all of them together. */
export class ServiceHealth {
  readonly entries: readonly CheckedEntry[];

  constructor(entries: readonly HealthEntry[], modules: Modules) {
    this.entries = entries.map((entry) => ({ entry, reached: reachFrom(entry, modules) }));
  }

  get readiness(): readonly CheckedEntry[] {
    return this.entries.filter(({ entry }) => entry.probe === 'readiness');
  }

  /** Whether some readiness check looks at a kind of dependency, or may. */
  mayCover(kind: DependencyKind): boolean {
    return this.readiness.some(({ reached }) => reached.isUnknown || reached.kinds.has(kind));
  }

  /** The paths of the readiness checks, as a message names them. */
  get paths(): string {
    return [...new Set(this.readiness.map(({ entry }) => entry.path))].sort().join(', ');
  }
}

/** The entries of the services that a file is part of: those of its own package, or of the packages that use it. */
export function entriesFor(file: string, entries: readonly HealthEntry[], modules: Modules): readonly (readonly HealthEntry[])[] {
  const own = modules.packages.of(file);
  if (!own) return entries.length > 0 ? [entries] : [];
  const byPackage = new Map<Package, HealthEntry[]>();
  for (const entry of entries) {
    const home = modules.packages.of(entry.module.file);
    if (home) byPackage.set(home, [...(byPackage.get(home) ?? []), entry]);
  }
  const services = [...byPackage].filter(([home]) => home === own || modules.packages.withDependencies(home).has(own));
  const ofOwn = services.filter(([home]) => home === own);
  return (ofOwn.length > 0 ? ofOwn : services).map(([, found]) => found);
}
