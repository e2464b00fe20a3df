import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

interface Program<Options extends ParseArgsOptionsConfig> {
  /** As people call it: `npm run backup -- <file or folder> [--encrypt]`. */
  usage: string
  /** What it does, in a sentence or a few. */
  does: string
  options?: Options
  /** What it takes beside options: at least and at most so many. */
  takes?: readonly [least: number, most: number]
}

/**
 * What a program was called with. `--help` says what it does and ends with 0; what it does not know is refused before
 * anything is done, and ends with 2.
 */
export function readArguments<const Options extends ParseArgsOptionsConfig = Record<never, never>>({
  usage,
  does,
  options,
  takes: [least, most] = [0, 0],
}: Program<Options>) {
  const explained = `Usage: ${usage}`
  if (process.argv.slice(2).some((given) => given === '--help' || given === '-h')) {
    console.log(`${explained}\n\n${does}`)
    process.exit(0)
  }
  const refuse = (why: string): never => {
    console.error(`${why}\n${explained}`)
    process.exit(2)
  }
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: options ?? ({} as Options) })
    if (positionals.length > most) refuse(`It does not take ${positionals[most]}.`)
    if (positionals.length < least) refuse('Something is missing.')
    return { values, positionals, refuse }
  } catch (error) {
    // Node's words for a program's developers go on after the first sentence.
    return refuse((error as Error).message.replace(/\. To specify .*$/s, '.'))
  }
}
