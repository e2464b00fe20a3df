import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readDocumentBrand } from '../../src/modules/branding/index.ts'
import { keyOf } from '../../src/modules/files/index.ts'
import {
  decisionRecord,
  keepRecord,
  readRecordContents,
  recordInWords,
  recordMaking,
} from '../../src/modules/reviews/index.ts'
import { task } from '../../src/platform/declare/task.ts'
import { typeset } from '../../src/platform/documents/typeset.ts'
import { newId } from '../../src/platform/ids.ts'
import { zoneName } from '../../src/platform/presentation/time-zones.ts'

export const makeRecord = task(recordMaking, {
  summary: 'Typesets how a project was decided, and keeps it',
  state: z.strictObject({}),
  retry: { limit: 3, delaySeconds: 10, maxDelaySeconds: 120 },
  timeoutSeconds: 300,
  async handle(
    { ask, askAsStarter, call, storage, personId, locale, t, now: madeAt, progress, conclude },
    { projectId, token },
  ) {
    progress({ done: 0, total: 1 })
    const [contents, looks] = await Promise.all([
      askAsStarter(token, readRecordContents, { projectId }),
      ask(readDocumentBrand, {}),
    ])
    const zone = zoneName(contents.timeZone)
    const data = recordInWords(contents, { t, locale, madeAt, association: looks.name, zone })
    const pdf = await typeset({ document: 'decision-record', looks, data, madeAt }, storage)
    progress({ done: 0, total: 1 })
    const fileId = newId()
    await storage.put(keyOf(fileId), pdf)
    await call(keepRecord, {
      projectId,
      file: {
        fileId,
        purpose: decisionRecord.name,
        name: `${t('reviews.record.fileName')}-${contents.project.slug}-${madeAt.toISOString().slice(0, 10)}.pdf`.slice(
          0,
          200,
        ),
        mediaType: 'application/pdf',
        size: pdf.byteLength,
        sha256: createHash('sha256').update(pdf).digest('hex'),
        renditions: [],
      },
      locale,
      mentions: contents.mentions,
      madeBy: personId,
    })
    conclude('reviews.record.done', { title: contents.project.title })
    return undefined
  },
})
