import type { Change, CreateObject, DropObject } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import type { DatabaseObject } from '../schema/model.ts';
import { contractComment } from './contract-step.ts';
import type { ChangeContext, Report } from './rule.ts';
import { defineRule } from './rule.ts';

export const noFunctionContractChange = defineRule({
  name: 'no-function-contract-change',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres', 'mysql', 'mariadb'],
  recommended: true,
  docs: { description: 'Disallow dropping a function, or changing how it is called, while the previous release calls it' },
  changes: {
    dropObject(change, context) {
      if (!routines.has(change.objectType) || context.isNewObject(change)) return undefined;
      const object = context.objectOf(change);
      // The server calls it, not the code.
      if (object?.returns === 'trigger' || (!object && (change.ifExists || dropsTriggers(context)))) return undefined;
      const created = context.changes.filter((other) => isOverload(other, change, context));
      const same = created.find((other) => other.arguments === (object?.arguments ?? change.arguments));
      if (same) return returnsAnother(change, object, same);
      if (created.some((other) => takesTheCalls(other, object?.arguments ?? change.arguments))) return undefined;
      return gone(change, object, created.length > 0);
    },
  },
});

const routines = new Set<DropObject['objectType']>(['function', 'procedure', 'aggregate']);

/** Of a function that the history does not know, the triggers that go with it tell what it was for. */
function dropsTriggers({ changes }: ChangeContext): boolean {
  return changes.some((other) => other.kind === 'dropObject' && other.objectType === 'trigger');
}

function isOverload(other: Change, { name }: DropObject, { schema }: ChangeContext): other is CreateObject {
  if (other.kind !== 'createObject' || !routines.has(other.objectType)) return false;
  return schema.resolve('routine', other.name) === schema.resolve('routine', name);
}

/** Whether calls with the old arguments reach the new function: those that it has more of have defaults. */
function takesTheCalls({ arguments: given = '', optionalArguments = 0 }: CreateObject, old: string | undefined): boolean {
  if (old === undefined) return false;
  const [now, before] = [given, old].map((list) => (list === '' ? [] : list.split(',')));
  if (!now || !before || before.length >= now.length || now.length - before.length > optionalArguments) return false;
  return before.every((type, index) => type === now[index]);
}

function signature(change: DropObject, object: DatabaseObject | undefined): string {
  const given = object?.arguments ?? change.arguments;
  return `${displayName(change.name)}${given === undefined ? '' : `(${given.split(',').join(', ')})`}`;
}

function returnsAnother(change: DropObject, object: DatabaseObject | undefined, created: CreateObject): Report | undefined {
  if (object?.returns === undefined || created.returns === undefined || object.returns === created.returns) return undefined;
  return {
    message: `${titleOf(change)} \`${signature(change, object)}\` returned ${object.returns} and returns ${created.returns} now: code of the previous release still calls it and reads the old shape.`,
    instead: `-- Create the new one under another name, move the code over, and drop ${displayName(change.name)} in a later release.`,
    breaksOldCode: true,
  };
}

function gone(change: DropObject, object: DatabaseObject | undefined, hasOverload: boolean): Report {
  const called = hasOverload ? 'with these arguments still fails once they are gone' : 'fails at once';
  return {
    message: `Dropping ${change.objectType} \`${signature(change, object)}\` breaks code of the previous release that calls it: a call ${called}.`,
    instead: hasOverload
      ? `-- Keep it beside the new one for a release; it can call that:\nCREATE OR REPLACE FUNCTION ${signature(change, object)} …;`
      : `-- Ship code that no longer calls ${displayName(change.name)}. In a later release:\n${contractComment}\nDROP ${change.objectType.toUpperCase()} ${signature(change, object)};`,
    breaksOldCode: true,
  };
}

function titleOf({ objectType }: DropObject): string {
  return `${objectType.charAt(0).toUpperCase()}${objectType.slice(1)}`;
}
