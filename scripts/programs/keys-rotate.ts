// npm run keys:rotate: brings everything that is sealed under the first key of ENCRYPTION_KEYS, then says what still
// stands under which key. It can be stopped and run again, also while the portal works.
import { listKeysInUse, rewrapBatch, rotate } from '../../src/modules/keys/index.ts'
import { runProgram } from '../../src/platform/startup-error.ts'
import { readArguments } from './read-arguments.ts'
import { withApp } from './with-app.ts'

readArguments({
  usage: 'npm run keys:rotate',
  does: 'Brings everything that is sealed under the first key of ENCRYPTION_KEYS, then says what still stands under which key. It can be stopped and run again, also while the portal works. Ends with 1 while an older key is still needed.',
})

await runProgram(() =>
  withApp(async ({ runner, asSystem }) => {
    const caller = () => asSystem('keys are rotated')
    let told = 0
    const { unreadable } = await rotate(
      null,
      (batch) => runner.call(rewrapBatch, batch, caller()),
      async ({ rewrapped }) => {
        if (rewrapped >= told + 10_000) console.log(`${rewrapped} values so far`)
        told = rewrapped - (rewrapped % 10_000)
      },
    )
    const { current, columns } = await runner.ask(listKeysInUse, {}, caller())
    for (const { name, keys } of columns)
      for (const { keyId, count } of keys) console.log(`${name}: ${count} under "${keyId}"`)
    const older = new Set(columns.flatMap(({ keys }) => keys.map(({ keyId }) => keyId)))
    older.delete(current)
    if (unreadable > 0) console.log(`${unreadable} values open with none of the keys in ENCRYPTION_KEYS.`)
    console.log(
      older.size === 0
        ? `Everything stands under "${current}". The other keys can be taken away.`
        : `Still needed: ${[...older].join(', ')}. Run this again when all processes have restarted.`,
    )
    if (older.size > 0) process.exitCode = 1
  }),
)
