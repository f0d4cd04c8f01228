// What `.ci/run` brings for the tests besides what the install does.
import { bringChromium } from './chromium.mjs';
import { bringMariaDb } from './mariadb.mjs';
import { takeStep } from './step.mjs';

await takeStep('MariaDB for the tests', bringMariaDb);
await takeStep('Chromium for the tests', bringChromium);
