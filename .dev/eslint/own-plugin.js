/**
 * Our own plugin, as it was built last.
 *
 * @throws {Error} one clear line when it is not built
 */
export async function loadOwnPlugin() {
  try {
    return (await import('eslint-plugin-delivery')).default;
  } catch (error) {
    throw new Error('The repository is linted with its own plugin, which is not built. Run “npm run build” first.', { cause: error });
  }
}
