import { dirname, relative, resolve, sep } from 'node:path';

import { root } from '../run/root.mjs';

/**
 * @typedef {import('../layers.js').LayeredFolder} LayeredFolder
 * @typedef {import('../layers.js').Layer} Layer
 * @typedef {{ messageId: string, data: Record<string, string> }} Problem
 */

/**
 * Reports imports against the direction of the layers.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const layerImports = {
  meta: {
    type: 'problem',
    docs: { description: 'Enforce who may import whom' },
    schema: [{ type: 'object', description: 'One entry of the table in .dev/layers.js.' }],
    defaultOptions: [{ folder: '.', outermost: [], packages: [] }],
    messages: {
      unknownLayer: '“{{layer}}” is not a layer yet. Say in .dev/layers.js what it may import.',
      forbidden: '“{{from}}” must not import “{{to}}”. By .dev/layers.js, “{{from}}” may import {{allowed}}.',
      typesOnly: '“{{from}}” may import only types of “{{to}}”. Write “import type”, or move what is needed (.dev/layers.js).',
      outermost: '“{{from}}” must not import “{{to}}”: it is outermost, and nobody imports it (.dev/layers.js).',
      outside: '“{{from}}” must not reach out of its package by path. Import the package by its name.',
      package: '“{{from}}” must not import the package “{{to}}”: {{reason}} (.dev/layers.js).',
    },
  },
  create(context) {
    /** @type {LayeredFolder} the options are this repository's own table */
    const table = context.options[0];
    const inFolder = pathInside(resolve(root, table.folder), context.filename);
    if (inFolder === undefined) return {};
    const from = layerOf(inFolder);
    const layer = table.layers !== undefined && Object.hasOwn(table.layers, from) ? table.layers[from] : undefined;
    if (layer === undefined && table.layers !== undefined) {
      return { Program: (node) => context.report({ node, messageId: 'unknownLayer', data: { layer: from } }) };
    }

    /**
     * @param {import('eslint').Rule.Node} node
     * @param {unknown} specifier
     * @param {boolean} typesOnly
     */
    function check(node, specifier, typesOnly) {
      if (typeof specifier !== 'string') return;
      const problem = specifier.startsWith('.') ? checkPath(specifier, typesOnly) : findForbiddenPackage(table, from, specifier);
      if (problem !== undefined) context.report({ node, ...problem });
    }

    /**
     * @param {string} specifier
     * @param {boolean} typesOnly
     */
    function checkPath(specifier, typesOnly) {
      const target = pathInside(resolve(root, table.folder), resolve(dirname(context.filename), specifier));
      if (target === undefined) return { messageId: 'outside', data: { from } };
      return layer === undefined ? undefined : findForbiddenLayer(table, from, layer, layerOf(target), typesOnly);
    }

    return {
      ImportDeclaration: (node) => check(node, node.source.value, isTypesOnly(node, 'importKind')),
      ExportNamedDeclaration: (node) => check(node, node.source?.value, isTypesOnly(node, 'exportKind')),
      ExportAllDeclaration: (node) => check(node, node.source.value, isTypesOnly(node, 'exportKind')),
      ImportExpression: (node) => check(node, node.source.type === 'Literal' ? node.source.value : undefined, false),
      // `import('./a.ts').B` in a type
      TSImportType: (/** @type {any} the parser's own node, unknown to ESLint */ node) => check(node, node.source.value, true),
    };
  },
};

/**
 * @param {LayeredFolder} table
 * @param {string} from
 * @param {Layer} layer
 * @param {string} to
 * @param {boolean} typesOnly
 * @returns {Problem | undefined}
 */
function findForbiddenLayer(table, from, { imports, typesOf = [] }, to, typesOnly) {
  if (from === to) return undefined;
  if (table.outermost.includes(to)) return { messageId: 'outermost', data: { from, to } };
  if (imports === 'everything' || imports.includes(to)) return undefined;
  if (!typesOf.includes(to)) return { messageId: 'forbidden', data: { from, to, allowed: inWords(imports, typesOf) } };
  return typesOnly ? undefined : { messageId: 'typesOnly', data: { from, to } };
}

/**
 * @param {LayeredFolder} table
 * @param {string} from
 * @param {string} specifier
 * @returns {Problem | undefined}
 */
function findForbiddenPackage(table, from, specifier) {
  const limit = table.packages.find(({ packages }) => packages.some((pattern) => matches(pattern, specifier)));
  if (limit === undefined || limit.onlyIn.includes(from)) return undefined;
  return { messageId: 'package', data: { from, to: specifier, reason: limit.reason } };
}

/**
 * @param {string} pattern a package's name, or the start of several followed by `*`
 * @param {string} specifier
 */
function matches(pattern, specifier) {
  if (pattern.endsWith('*')) return specifier.startsWith(pattern.slice(0, -1));
  return specifier === pattern || specifier.startsWith(`${pattern}/`);
}

/**
 * @param {string} folder
 * @param {string} file
 * @returns {string | undefined} nothing when the file is elsewhere
 */
function pathInside(folder, file) {
  const path = relative(folder, file);
  return path.startsWith('..') ? undefined : path;
}

/** @param {string} pathInFolder */
function layerOf(pathInFolder) {
  return pathInFolder.split(sep)[0]?.replace(/\.ts$/, '') ?? '';
}

/**
 * @param {object} node
 * @param {'importKind' | 'exportKind'} key which typescript-eslint's parser adds
 */
function isTypesOnly(node, key) {
  return key in node && /** @type {Record<string, unknown>} just checked */ (node)[key] === 'type';
}

/**
 * @param {readonly string[]} imports
 * @param {readonly string[]} typesOf
 */
function inWords(imports, typesOf) {
  const parts = [...imports, ...typesOf.map((layer) => `types of ${layer}`)];
  if (parts.length === 0) return 'no other layer';
  return parts.length === 1 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
