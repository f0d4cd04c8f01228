import { bringDebianPackages } from './debian-packages.mjs';

/**
 * What test/verify/html looks at the page of `sqllint verify --html` with. Here it has to be there:
 * without it those tests fail.
 *
 * @returns {Promise<import('./step.mjs').Outcome>}
 */
export function bringChromium() {
  return bringDebianPackages('Chromium', ['/usr/bin/chromium'], ['chromium', 'fonts-dejavu-core']);
}
