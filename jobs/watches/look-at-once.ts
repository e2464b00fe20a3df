import { projectPublished } from '../../src/modules/projects/index.ts'
import { takeDueWatches } from '../../src/modules/watches/index.ts'
import { job } from '../../src/platform/declare/job.ts'

export const lookAtOnce = job({
  name: 'watches.lookAtOnce',
  summary: 'Looks who wants to be told at once of a project that was published',
  on: projectPublished,
  retry: { limit: 5, delaySeconds: 30, maxDelaySeconds: 600 },
  timeoutSeconds: 600,
  // Not by when it was published: what a source brings in was, all of it, when its run began.
  async handle({ call, now }) {
    while ((await call(takeDueWatches, { rhythm: 'atOnce', before: now })).looked > 0);
  },
})
