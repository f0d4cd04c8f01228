/** Files that a browser or a user's own device runs, by ending, by folder, or as frameworks name the client half of a pair. */
export const FRONT_END_FILES =
  /\.(?:tsx|jsx|vue|svelte|astro)$|(?:^|\/)(?:frontend|front-end|components|hooks|composables|(?:[\w-]+-)?(?:mobile|desktop|electron|extension)(?:-app)?|device-agent)\/|(?:^|\/)instrumentation-client\.|\.client\.[cm]?[jt]s$/;

/** Packages that only front-end code imports; a trailing `*` stands for any ending. */
export const FRONT_END_MODULES: readonly string[] = [
  'react',
  'react-dom',
  'react-native',
  'preact',
  'vue',
  'svelte',
  'solid-js',
  'lit',
  '@angular/*',
  '@sentry/react',
  '@sentry/vue',
  '@sentry/svelte',
  '@sentry/angular',
  '@sentry/browser',
  '@tanstack/react-*',
  '@tanstack/vue-*',
  '@trpc/react-query',
  'swr',
  'mobx',
  'mobx-react',
  'zustand',
  'pinia',
  '@pinia/*',
  '@vueuse/*',
  'vue-router',
  'react-redux',
  '@reduxjs/toolkit',
  'jotai',
  'prosemirror-*',
  '@tiptap/*',
  'next/router',
  'framer-motion',
  'jquery',
  'webextension-polyfill',
];

/** Globals that exist in browsers only. */
export const FRONT_END_GLOBALS: readonly string[] = ['window', 'document', 'localStorage', 'sessionStorage', 'indexedDB', 'chrome'];

/** Endings of imported files that only a bundler for browsers understands. */
export const FRONT_END_IMPORTS = /\.(?:vue|svelte|css|scss|sass|less)$/;
