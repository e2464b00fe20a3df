const root = import.meta.dirname

/** Where scripts/build-tests.ts has put the tests of this run. */
export const built = process.env.BUILT_TESTS
if (built === undefined)
  throw new Error('Tests are compiled before they run: npm test -- <arguments of Jest>')

/**
 * @param {string} displayName
 * @param {string} place which folders below test/ it holds, as a regular expression
 */
function project(displayName, place) {
  return {
    displayName,
    rootDir: built,
    testRegex: [`^${RegExp.escape(`${built}/test/`)}${place}.*\\.test\\.ts$`],
    testEnvironment: 'node',
    // The compiled tests keep their names. The rest of the list is for packages that leave endings out.
    moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
    extensionsToTreatAsEsm: ['.ts'],
    transform: {},
    cacheDirectory: `${built}/cache`,
    globalSetup: `${root}/test/support/global-setup.ts`,
    globalTeardown: `${root}/test/support/global-teardown.ts`,
    setupFiles: ['network-closed', 'short-stacks'].map((name) => `${built}/test/support/${name}.ts`),
  }
}

export default {
  rootDir: built,
  maxWorkers: 3,
  // What a file of tests has loaded is not all let go of: a worker that has grown makes room for a new one.
  workerIdleMemoryLimit: '1500MB',
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
