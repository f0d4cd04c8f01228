/**
 * A test of paths that answers again what it has answered before: thousands of paths are asked about with every file
 * that is linted, and no path ever changes what it says.
 */
export function rememberPaths(test: (path: string) => boolean): (path: string) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    let answer = known.get(path);
    if (answer === undefined) known.set(path, (answer = test(path)));
    return answer;
  };
}
