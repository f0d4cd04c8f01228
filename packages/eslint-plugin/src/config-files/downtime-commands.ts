import { programOf, shellCommands } from './shell-commands.ts';

/** A command that stops what users talk to, and the one that does not. */
export interface DowntimeCommand {
  /** As written, without what stands before the program. */
  readonly command: string;
  /** A sentence, without its full stop. */
  readonly instead: string;
}

/**
 * @param script several lines of shell
 * @returns the commands in it that stop a service which is running
 */
export function downtimeIn(script: string): DowntimeCommand[] {
  const commands = shellCommands(script).map((command) => programOf(command).join(' '));
  return commands.flatMap((command, index) => {
    const later = commands.slice(index + 1);
    const instead = insteadOf(command, later);
    return instead === undefined ? [] : [{ command, instead }];
  });
}

function insteadOf(command: string, later: readonly string[]): string | undefined {
  if (/^pm2 (?:stop|delete|kill|restart)\b/u.test(command)) return 'Use `pm2 reload`, which replaces one worker after the other';
  if (/^forever (?:stop|restart)(?:all)?\b/u.test(command)) return 'Use a process manager that starts the new process before it ends the old one';
  if (/^systemctl (?:stop|restart) /u.test(command) && !/nginx|caddy|haproxy|docker/u.test(command)) {
    return 'Start the new version beside the old one and move the traffic, or use `systemctl reload` where the service supports it';
  }
  // Without `up` behind it somebody wants it to be gone.
  if (/^docker(?:-| )compose\b.* down\b/u.test(command) && later.some((other) => /^docker(?:-| )compose\b.* up\b/u.test(other))) {
    return 'Let `docker compose up -d` replace just what has changed';
  }
  if (/^docker (?:stop|rm -f|kill) /u.test(command) && later.some((other) => /^docker run\b/u.test(other))) {
    return 'Start the new container beside the old one, wait until it is healthy, and then stop the old one';
  }
  if (/^kubectl\b.* scale\b.*--replicas[= ]0\b/u.test(command)) return 'Use `kubectl rollout restart` or apply the new version: both replace pod after pod';
  if (/^kubectl\b.* delete (?:deploy(?:ment)?s?|statefulsets?|sts|pods?|po)\b/u.test(command)) {
    return 'Use `kubectl rollout restart` or apply the new version: both replace pod after pod';
  }
  if (/^heroku maintenance:on\b/u.test(command)) return 'Make each release work beside the one before it, so that no page has to say otherwise';
  if (/^fly(?:ctl)? deploy\b.*--strategy[= ]immediate\b/u.test(command)) return 'Use the strategy `rolling` or `bluegreen`';
  return undefined;
}
