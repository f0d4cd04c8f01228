// What `.ci/run` brings for the tests besides what the install does.
import { bringMariaDb } from './mariadb.mjs';
import { takeStep } from './step.mjs';

await takeStep('MariaDB for the tests', bringMariaDb);
