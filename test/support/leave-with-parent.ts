// Loaded into Jest and its workers with --import. A worker whose Jest was killed, and a Jest whose scripts/test.ts
// was killed, would otherwise stay for as long as some test holds a socket or a timer open.
import process from 'node:process'

// Looked at, not listened for: a listener would count as a reason to stay, and Jest's workers would never end.
if (process.connected) {
  setInterval(() => {
    if (!process.connected) process.exit(1)
  }, 500).unref()
}
