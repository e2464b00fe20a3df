import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { type BrandLogo, type BrandLook, plainBrand } from '../presentation/brand.ts'
import type { Services } from '../services.ts'
import type { Storage } from '../storage/storage.ts'
import type { Words } from '../words.ts'
import { mailLooks } from './colours.ts'
import type { MailRenderer } from './render.ts'
import type { MailImage, MailTransport } from './transport.ts'

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

/** Whose letters they are: where they lead, and how they look. */
export interface Sender {
  host: string | null
  look: BrandLook | null
}

/** Makes the mailer of one handling of one fact: the same letter then has the same Message-ID at every try. */
export type MailerFor = (key: string, sender: Sender) => Mailer

export interface MailerParts {
  config: Config
  renderer: MailRenderer
  transport: MailTransport
  storage: Storage
  link: Services['link']
  words: Words
  log: Log
}

export function createMailerFor(parts: MailerParts): MailerFor {
  const { config, renderer, transport, link, words } = parts
  // The same for all associations, so that a letter keeps its id when a name is given to one meanwhile.
  const sender = new URL(link('/')).hostname
  const imageOf = logoReader(parts, sender)
  return (key, { host, look }) => ({
    async send({ template, to, locale, from, data, optOut }) {
      const t = words.in(locale)
      const image = look?.logo ? await imageOf(look.logo) : null
      const content = await renderer.render(template, locale, data, {
        brandName: from,
        looks: mailLooks(look?.choice ?? plainBrand, config.BRAND_HUE),
        logo: look?.logo && image && { ...look.logo, contentId: image.contentId },
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
        images: image ? [image] : [],
        unsubscribe: optOut?.unsubscribe,
      })
    },
  })
}

/** Few associations share a process, and each has one logo of some kilobytes. */
const mostLogos = 100

/**
 * The logo travels with the mail: programs show it without asking anybody, and whoever opens a mail is not told of to
 * the portal. A mail whose logo cannot be read goes without it.
 */
function logoReader({ storage, log }: Pick<MailerParts, 'storage' | 'log'>, sender: string) {
  const known = new Map<string, MailImage>()
  return async ({ mail: { key, mediaType } }: BrandLogo): Promise<MailImage | null> => {
    const before = known.get(key)
    if (before) return before
    try {
      const image = { contentId: `${key}@${sender}`, mediaType, bytes: await buffer(await storage.read(key)) }
      if (known.size >= mostLogos) known.clear()
      known.set(key, image)
      return image
    } catch (error) {
      log.warn({ err: error }, 'the logo of an association could not be read, so its mail goes without it')
      return null
    }
  }
}
