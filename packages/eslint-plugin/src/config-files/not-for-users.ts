const words = String.raw`dev|devel|development|devcontainer|local|tests?|testing|testdata|e2e|ci|debug|examples?|samples?|fixtures?|override|integration|quickstart|playground|sandbox|docs`;
const named = new RegExp(String.raw`(?:^|[/._-])(?:${words})(?:[/._-]|$)`, 'iu');

/**
 * Whether no user ever meets what a file starts, by its name or that of a folder: `docker-compose.dev.yml`,
 * `tests/compose.yaml`.
 *
 * @param path relative to the project, with slashes
 */
export function isNotForUsers(path: string): boolean {
  return named.test(path);
}
