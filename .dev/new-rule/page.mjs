/**
 * The page of a new rule, with the parts that every page has.
 *
 * @param {string} antipattern
 * @param {string} language of the samples
 * @param {string} incorrect
 * @param {string} correct
 */
export function page(antipattern, language, incorrect, correct) {
  return `<!-- begin generated header -->

Anti-pattern: ${antipattern}

<!-- end generated header -->

## Why it bites

TODO: what happens in production, and why recovery then takes more than one command.

## What it reports

TODO

\`\`\`${language} incorrect
${incorrect}
\`\`\`

\`\`\`${language} correct
${correct}
\`\`\`

## What it ignores on purpose

TODO

## Limits

TODO

<!-- begin generated footer -->
<!-- end generated footer -->
`;
}
