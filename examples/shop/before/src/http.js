import { config } from './config.js';

/**
 * @typedef {{ params: Record<string, string>, headers: import('node:http').IncomingHttpHeaders, body: unknown }} Request
 * @typedef {{ status: number, body: unknown }} Reply
 * @typedef {{ method: string, path: string, handle: (request: Request) => Reply | Promise<Reply> }} Route
 */

/** Thrown by a route to answer with something other than success. */
export class HttpError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * Answers a request with the first route that matches it.
 *
 * @param {readonly Route[]} routes
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export async function answer(routes, request, response) {
  const { status, body } = await reply(routes, request).catch(failure);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/**
 * @param {readonly Route[]} routes
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<Reply>}
 */
async function reply(routes, request) {
  const path = (request.url ?? '/').replace(/\?.*/, '');
  for (const route of routes) {
    const params = route.method === request.method ? match(route.path, path) : undefined;
    if (params) return route.handle({ params, headers: request.headers, body: await readJson(request) });
  }
  throw new HttpError(404, `There is no ${request.method} ${path}.`);
}

/**
 * @param {string} pattern such as /orders/:id
 * @param {string} path such as /orders/7
 * @returns {Record<string, string> | undefined} such as { id: '7' }
 */
function match(pattern, path) {
  const expected = pattern.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return undefined;
  /** @type {Record<string, string>} */
  const params = {};
  for (const [position, name] of expected.entries()) {
    const value = actual[position] ?? '';
    if (name.startsWith(':')) params[name.slice(1)] = value;
    else if (name !== value) return undefined;
  }
  return params;
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<unknown>} the body, or undefined when there is none
 */
async function readJson(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > config.maxBodyLength) throw new HttpError(413, 'The body is too long.');
  }
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, 'The body is not JSON.');
  }
}

/**
 * @param {unknown} error
 * @returns {Reply}
 */
function failure(error) {
  if (error instanceof HttpError) return { status: error.status, body: { error: error.message } };
  console.error(error);
  return { status: 500, body: { error: 'Something went wrong on our side.' } };
}
