import { fileDropped, keyOf, readBytesHold } from '../../src/modules/files/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const removeBytes = job({
  name: 'files.removeBytes',
  summary: 'Removes the bytes of a file that was dropped',
  on: fileDropped,
  whileClosed: true,
  retry: { limit: 20, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 60,
  async handle({ storage, ask }, { fileId, widths }) {
    const { held } = await ask(readBytesHold, {})
    // It may have seen the row that is gone by now. A try later is early enough.
    if (held) throw new Error('A backup is being made, and may still want these bytes.')
    for (const width of [null, ...widths]) await storage.remove(keyOf(fileId, width))
  },
})
