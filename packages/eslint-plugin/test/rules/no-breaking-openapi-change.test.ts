import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import rule from '../../src/rules/no-breaking-openapi-change.ts';
import { GitProject } from '../git-project.ts';

async function lint(before: string, after: string, file = 'openapi.yaml', options?: object): Promise<string[]> {
  return await new GitProject({ [file]: before }).write({ [file]: after }).lint(options ? ['no-breaking-openapi-change', options] : 'no-breaking-openapi-change');
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

  const limited = (limits: string): string => api.replace('        role: { type: string, enum: [admin, guest] }', `        role: { type: string${limits} }`);

  it.each([
    ['a bound', '', ', maxLength: 20'],
    ['a tighter bound', ', maxLength: 20', ', maxLength: 10'],
    ['a pattern', '', `, pattern: '^a'`],
    ['a format', '', ', format: email'],
  ])('%s that a request is held to', async (_, before, after) => {
    expect(await lint(limited(before), limited(after))).toEqual([`openapi.yaml 37:9-37:13 ${schema('role', 'POST /users', 'accepts less than it did')}`]);
    expect(await lint(limited(after), limited(before))).toEqual([]);
  });

  it.each([
    ['whole numbers only', 'type: number', 'type: integer', 'openapi.yaml 37:9-37:13', schema('role', 'POST /users', 'accepts less than it did')],
    ['no null any more', `type: [string, 'null']`, 'type: string', 'openapi.yaml 37:9-37:13', schema('role', 'POST /users', 'may not be null any more in what it takes')],
    ['no null any more, in OpenAPI 3.0', 'type: string, nullable: true', 'type: string', 'openapi.yaml 37:9-37:13', schema('role', 'POST /users', 'may not be null any more in what it takes')],
    ['nothing that it does not know', 'type: object, properties: {}', 'type: object, properties: {}, additionalProperties: false', 'openapi.yaml 37:9-37:13', schema('role', 'POST /users', 'accepts nothing any more that it does not know')],
  ])('%s', async (_, before, after, place, message) => {
    const of = (type: string): string => api.replace('type: string, enum: [admin, guest]', type);
    expect(await lint(of(before), of(after))).toEqual([`${place} ${message}`]);
    expect(await lint(of(after), of(before))).toEqual([]);
  });

  it('a property of an answer that may be null', async () => {
    const nullable = api.replace('        name: { type: string }\n        nick', '        name: { type: string, nullable: true }\n        nick');
    expect(await lint(api, nullable)).toEqual([`openapi.yaml 30:9-30:13 ${schema('[].name', 'GET /users', 'may be null in what it answers')}`]);
    expect(await lint(nullable, api)).toEqual([]);
  });

  it('a header that is newly required', async () => {
    const header = (required: string): string => api.replace('in: query, schema', `in: header${required}, schema`);
    expect(await lint(header(''), header(', required: true'))).toEqual([expect.stringContaining('The parameter `page` of `GET /users` is required now')]);
  });

  it.each([
    ['in a request', '            schema: { $ref: \'#/components/schemas/NewUser\' }', 'POST /users'],
    ['in an answer', '              schema: { type: array', 'GET /users'],
  ])('a media type %s', async (_, before, operation) => {
    const at = api.lastIndexOf('application/json', api.indexOf(before));
    const other = (media: string): string => `${api.slice(0, at)}${media}${api.slice(at + 'application/json'.length)}`;
    expect(await lint(api, other('application/xml'))).toEqual([expect.stringContaining(`\`${operation}\` does not speak application/json any more, which its clients do. Keep it beside the new one.`)]);
    expect(await lint(api, other('application/json; charset=utf-8'))).toEqual([]);
    expect(await lint(api, other(`'*/*'`))).toEqual([]);
  });

  it('is found in JSON as well', async () => {
    const document = (paths: object): string => `${JSON.stringify({ openapi: '3.0.0', paths })}\n`;
    const get = { responses: {} };
    expect(await lint(document({ '/a': { get }, '/b': { get } }), document({ '/a': { get } }), 'api.json')).toEqual([
      'api.json 1:28-1:29 `GET /b` is gone, and clients that were made from the previous document still call it. Keep it with `deprecated: true`, and remove it in a later release.',
    ]);
  });
});

describe('who is let in', () => {
  const schemes = '  securitySchemes:\n    key: { type: apiKey, in: header, name: X-Key }\n    token: { type: http, scheme: bearer }\n    bearer: { type: http, scheme: Bearer }\n';
  const secured = (all: string, one = ''): string => `${api.replace('paths:\n', `${all}paths:\n`).replace('    delete:\n', `    delete:\n${one}`)}${schemes}`;
  const message = (what: string, operation = 'DELETE /users/{id}'): string => `\`${operation}\` lets nobody in now without ${what}, so requests that were right are refused. Go on answering them, or offer what is protected as another operation.`;

  it.each([
    ['an operation asks for something', secured(''), secured('', '      security: [{ key: [] }]\n'), `openapi.yaml 21:7-21:15 ${message('key')}`],
    ['it asks for something else', secured('', '      security: [{ key: [] }]\n'), secured('', '      security: [{ token: [] }]\n'), `openapi.yaml 21:7-21:15 ${message('token')}`],
    ['it asks for more', secured('', '      security: [{ key: [] }]\n'), secured('', '      security: [{ key: [], token: [] }]\n'), `openapi.yaml 21:7-21:15 ${message('key and token')}`],
    ['nobody is let in without anything any more', secured('', '      security: [{}, { key: [] }]\n'), secured('', '      security: [{ token: [] }, { key: [] }]\n'), `openapi.yaml 21:7-21:15 ${message('token or key')}`],
    ['all operations ask for something', secured(''), secured('security: [{ key: [] }]\n'), `openapi.yaml 2:1-2:9 ${message('key', 'GET /users')}`],
  ])('%s', async (_, before, after, finding) => {
    expect(await lint(before, after)).toEqual([finding]);
  });

  it.each([
    ['it asks for nothing any more', secured('', '      security: [{ key: [] }]\n'), secured('')],
    ['it lets in more', secured('', '      security: [{ key: [] }]\n'), secured('', '      security: [{ key: [] }, { token: [] }]\n')],
    ['it says what all say', secured('security: [{ key: [] }]\n'), secured('security: [{ key: [] }]\n', '      security: [{ key: [] }]\n')],
    ['the document had nothing of it before', api, secured('security: [{ key: [] }]\n')],
    ['it calls it otherwise', secured('', '      security: [{ token: [] }]\n'), secured('', '      security: [{ bearer: [] }]\n')],
  ])('nothing is said when %s', async (_, before, after) => {
    expect(await lint(before, after)).toEqual([]);
  });
});

describe('a risk', () => {
  it.each([
    ['default', '        role: { type: string, enum: [admin, guest] }', '        role: { type: string, default: guest }', '        role: { type: string, default: admin }', 'has another default'],
    ['default', '{ type: integer }', '{ type: integer, default: 1 }', '{ type: integer, default: 2 }', 'has another default'],
    ['ignored', '        role: { type: string, enum: [admin, guest] }\n', '        role: { type: string, enum: [admin, guest] }\n', '', 'is gone from what it takes, and is not read any more'],
    ['value', '        id: { type: string }', '        id: { type: string, enum: [a] }', '        id: { type: string, enum: [a, b] }', 'has a value in what it answers that it could not have'],
    ['loosened', '        id: { type: string }', '        id: { type: string, maxLength: 10 }', '        id: { type: string, maxLength: 20 }', 'may be longer, larger or of another form in what it answers'],
  ])('%s is reported when it is asked for', async (risk, from, before, after, change) => {
    expect(await lint(api.replace(from, before), api.replace(from, after), 'openapi.yaml', { risks: [risk] })).toEqual([expect.stringContaining(` ${change}, and clients`)]);
    expect(await lint(api.replace(from, before), api.replace(from, after))).toEqual([]);
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
