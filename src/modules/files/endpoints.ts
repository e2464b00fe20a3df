import { type Endpoint, endpoint } from '../../platform/declare/endpoint.ts'
import { FileLink } from './contract.ts'
import { linkedPath } from './file-link.ts'
import { openLinkedFile } from './queries/linked-file.ts'
import { keyOf, linkEnded } from './stored-file.ts'

const linkedFile = endpoint({
  name: 'files.linkedFile',
  summary: 'A file, by a link that ends soon',
  permission: 'anyone',
  method: 'get',
  path: linkedPath,
  inPortal: true,
  produces: '*/*',
  async handle({ ask, send, request }) {
    const query = new URL(request.url, 'http://here').searchParams
    const link = FileLink.safeParse({
      fileId: request.params.fileId,
      until: Number(query.get('until')),
      signature: query.get('signature'),
      of: query.get('of') ?? undefined,
    })
    if (!link.success) throw linkEnded()
    const { fileId, sha256, ...file } = await ask(openLinkedFile, link.data)
    await send({ ...file, key: keyOf(fileId), tag: sha256 })
  },
})

export const endpoints: readonly Endpoint[] = [linkedFile]
