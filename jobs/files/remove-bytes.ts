import { fileDropped, keyOf } from '../../src/modules/files/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const removeBytes = job({
  name: 'files.removeBytes',
  summary: 'Removes the bytes of a file that was dropped',
  on: fileDropped,
  retry: { limit: 10, delaySeconds: 60, maxDelaySeconds: 3600 },
  timeoutSeconds: 60,
  async handle({ storage }, { fileId, widths }) {
    for (const width of [null, ...widths]) await storage.remove(keyOf(fileId, width))
  },
})
