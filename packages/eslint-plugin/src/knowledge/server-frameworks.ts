/** Packages whose objects listen on a port; a trailing `*` is not needed, subpaths are included. */
export const SERVER_MODULES: readonly string[] = [
  'http',
  'https',
  'http2',
  'net',
  'express',
  'fastify',
  'koa',
  'polka',
  'restify',
  'connect',
  'elysia',
  '@nestjs/core',
  '@hapi/hapi',
  '@feathersjs/express',
  '@feathersjs/koa',
];

/** Functions that start a server by being called. */
export const SERVE_FUNCTIONS: readonly (readonly [module: string, name: string])[] = [
  ['@hono/node-server', 'serve'],
  ['@apollo/server/standalone', 'startStandaloneServer'],
];

/** What code says that reacts when its process is told to stop, by itself or by a package that does it. */
export const HANDLES_STOP =
  /SIGTERM|enableShutdownHooks|close-with-grace|closeWithGrace|createTerminus|http-terminator|lightship|stoppable|graceful|exit-hook|['"]death['"]|onShutdown|terminationSignals|shutdownOnSignal|http-shutdown/iu;

/** Packages whose programs run on somebody's own machine, where no deployment stops them. */
export const DESKTOP_PACKAGES: readonly string[] = ['electron', '@electron/remote', 'vscode', '@types/vscode', '@tauri-apps/api', 'react-native', 'expo'];
