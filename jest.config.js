const root = import.meta.dirname

const swcOptions = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic', importSource: 'preact' } },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
  // Nothing but what stands here decides how a test is compiled.
  swcrc: false,
}

/**
 * @param {string} displayName
 * @param {string} place which folders below test/ it holds, as a regular expression
 */
function project(displayName, place) {
  return {
    displayName,
    rootDir: root,
    // Only test/ is crawled; everything else is found by following imports.
    roots: [`${root}/test`],
    testRegex: [`^${RegExp.escape(`${root}/test/`)}${place}.*\\.test\\.tsx?$`],
    testEnvironment: 'node',
    // `.ts` and `.tsx` are named in imports, so the list is only for packages that leave endings out.
    moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
    extensionsToTreatAsEsm: ['.ts', '.tsx'],
    transform: { '\\.tsx?$': ['@swc/jest', swcOptions] },
    globalSetup: `${root}/test/support/global-setup.ts`,
    globalTeardown: `${root}/test/support/global-teardown.ts`,
    setupFiles: [`${root}/test/support/network-closed.ts`],
  }
}

export default {
  maxWorkers: 3,
  // Cold compilation and a busy machine; a test that needs more says so itself.
  testTimeout: 20_000,
  testSequencer: `${root}/test/support/longest-first.js`,
  projects: [
    project('architecture', 'architecture/'),
    project('browser', 'browser/'),
    // All the rest, so that no new folder can be forgotten.
    project('server', '(?!architecture/|browser/)'),
  ],
}
