import type { Node } from 'oxc-parser';
import type { Module } from '../modules/module.ts';
import type { Route } from '../routes/route.ts';
import { normalPath } from '../routes/route.ts';

/** Segments of paths that nobody was promised. */
export const UNSTABLE_PATH = /(?:^|\/)(?:_private|_?(?:internal|unstable|experimental|alpha|beta|debug|dev|test|preview))(?:[/_-]|$)/iu;

/** The comment right above a place, in which tools look for `@deprecated` and its kin. */
function commentAbove(text: string, start: number): string {
  const lines = text.slice(0, start).split('\n');
  lines.pop();
  const comment: string[] = [];
  for (let line = lines.pop(); line !== undefined && (/^\s*(?:\/\/|\/?\*|@)/u.test(line) || /\*\/\s*$/u.test(line)); line = lines.pop()) comment.unshift(line);
  return comment.join('\n');
}

/** Whether something was announced as going away, by a comment above it or in what it says of itself. */
export function isDeprecated(text: string, { start, end }: Pick<Node, 'start' | 'end'>): boolean {
  return commentAbove(text, start).includes('@deprecated') || /@deprecated|\bdeprecated\b['"]?\s*(?::|\()\s*(?:true|['"`])?|\bSunset\b|['"]Deprecation['"]|describe\(\s*['"`]\W*deprecated/iu.test(text.slice(start, end));
}

/** Whether nobody was promised that something stays: it is marked as experimental or for insiders. */
export function isUnstable(text: string, { start, end }: Pick<Node, 'start' | 'end'>): boolean {
  return /@(?:internal|experimental|alpha|beta)\b|x-stability-level|x-internal['"]?\s*:\s*true|ApiExclude|@Hidden\b|hide\s*:\s*true/u.test(commentAbove(text, start) + text.slice(start, end));
}

/**
 * What was announced of a route: that it is going away, or that nobody may count on it.
 *
 * @param path that it has for those who call, where that is known
 */
export function announcementOf({ text }: Module, { registration, controller, path: own }: Route, path = own): 'deprecated' | 'unstable' | undefined {
  // Of a class only what stands in front of it is about all of its methods.
  const head = controller && { start: controller.start, end: controller.start + text.slice(controller.start, controller.end).search(/\{\s*\n|\bclass\b/u) };
  const places = head ? [registration, head] : [registration];
  if (places.some((place) => isDeprecated(text, place))) return 'deprecated';
  return UNSTABLE_PATH.test(normalPath(path)) || places.some((place) => isUnstable(text, place)) ? 'unstable' : undefined;
}
