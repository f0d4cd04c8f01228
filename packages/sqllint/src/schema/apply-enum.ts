import type { AddEnumValue, RenameEnumValue } from '../changes.ts';
import type { ApplyProblem } from './apply.ts';
import { displayName } from './model.ts';
import type { Schema } from './schema.ts';

const none: readonly ApplyProblem[] = [];

export function addEnumValue(schema: Schema, change: AddEnumValue): readonly ApplyProblem[] {
  const existing = schema.object('type', change.name);
  const key = schema.resolve('type', change.name);
  if (!existing?.labels) {
    if (!existing && !schema.wasDropped(key)) schema.doubt(key);
    return none;
  }
  if (change.conditional) schema.doubt(key);
  if (existing.labels.includes(change.value)) {
    if (change.ifNotExists || change.conditional) return none;
    return [{ kind: 'exists', object: `value '${change.value}' of enum ${displayName(change.name)}` }];
  }
  const labels = [...existing.labels];
  const beside = change.beside ? labels.indexOf(change.beside.label) : -1;
  const at = beside < 0 ? labels.length : change.beside?.after ? beside + 1 : beside;
  labels.splice(at, 0, change.value);
  schema.set(key, { ...existing, labels, definition: labels.join('\n') });
  return none;
}

export function renameEnumValue(schema: Schema, change: RenameEnumValue): readonly ApplyProblem[] {
  const existing = schema.object('type', change.name);
  if (!existing?.labels) return none;
  if (!existing.labels.includes(change.value)) {
    return [{ kind: 'missing', object: `value '${change.value}' of enum ${displayName(change.name)}` }];
  }
  const labels = existing.labels.map((label) => (label === change.value ? change.to : label));
  schema.set(schema.resolve('type', change.name), { ...existing, labels, definition: labels.join('\n') });
  return none;
}
