import { type Endpoint, endpoint } from '../../platform/declare/endpoint.ts'
import { KeptMailReference } from './contract.ts'
import { readKeptMail } from './queries/kept-mail.ts'

/**
 * A mail as a mail program shows it. It carries its styles inside, which no page of ours may, and words that somebody
 * typed: so it runs nothing, loads nothing, and stands only in a frame of the portal itself.
 */
const mailHtml = endpoint({
  name: 'development.mailHtml',
  summary: 'A mail that was kept instead of sent, as it looks',
  permission: 'anyone',
  method: 'get',
  path: '/dev/mail/:mailId/html',
  inPortal: true,
  produces: 'text/html',
  input: KeptMailReference,
  async handle({ ask, input, response }) {
    const { html } = await ask(readKeptMail, KeptMailReference.parse(input))
    response.setHeader(
      'Content-Security-Policy',
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
    )
    // A sandboxed frame is an origin of its own, which cannot be kept apart the way that our pages are.
    response.removeHeader('Origin-Agent-Cluster')
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.setHeader('Cache-Control', 'private, no-store')
    response.end(html)
  },
})

export const endpoints: readonly Endpoint[] = [mailHtml]
