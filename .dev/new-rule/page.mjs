/**
 * The page of a new rule, with the chapters that every page has.
 *
 * @param {object} samples
 * @param {string} samples.fence what stands behind the three backticks: a language
 * @param {string} [samples.options] JSON behind the verdict on a sample
 * @param {string} samples.incorrect
 * @param {string} samples.correct
 */
export function page({ fence, options, incorrect, correct }) {
  const behind = options === undefined ? '' : ` ${options}`;
  return `<!-- begin generated header -->
<!-- end generated header -->

## Why it bites

TODO: what happens in production, and why recovery then takes more than one command.

## What it reports

TODO: when, and where.

\`\`\`${fence} incorrect${behind}
${incorrect}
\`\`\`

## What it ignores on purpose

TODO: what looks like it and is fine.

\`\`\`${fence} correct${behind}
${correct}
\`\`\`

## How to write it instead

TODO: the way out, step by step, as samples.

## Limits

TODO: what it cannot see.

## Related rules

TODO: what to read next.

<!-- begin generated footer -->
<!-- end generated footer -->
`;
}
