import { createHash } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Services } from '../services.ts'
import type { MailRenderer } from './render.ts'
import type { MailTransport } from './transport.ts'

export interface Letter {
  /** `<room>/<name>` in templates/mail. */
  template: string
  to: string
  locale: string
  /** Name of the association that writes. */
  from: string
  data: Record<string, unknown>
}

export interface Mailer {
  send(letter: Letter): Promise<void>
}

/** Makes the mailer of one handling of one fact: the same letter then has the same Message-ID at every try. */
export type MailerFor = (key: string, host: string | null) => Mailer

export interface MailerParts {
  config: Config
  renderer: MailRenderer
  transport: MailTransport
  link: Services['link']
}

export function createMailerFor({ config, renderer, transport, link }: MailerParts): MailerFor {
  // The same for all associations, so that a letter keeps its id when a name is given to one meanwhile.
  const sender = new URL(link('/')).hostname
  return (key, host) => ({
    async send({ template, to, locale, from, data }) {
      const content = await renderer.render(template, locale, data, {
        brandName: from,
        hue: config.BRAND_HUE,
        baseUrl: link('/', host),
      })
      const id = createHash('sha256').update(`${key}\0${template}\0${to}`).digest('hex').slice(0, 32)
      await transport.send({ ...content, to, from: config.MAIL_FROM, messageId: `<${id}@${sender}>` })
    },
  })
}
