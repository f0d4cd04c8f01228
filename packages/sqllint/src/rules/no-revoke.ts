import type { Change, ChangePrivileges, QualifiedName } from '../changes.ts';
import { displayName } from '../schema/model.ts';
import { quote } from '../schema/write-sql.ts';
import { enumerate } from './enumerate.ts';
import type { ChangeContext } from './rule.ts';
import { defineRule } from './rule.ts';

export const noRevoke = defineRule({
  name: 'no-revoke',
  antipattern: 'DP-05',
  severity: 'warn',
  dialects: ['postgres'],
  recommended: true,
  docs: { description: 'Disallow taking rights from a role that code of the previous release connects as' },
  changes: {
    changePrivileges(change, context) {
      if (change.grant || isHardening(change)) return undefined;
      const used = change.objects.filter((object) => !isNewHere(object, context) && !isGrantedAgain(object, change, context));
      // What was granted on all of a schema, or on columns, may go object by object; it is said once.
      if (used.length === 0 || !context.isFirst(`no-revoke ${change.roles.join()}`)) return undefined;
      const rights = change.privileges.length === 0 ? 'all rights' : change.privileges.map((right) => right.toUpperCase().replace(/\(.*/u, '')).join(', ');
      const on = enumerate(used.map(({ type, name }) => `${type} \`${displayName(name)}\``));
      const roles = enumerate(change.roles.map((role) => `\`${role}\``));
      return {
        message: `This takes ${rights} on ${on} from ${roles}: statements of the previous release that need them fail at once (“permission denied”), during the roll-out and again after a rollback of the code.`,
        instead: 'Ship code that does without them, or that connects as another role, and take the rights away in a later release. The down has to GRANT them again.',
      };
    },
    dropObject({ objectType, name }, context) {
      if (objectType !== 'role' || context.isNewObject({ objectType, name }) || comesBack(name, context)) return undefined;
      return {
        message: `Without role \`${name.name}\`, code of the previous release that connects as it, or that has its rights as a member, fails at once, during the roll-out and again after a rollback of the code. Its password and its memberships are gone, too.`,
        instead: `-- Ship code that does without the role, and end its logins first, which can be taken back:\nALTER ROLE ${quote(name.name)} NOLOGIN;`,
      };
    },
    renameObject({ objectType, name, to }, context) {
      if (objectType !== 'role' || context.isNewObject({ objectType, name }) || comesBack(name, context)) return undefined;
      return {
        message: `Once role \`${name.name}\` is \`${to}\`, code of the previous release cannot connect as it any more, during the roll-out and again after a rollback of the code.`,
        instead: `-- Create the other role beside it, with the same rights, and drop the old one in a later release:\nCREATE ROLE ${quote(to)} LOGIN IN ROLE ${quote(name.name)};`,
      };
    },
  },
});

/** Whether the script creates the role that it takes away, as one that can be run again does. */
function comesBack(role: QualifiedName, { changes }: ChangeContext): boolean {
  return changes.some((other) => other.kind === 'createObject' && other.objectType === 'role' && other.name.name === role.name);
}

type Revoked = ChangePrivileges['objects'][number];

/** What the server gives to everybody and nobody means to use: the right to create objects in a schema. */
function isHardening({ privileges, objects }: ChangePrivileges): boolean {
  return objects.every(({ type }) => type === 'schema') && privileges.length > 0 && privileges.every((right) => right === 'create');
}

function isNewHere({ type, name }: Revoked, { isNew, isNewObject, changes, isSameRelation }: ChangeContext): boolean {
  if (type === 'table' || type === 'sequence') return isNew(name) || isNewObject({ objectType: 'sequence', name }) || isNewObject({ objectType: 'view', name });
  const isIt = (other: Change): boolean =>
    other.kind === 'createObject' && (isSameRelation(other.name, name) || (type === 'all of schema' && other.objectType === 'schema' && other.name.name === name.name));
  return changes.some(isIt);
}

/** `REVOKE ALL` in front of the `GRANT` of what is left narrows rights that the script spells out. */
function isGrantedAgain(object: Revoked, { roles }: ChangePrivileges, { changes }: ChangeContext): boolean {
  return changes.some(
    (other) =>
      other.kind === 'changePrivileges' &&
      other.grant &&
      other.objects.some(({ name }) => displayName(name) === displayName(object.name)) &&
      (roles.includes('PUBLIC') || other.roles.some((role) => roles.includes(role))),
  );
}
