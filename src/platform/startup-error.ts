/**
 * Something outside the program stands in the way of a start. The message is one clear sentence or two that
 * say what to do; whoever catches it prints just that, without a stack.
 */
export class StartupError extends Error {
  override readonly name: string = 'StartupError'
}

/** For programs: a StartupError is told in its own words, anything else with its stack. */
export async function runProgram(program: () => Promise<void>): Promise<void> {
  try {
    await program()
  } catch (error) {
    console.error(error instanceof StartupError ? error.message : error)
    process.exitCode = 1
  }
}
