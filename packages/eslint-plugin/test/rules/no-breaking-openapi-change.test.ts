import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/no-breaking-openapi-change.ts';
import { GitProject } from '../git-project.ts';

async function lint(before: string, after: string, file = 'openapi.yaml'): Promise<string[]> {
  return await new GitProject({ [file]: before }).write({ [file]: after }).lint('no-breaking-openapi-change');
}

const api = `openapi: 3.1.0
paths:
  /users:
    get:
      parameters:
        - { name: page, in: query, schema: { type: integer } }
      responses:
        '200':
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/User' } }
    post:
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/NewUser' }
      responses:
        '201': { description: Made }
  /users/{id}:
    delete:
      responses:
        '204': { description: Gone }
components:
  schemas:
    User:
      type: object
      required: [id, name]
      properties:
        id: { type: string }
        name: { type: string }
        nick: { type: string, deprecated: true }
    NewUser:
      type: object
      required: [name]
      properties:
        name: { type: string }
        role: { type: string, enum: [admin, guest] }
`;

it('is registered', () => {
  expect(rules['no-breaking-openapi-change']).toBe(rule);
});

const schema = (what: string, operation: string, change: string): string =>
  `\`${what}\` of \`${operation}\` ${change}, and clients that were made from the previous document do not expect that. Keep what was there and mark it as deprecated, or add something beside it.`;

describe('a change that breaks clients', () => {
  it.each([
    ['an operation', `    delete:\n      responses:\n        '204': { description: Gone }\n`, '    parameters: []\n', 'openapi.yaml 19:3-19:14 `DELETE /users/{id}` is gone, and clients that were made from the previous document still call it. Keep it with `deprecated: true`, and remove it in a later release.'],
    ['a property of an answer', '        name: { type: string }\n        nick', '        nick', `openapi.yaml 29:9-29:10 ${schema('[].name', 'GET /users', 'is gone from what it answers')}`],
    ['one that may be missing', 'required: [id, name]', 'required: [id]', `openapi.yaml 30:9-30:13 ${schema('[].name', 'GET /users', 'may be missing from what it answers')}`],
    ['one of another type', '        id: { type: string }', '        id: { type: integer }', `openapi.yaml 29:9-29:11 ${schema('[].id', 'GET /users', 'has another type in what it answers')}`],
    ['a property that a request needs', 'required: [name]', 'required: [name, role]', `openapi.yaml 37:9-37:13 ${schema('role', 'POST /users', 'is required in what it takes')}`],
    ['a value that a request may not have', '[admin, guest]', '[admin]', `openapi.yaml 37:9-37:13 ${schema('role', 'POST /users', 'accepts less than it did')}`],
    ['a parameter', 'in: query, schema', 'in: query, required: true, schema', 'openapi.yaml 6:11-6:79 The parameter `page` of `GET /users` is required now, so requests without it, which were right, are refused. Make it optional, or give it a default.'],
    ['a status', `'201'`, `'202'`, 'openapi.yaml 12:5-12:9 `POST /users` does not answer 201 any more, which its clients wait for. Keep the status.'],
    ['a body', '      requestBody:\n', '      requestBody:\n        required: true\n', 'openapi.yaml 12:5-12:9 `POST /users` requires a body now, so requests without one, which were right, are refused. Make it optional.'],
  ])('%s', async (_, from, to, finding) => {
    expect(await lint(api, api.replace(from, to))).toEqual([finding]);
  });

  it('is found in JSON as well', async () => {
    const document = (paths: object): string => `${JSON.stringify({ openapi: '3.0.0', paths })}\n`;
    const get = { responses: {} };
    expect(await lint(document({ '/a': { get }, '/b': { get } }), document({ '/a': { get } }), 'api.json')).toEqual([
      'api.json 1:28-1:29 `GET /b` is gone, and clients that were made from the previous document still call it. Keep it with `deprecated: true`, and remove it in a later release.',
    ]);
  });
});

describe('nothing is said of', () => {
  it.each([
    ['another name of a parameter in a path', '/users/{id}', '/users/{userId}'],
    ['a deprecated property that goes', '        nick: { type: string, deprecated: true }\n', ''],
    ['a new property of an answer', '        nick:', '        age: { type: integer }\n        nick:'],
    ['a new property of a request that may be left out', '        role:', '        age: { type: integer }\n        role:'],
    ['a value more that a request may have', '[admin, guest]', '[admin, guest, owner]'],
    ['a property that a request need not have any more', 'required: [name]', 'required: []'],
    ['a comment', 'paths:', '# All of them\npaths:'],
  ])('%s', async (_, from, to) => {
    expect(await lint(api, api.replace(from, to))).toEqual([]);
  });

  it('an operation that was deprecated', async () => {
    const deprecated = api.replace('    delete:\n', '    delete:\n      deprecated: true\n');
    expect(await lint(deprecated, deprecated.slice(0, deprecated.indexOf('  /users/{id}')) + deprecated.slice(deprecated.indexOf('components:')))).toEqual([]);
  });

  it('a document that is none of OpenAPI', async () => {
    expect(await lint('paths: { /a: { get: {} } }\n', 'paths: {}\n', 'routes.yaml')).toEqual([]);
  });
});
