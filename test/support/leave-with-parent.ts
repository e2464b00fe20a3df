// Loaded into Jest and its workers with --import. A worker whose Jest was killed, and a Jest whose scripts/test.ts
// was killed, would otherwise stay for as long as some test holds a socket or a timer open.
import process from 'node:process'

// Looked at, as a channel to the parent would be a reason to stay: on a busy machine a Jest with one was seen to stand
// still before its first line, in the loop that waits for the channel, while what it was to do next lay ready.
const startedBy = process.ppid
setInterval(() => {
  if (process.ppid !== startedBy) process.exit(1)
}, 500).unref()
