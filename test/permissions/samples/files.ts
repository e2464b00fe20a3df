import { randomUUID } from 'node:crypto'
import { filePurpose, linkToFile } from '../../../src/modules/files/index.ts'
import { nothing, type Sample, type Samples } from './sample.ts'

const openToAll = filePurpose({ name: 'test.file', mediaTypes: [], limitBytes: 1, links: 'anyone' })

/** What is asked is whether a link opens, not who has it. */
const linkedFile: Sample = {
  about: 'nothing',
  input: ({ world, spot }) => {
    const now = world.portal.clock.now()
    const link = linkToFile(world.portal.app.services, openToAll, spot.fileId, null, now)
    const [path, query] = link.split('?')
    const { until, signature } = Object.fromEntries(new URLSearchParams(query))
    return { fileId: path?.split('/').at(-1), until: Number(until), signature }
  },
}

export const files: Samples = {
  'files.registerFile': {
    about: 'nothing',
    input: () => ({
      fileId: randomUUID(),
      purpose: 'test.file',
      name: null,
      mediaType: 'image/png',
      size: 1,
      sha256: '0'.repeat(64),
      renditions: [],
    }),
  },
  'files.dropFile': {
    about: 'tenant',
    input: ({ spot }) => ({ fileId: spot.fileId }),
    async prepare({ world }) {
      await world.portal.app.database.pool.query('UPDATE persons SET photo_id = NULL')
    },
  },
  'files.openLinkedFile': linkedFile,
  'files.linkedFile': linkedFile,
  'files.readBytesHold': nothing,
}
