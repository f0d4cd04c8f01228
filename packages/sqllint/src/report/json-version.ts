/** Grows when a reader of an older version would misunderstand the document, not for additions. */
export const schemaVersion = 1;
