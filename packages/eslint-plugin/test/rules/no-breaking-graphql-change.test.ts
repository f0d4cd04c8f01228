import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/no-breaking-graphql-change.ts';
import type { Files } from '../git-project.ts';
import { GitProject } from '../git-project.ts';

const message = (what: string): string => `${what}, and queries that were written against the previous schema fail. Keep it with \`@deprecated\`, add something beside it, and remove it in a later release.`;

const schema = `type Query {
  user(id: ID!): User
  old: String @deprecated
}

type User {
  id: ID!
  name: String!
  role: Role!
}

enum Role {
  ADMIN
  GUEST
}

input NewUser {
  name: String!
}
`;

async function lint(before: Files, after: Files): Promise<string[]> {
  return await new GitProject({ 'package.json': '{}', ...before }).write(after).lint('no-breaking-graphql-change', { files: ['**/*.graphql'] });
}

it('is registered', () => {
  expect(rules['no-breaking-graphql-change']).toBe(rule);
});

describe('a change that breaks queries', () => {
  it.each([
    ['a field', '  name: String!\n  role', '  role', '6:6-6:10 User.name was removed'],
    ['a type of a field', '  id: ID!\n', '  id: ID\n', '7:3-7:5 User.id changed type from ID! to ID'],
    ['an argument', 'user(id: ID!)', 'user(id: ID!, at: Int!)', '2:3-2:7 A required arg at on Query.user was added'],
    ['a value', '  GUEST\n', '', '12:6-12:10 GUEST was removed from enum type Role'],
    ['a field of an input', '  name: String!\n}\n', '  name: String!\n  age: Int!\n}\n', '17:7-17:14 A required field age on input type NewUser was added'],
  ])('%s', async (_, from, to, finding) => {
    const [place = '', ...what] = finding.split(' ');
    expect(await lint({ 'schema.graphql': schema }, { 'schema.graphql': schema.replace(from, to) })).toEqual([`schema.graphql ${place} ${message(what.join(' '))}`]);
  });

  it('is reported in the file that held it', async () => {
    const more = 'extend type Query {\n  team: Team\n}\n\ntype Team {\n  id: ID!\n  size: Int\n}\n';
    expect(await lint({ 'schema.graphql': schema, 'team.graphql': more }, { 'schema.graphql': `# Users\n${schema}`, 'team.graphql': more.replace('  size: Int\n', '') })).toEqual([`team.graphql 5:6-5:10 ${message('Team.size was removed')}`]);
  });
});

describe('nothing is said of', () => {
  it.each(['[Internal] For the web client.', '[ALPHA] Its name.', '[DEPRECATED] Use `title`.', 'Note: this API is currently in Feature Preview and can be subject to changes.'])('a field of which it was said: %s', async (description) => {
    const described = (text: string): string => schema.replace('  name: String!\n  role', `  """\n  ${text}\n  """\n  name: String!\n  role`);
    const without = schema.replace('  name: String!\n  role', '  role');
    expect(await lint({ 'schema.graphql': described(description) }, { 'schema.graphql': without })).toEqual([]);
    expect(await lint({ 'schema.graphql': described('Its name, for internal use as well.') }, { 'schema.graphql': without })).toEqual([expect.stringContaining('User.name was removed')]);
  });

  it.each([
    ['a deprecated field that goes', '  old: String @deprecated\n', ''],
    ['a new field', '  role: Role!\n', '  role: Role!\n  age: Int\n'],
    ['a new argument that may be left out', 'user(id: ID!)', 'user(id: ID!, at: Int)'],
    ['a field of an input that may be left out', '  name: String!\n}\n', '  name: String!\n  age: Int\n}\n'],
    ['a field that is there for certain now', 'user(id: ID!): User', 'user(id: ID!): User!'],
  ])('%s', async (_, from, to) => {
    expect(await lint({ 'schema.graphql': schema }, { 'schema.graphql': schema.replace(from, to) })).toEqual([]);
  });

  it.each<[string, Files, Files]>([
    ['a type that moved to another file', { 'schema.graphql': schema }, { 'schema.graphql': schema.slice(0, schema.indexOf('enum Role')), 'roles.graphql': schema.slice(schema.indexOf('enum Role')) }],
    ['a query', { 'schema.graphql': schema, 'user.graphql': 'query A { user(id: 1) { id name } }\n' }, { 'user.graphql': 'query A { user(id: 1) { id } }\n' }],
  ])('%s', async (_, before, after) => {
    expect(await lint(before, after)).toEqual([]);
  });
});
