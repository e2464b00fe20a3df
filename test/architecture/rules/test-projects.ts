/** The part of jest.config.js that says which files a project runs. */
export interface TestProject {
  displayName: string
  testRegex: readonly string[]
}

/** Every file that looks like a test must be run, and only once: `paths` and the projects both from the root of the disk. */
export function projectFaults(paths: readonly string[], projects: readonly TestProject[]): string[] {
  return paths.flatMap((path) => {
    const running = projects
      .filter(({ testRegex }) => testRegex.some((pattern) => new RegExp(pattern).test(path)))
      .map(({ displayName }) => displayName)
    if (running.length === 1) return []
    if (running.length === 0)
      return [`${path} is run by no project of jest.config.js: move it below test/, and call it *.test.ts.`]
    return [`${path} is run more than once, by ${running.join(' and ')}: mend jest.config.js.`]
  })
}
