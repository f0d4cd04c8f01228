import type { ConfigValue } from '../config-files/config-value.ts';
import { entriesAt, itemsAt, textAt, valueAt } from '../config-files/config-value.ts';
import { dereferenced } from './openapi-schema.ts';

/** One way to be let in: everything in it has to be shown. Whatever a document calls it, by what it is, with its name. */
type Requirement = ReadonlyMap<string, string>;

/**
 * What has to be shown now by those who were let in before, as the document calls it; undefined when all of them still
 * are. Scopes are not looked at.
 */
export function newlyRequiredSecurity(was: ConfigValue, is: ConfigValue, before: ConfigValue, after: ConfigValue): string | undefined {
  // A document that has never said anything of it is being completed.
  if (!valueAt(before, 'components', 'securitySchemes') && !valueAt(before, 'securityDefinitions')) return undefined;
  const now = requirementsOf(is, after);
  const isLetIn = (earlier: Requirement): boolean => now.some((later) => [...later.keys()].every((key) => earlier.has(key)));
  if (requirementsOf(was, before).every(isLetIn)) return undefined;
  return now.map((requirement) => [...requirement.values()].join(' and ')).join(' or ');
}

/** What an operation asks for, or else its document: one of several requirements; an empty one is everybody. */
function requirementsOf(operation: ConfigValue, document: ConfigValue): readonly Requirement[] {
  const listed = valueAt(operation, 'security') ?? valueAt(document, 'security');
  const requirements = itemsAt(listed).map((item) => new Map([...entriesAt(item).keys()].map((name) => [schemeKey(name, document), name])));
  return requirements.length === 0 ? [new Map()] : requirements;
}

/** What a scheme is, by which two documents can be compared that call it otherwise. */
function schemeKey(name: string, document: ConfigValue): string {
  const scheme = dereferenced(valueAt(document, 'components', 'securitySchemes', name) ?? valueAt(document, 'securityDefinitions', name), document);
  if (!scheme) return name;
  return JSON.stringify(['type', 'in', 'name', 'scheme'].map((key) => textAt(scheme, key)?.toLowerCase()));
}
