import { createHash } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Services } from '../services.ts'
import type { Words } from '../words.ts'
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
  /** Where its reader has no more of its kind. A letter about somebody's security leaves it out. */
  optOut?: OptOut
}

export interface OptOut {
  /** Address of the page with all that one may be written about. */
  preferences: string
  /** Address that ends this kind of letter, for whoever has the letter. */
  unsubscribe: string
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
  words: Words
}

export function createMailerFor({ config, renderer, transport, link, words }: MailerParts): MailerFor {
  // The same for all associations, so that a letter keeps its id when a name is given to one meanwhile.
  const sender = new URL(link('/')).hostname
  return (key, host) => ({
    async send({ template, to, locale, from, data, optOut }) {
      const t = words.in(locale)
      const content = await renderer.render(template, locale, data, {
        brandName: from,
        hue: config.BRAND_HUE,
        baseUrl: link('/', host),
        footerLinks: optOut && [
          { label: t('layout.mail.preferences'), url: optOut.preferences },
          { label: t('layout.mail.unsubscribe'), url: optOut.unsubscribe },
        ],
      })
      const id = createHash('sha256').update(`${key}\0${template}\0${to}`).digest('hex').slice(0, 32)
      await transport.send({
        ...content,
        to,
        from: config.MAIL_FROM,
        messageId: `<${id}@${sender}>`,
        unsubscribe: optOut?.unsubscribe,
      })
    },
  })
}
