import { type Endpoint, endpoint } from '../../platform/declare/endpoint.ts'
import { notFound } from '../../platform/errors.ts'
import { PersonReference } from './contract.ts'
import { readPhoto } from './queries/photo.ts'

const photo = endpoint({
  name: 'people.photo',
  summary: 'The photo of a person of your association',
  permission: 'member',
  method: 'get',
  path: '/people/:personId/photo',
  produces: 'image/*',
  async handle({ ask, send, request }) {
    const reference = PersonReference.safeParse(request.params)
    if (!reference.success) throw notFound()
    const { fileId, mediaType, size } = await ask(readPhoto, reference.data)
    await send({ key: fileId, mediaType, size })
  },
})

export const endpoints: readonly Endpoint[] = [photo]
