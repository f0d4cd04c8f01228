#!/usr/bin/env node
import { run } from './run.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that leaves early has seen what it wanted.
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = run(process.argv.slice(2));
