import { describe, expect, it } from 'vitest';

import { nodeVersionProblem } from '../run/node-version.mjs';

const range = '^20.19.0 || ^22.13.0 || >=24';

describe('the Node version', () => {
  it.each(['20.19.0', '20.20.2', '22.13.0', '24.0.0', '25.1.0'])('%s is supported', (version) => {
    expect(nodeVersionProblem(version, range)).toBeUndefined();
  });

  it.each(['18.20.8', '20.18.3', '21.7.0', '22.12.9', '23.11.0'])('%s is not supported', (version) => {
    expect(nodeVersionProblem(version, range)).toBe(
      `This repository needs Node ^20.19.0 || ^22.13.0 || >=24, but this is Node ${version}. Install a newer Node, then try again.`,
    );
  });

  it('is compared with the engines of package.json', () => {
    expect(nodeVersionProblem(process.versions.node)).toBeUndefined();
    expect(nodeVersionProblem('12.22.12')).toMatch(/^This repository needs Node \S/);
  });
});
