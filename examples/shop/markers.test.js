import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const shop = new URL('./', import.meta.url);
const antiPatterns = ['DP-01', 'DP-02', 'DP-03', 'DP-04', 'DP-05', 'DP-06', 'DP-07', 'DP-08', 'DP-09'];

/**
 * @param {string} variant
 * @returns {string[]} every file of a variant that is its own, as a path inside the shop
 */
function filesOf(variant) {
  return ['migrations', 'src'].flatMap((folder) =>
    readdirSync(new URL(`${variant}/${folder}/`, shop)).map((name) => `${variant}/${folder}/${name}`),
  );
}

/** @param {string} path */
function read(path) {
  return readFileSync(new URL(path, shop), 'utf8');
}

/**
 * @param {string} variant
 * @param {RegExp} marker with the anti-pattern's id as its first group
 * @returns {{ id: string, place: string }[]} sorted by id
 */
function findMarkers(variant, marker) {
  return filesOf(variant)
    .flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, index) => {
          const id = marker.exec(line)?.[1];
          return id ? [{ id, place: `${path}:${index + 1}` }] : [];
        }),
    )
    .sort((left, right) => left.id.localeCompare(right.id));
}

const mistakes = findMarkers('before', /^\s*(?:\/\/|--) (DP-0\d): \S/);
const waysOut = findMarkers('after', /^\s*(?:\/\/|--) Instead of (DP-0\d): \S/);

test('before/ has each anti-pattern, marked once', () => {
  expect(mistakes.map(({ id }) => id)).toEqual(antiPatterns);
});

test('after/ has the way out of each, marked once', () => {
  expect(waysOut.map(({ id }) => id)).toEqual(antiPatterns);
});

test('no anti-pattern is mentioned outside a marker', () => {
  const mentions = [...filesOf('before'), ...filesOf('after')].flatMap((path) => read(path).match(/DP-\d+/g) ?? []);
  expect(mentions).toHaveLength(mistakes.length + waysOut.length);
});

test.each(antiPatterns)('the README says where %s and its way out are', (id) => {
  const row = read('README.md')
    .split('\n')
    .find((line) => line.startsWith(`| ${id} |`));
  const places = [...(row ?? '').matchAll(/\[`([^`]+)`\]\((\w+)\/([^#)]+)#L(\d+)\)/g)].map(
    ([, text, variant, path, line]) => ({ text, place: `${variant}/${path}:${line}` }),
  );
  const expected = [mistakes, waysOut].map((markers) => markers.find((marker) => marker.id === id)?.place ?? '');
  expect(places).toEqual(
    expected.map((place) => ({ text: place.replace(/^\w+\/(?:migrations|src)\//, ''), place })),
  );
});

describe.each(['before', 'after'])('the migrations of %s/', (variant) => {
  const names = readdirSync(new URL(`${variant}/migrations/`, shop));
  const ups = names.filter((name) => name.endsWith('.up.sql')).sort();

  test('are numbered without a gap', () => {
    expect(ups.map((name) => Number(name.slice(0, 4)))).toEqual(ups.map((_, index) => index + 1));
  });

  test('each have an up and a down, and nothing else lies there', () => {
    expect(names.sort()).toEqual(ups.flatMap((name) => [name.replace('.up.', '.down.'), name]));
  });
});

test('the twins share every file that has no marker', () => {
  const marked = new Set([...mistakes, ...waysOut].map(({ place }) => place.replace(/^\w+\/|:\d+$/g, '')));
  const shared = filesOf('before')
    .map((path) => path.replace(/^before\//, ''))
    .filter((path) => !marked.has(path) && existsSync(new URL(`after/${path}`, shop)));
  const different = shared.filter((path) => read(`before/${path}`) !== read(`after/${path}`));
  expect(different).toEqual([]);
});

test.each(['before', 'after'])('%s/.env.example lists what the code reads', (variant) => {
  const names = [...read(`${variant}/src/config.js`).matchAll(/(?:required|number)\((.+?)\)/g)].flatMap(([, list]) =>
    [...(list ?? '').matchAll(/'([A-Z_]+)'/g)].map(([, name]) => name),
  );
  const listed = [...read(`${variant}/.env.example`).matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual(names.sort());
});
