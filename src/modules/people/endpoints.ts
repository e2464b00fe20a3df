import { type Endpoint, endpoint } from '../../platform/declare/endpoint.ts'
import { notFound } from '../../platform/errors.ts'
import { PhotoReference } from './contract.ts'
import { readPhoto } from './queries/photo.ts'

const photo = endpoint({
  name: 'people.photo',
  summary: 'The photo of a person who shows it to you',
  permission: 'anyone',
  method: 'get',
  path: '/people/:personId/photo',
  produces: 'image/*',
  async handle({ ask, send, request }) {
    const query = new URL(request.url, 'http://here').searchParams
    const reference = PhotoReference.safeParse({
      ...request.params,
      ...(query.has('size') ? { size: Number(query.get('size')) } : {}),
    })
    if (!reference.success) throw notFound()
    const { fileId, ...file } = await ask(readPhoto, reference.data)
    // An address that names this very photo leads to no other, so it need not be asked again.
    const lasts = query.get('photo') === fileId
    await send({ ...file, cacheSeconds: lasts ? 30 * 86_400 : 0 })
  },
})

export const endpoints: readonly Endpoint[] = [photo]
