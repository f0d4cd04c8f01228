#!/usr/bin/env node
import { couldNotRun } from './exit-code.ts';
import { run } from './run.ts';

for (const stream of [process.stdout, process.stderr]) {
  // A reader that leaves early (`sqllint | head`) has seen what it wanted.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = couldNotRun;
process.exitCode = await run(process.argv.slice(2));
