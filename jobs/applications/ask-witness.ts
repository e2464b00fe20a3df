import { readSealingLetter, witnessAsked } from '../../src/modules/applications/index.ts'
import { listAddressees } from '../../src/modules/identity/index.ts'
import { job } from '../../src/platform/declare/job.ts'

/** Always, and nobody can turn it off: a project waits for their answer. */
export const askWitness = job({
  name: 'applications.askWitness',
  summary: 'Asks somebody to be a witness of sealed bids',
  on: witnessAsked,
  retry: { limit: 8, delaySeconds: 30, maxDelaySeconds: 3600 },
  timeoutSeconds: 120,
  async handle({ ask, mail, link, brandName }, { projectId, personId }) {
    const letter = await ask(readSealingLetter, { projectId, personId })
    if (!letter) return
    const { items } = await ask(listAddressees, { personIds: [personId] })
    for (const { name, email, locale } of items) {
      if (email === null) continue
      await mail.send({
        template: 'applications/witness-asked',
        to: email,
        locale,
        from: brandName,
        data: { name, projectTitle: letter.projectTitle, url: link(`/my-sealings/${projectId}`) },
      })
    }
  },
})
