#!/usr/bin/env node
// The one entry of every script in package.json. It needs nothing but Node: see run/tasks.mjs for what it can do.
// This file and run/node-version.mjs keep to syntax that an old Node can read, so that it can say what is wrong.
import { nodeVersionProblem } from './run/node-version.mjs';

const problem = nodeVersionProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  void import('./run/main.mjs').then(({ main }) => main(process.argv.slice(2)));
}
