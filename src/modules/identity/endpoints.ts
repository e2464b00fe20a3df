import type { z } from 'zod'
import { type Endpoint, endpoint } from '../../platform/declare/endpoint.ts'
import { BeginAtProvider } from './contract.ts'
import { glossary } from './glossary.ts'
import { beginAtProvider } from './queries/providers.ts'

/** A link, since browsers let no form lead to another site. */
const goToProvider = endpoint({
  name: 'identity.goToProvider',
  glossary,
  summary: 'Go to an identity provider of the association to sign in',
  permission: 'anyone',
  tokens: false,
  method: 'get',
  path: '/sign-in/with/:providerId',
  inPortal: true,
  produces: 'text/html',
  input: BeginAtProvider,
  async handle({ ask, caller, input, response }) {
    const { url, flow, expiresAt } = await ask(beginAtProvider, input as z.output<typeof BeginAtProvider>)
    caller.session?.keep('flow', flow, expiresAt)
    response.setHeader('Cache-Control', 'no-store')
    response.redirect(303, url)
  },
})

export const endpoints: readonly Endpoint[] = [goToProvider]
