const started = /^node scripts\/run\.ts (\S+)$/

/** Scripts of package.json that start a program which nobody has compiled. */
export function programFaults(
  scripts: Readonly<Record<string, string>>,
  programs: readonly string[],
): string[] {
  return Object.entries(scripts).flatMap(([script, line]) => {
    if (!line.includes('scripts/run.ts')) return []
    const name = started.exec(line)?.[1]
    if (name === undefined) return [`npm run ${script}: names no program after scripts/run.ts`]
    return programs.includes(name)
      ? []
      : [`npm run ${script}: scripts/program-list.ts does not name ${name}, so that nothing compiles it`]
  })
}

/** Programs of the image that the build does not make. */
export function imageFaults(inProduction: readonly string[], programs: readonly string[]): string[] {
  return inProduction
    .filter((name) => name !== 'main' && !programs.includes(name))
    .map((name) => `${name}: the image is to run it, but the build does not make it`)
}

/** Commands that the table of the README leaves out. */
export function undescribedFaults(scripts: Readonly<Record<string, string>>, readme: string): string[] {
  return Object.entries(scripts)
    .filter(([script, line]) => line.includes('scripts/run.ts') && !readme.includes(`| \`npm run ${script}`))
    .map(([script]) => `npm run ${script}: the table of commands in README.md lacks it`)
}
