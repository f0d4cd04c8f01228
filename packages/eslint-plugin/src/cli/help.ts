/** What `delivery-api --help` prints. */
export const helpText = `Usage: delivery-api snapshot [folder] [options]

Writes down which operations the services in a folder offer, as their code says it, so that ESLint sees in a
review what is gone, deleted files included. Commit the file.

Options:
  -f, --file <path>  The file, from the folder (default: delivery-api.json).
      --check        Write nothing, and exit with 1 when the file is not what the code says. For CI.
      --debug        Show the stack trace of a mistake in the command itself.
  -h, --help         Show this.
      --version      Show the version.

Exit codes: 0 written, or as the code says; 1 --check found a difference; 2 could not run.
`;
