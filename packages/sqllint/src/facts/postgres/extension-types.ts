/**
 * The types that PostgreSQL's own extensions and the best known others bring along, as a column
 * names them: their columns go when the extension is dropped with `CASCADE`. From the extensions'
 * install scripts.
 */
export const extensionTypes: Readonly<Record<string, readonly string[]>> = {
  citext: ['citext'],
  cube: ['cube'],
  earthdistance: ['earth'],
  hstore: ['hstore'],
  isn: ['ean13', 'isbn', 'isbn13', 'ismn', 'ismn13', 'issn', 'issn13', 'upc'],
  lo: ['lo'],
  ltree: ['lquery', 'ltree', 'ltxtquery'],
  postgis: ['box2d', 'box3d', 'geography', 'geometry'],
  postgis_raster: ['raster'],
  seg: ['seg'],
  semver: ['semver'],
  vector: ['halfvec', 'sparsevec', 'vector'],
};
