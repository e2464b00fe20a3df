import { type Endpoint, endpoint } from '../../platform/declare/endpoint.ts'
import { LogoImageReference } from './contract.ts'
import { glossary } from './glossary.ts'
import { readLogoImage } from './queries/logo.ts'

const logoImage = endpoint({
  name: 'branding.logoImage',
  glossary,
  summary: 'The logo of an association',
  permission: 'anyone',
  method: 'get',
  path: '/brand/logo/:fileId/:size',
  produces: 'image/png',
  input: LogoImageReference,
  async handle({ ask, send, input }) {
    const image = await ask(readLogoImage, LogoImageReference.parse(input))
    // Another logo has another address.
    await send({ ...image, cacheSeconds: 365 * 86_400 })
  },
})

export const endpoints: readonly Endpoint[] = [logoImage]
