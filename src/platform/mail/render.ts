import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Liquid, type Template } from 'liquidjs'
import { type BrandLogo, fitLogo } from '../presentation/brand.ts'
import { fillLink, type Link, linkAsText, paragraphsAsHtml, paragraphsAsText, parseBlocks } from './blocks.ts'
import type { MailLooks } from './colours.ts'
import { addFilters } from './filters.ts'
import { parseSource } from './source.ts'
import { MarkedValues, singleLine } from './values.ts'

export interface MailContext {
  /** Name of the association that writes. */
  brandName: string
  looks: MailLooks
  /** The sign of the association, as an image that travels with the mail. */
  logo?: MailLogo | null
  baseUrl: string
  /** Stand under what says why the mail came. */
  footerLinks?: readonly Link[]
}

export interface MailLogo
  extends Pick<BrandLogo, 'alt' | 'name' | 'width' | 'height' | 'seenOnLight' | 'seenOnDark'> {
  /** Under which the mail carries it. */
  contentId: string
}

export interface RenderedMail {
  subject: string
  html: string
  text: string
}

export interface MailRenderer {
  /** `name` is `<room>/<name>`; a locale without this mail gets the English one. */
  render(
    name: string,
    locale: string,
    data: Record<string, unknown>,
    context: MailContext,
  ): Promise<RenderedMail>
}

interface Mail {
  locale: string
  subject: Template[]
  why: Template[]
  body: Template[]
}

const fallbackLocale = 'en'
const rightToLeft = ['ar', 'fa', 'he', 'ur', 'yi']
const longestSubject = 200

export function createMailRenderer({ root }: { root: string }): MailRenderer {
  // Rendering below is synchronous: no other mail can come between setting this and using it.
  let values = new MarkedValues()
  const texts = addFilters(
    new Liquid({ strictVariables: true, strictFilters: true, outputEscape: (value) => values.mark(value) }),
  )
  const pages = new Liquid({ strictVariables: true, strictFilters: true, outputEscape: 'escape' })

  const mails = new Map<string, Promise<Mail>>()
  let layout: Promise<Template[]> | undefined

  async function readMail(name: string, locale: string): Promise<Mail> {
    for (const candidate of candidateLocales(locale)) {
      const text = await readIfThere(join(root, 'templates/mail', candidate, `${name}.liquid`))
      if (text === undefined) continue
      const { subject, why, body } = parseSource(text, `${candidate}/${name}`)
      const parse = (part: string) => texts.parse(part)
      return { locale: candidate, subject: parse(subject), why: parse(why), body: parse(body) }
    }
    throw new Error(`There is no mail "${name}" in templates/mail/${fallbackLocale}`)
  }

  async function readLayout(): Promise<Template[]> {
    const text = await readIfThere(join(root, 'dist/mail/layout.html'))
    if (text === undefined)
      throw new Error('dist/mail/layout.html is not there: run node scripts/build-mail.ts')
    return pages.parse(text)
  }

  return {
    async render(name, locale, data, context) {
      if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(name)) throw new Error(`"${name}" is not a name of a mail`)
      const mail = await remembered(mails, `${locale}/${name}`, () => readMail(name, locale))
      layout ??= readLayout()
      const page = await layout.catch((error) => {
        layout = undefined
        throw error
      })

      values = new MarkedValues()
      const scope = { timeZone: 'UTC', ...data, brandName: context.brandName, locale: mail.locale }
      const write = (template: Template[]) => texts.renderSync(template, scope) as string
      const subject = shortened(singleLine(values.fill(write(mail.subject))), longestSubject)
      const why = singleLine(values.fill(write(mail.why)))
      const { before, action: markedAction, after } = parseBlocks(write(mail.body), name)
      const action = markedAction && fillLink(markedAction, values, name)
      const { footerLinks = [] } = context
      const home = { label: singleLine(context.brandName), url: context.baseUrl }

      const opening = paragraphsAsText(before, values, name)
      const text = [
        ...opening,
        ...(action ? [linkAsText(action)] : []),
        ...paragraphsAsText(after, values, name),
        // Mail programs know "-- " as the start of a signature and set it apart.
        `-- \n${home.label}\n${home.url}\n\n${why}`,
        ...footerLinks.map(linkAsText),
      ].join('\n\n')

      const direction = rightToLeft.includes(mail.locale.split('-')[0] ?? '') ? 'rtl' : 'ltr'
      const html = pages.renderSync(page, {
        ...context.looks,
        logo: context.logo ? shownLogo(context.logo) : null,
        locale: mail.locale,
        direction,
        // Mail programs know no text-align: start.
        start: direction === 'rtl' ? 'right' : 'left',
        subject,
        preview: shortened(opening.slice(1).join(' ') || why, 140),
        home,
        before: paragraphsAsHtml(before, values, name),
        action: action ?? null,
        after: paragraphsAsHtml(after, values, name),
        why,
        footerLinks,
      }) as string
      return { subject, html, text: `${text}\n` }
    },
  }
}

/** Half the points that the image has: fine screens show them all. */
const mostPoints = { width: 240, height: 48 }

function shownLogo({ contentId, alt, name, seenOnLight, seenOnDark, ...size }: MailLogo) {
  return {
    ...fitLogo(size, mostPoints),
    src: `cid:${contentId}`,
    // Where images are switched off, these words stand in for it.
    alt: singleLine(alt),
    hasName: name === 'within',
    ground: seenOnLight === seenOnDark ? '' : seenOnLight ? 'light' : 'dark',
  }
}

/** uk-UA, then uk, then English. */
function candidateLocales(locale: string): string[] {
  if (!/^[A-Za-z0-9-]+$/.test(locale)) return [fallbackLocale]
  return [...new Set([locale, locale.split('-')[0] ?? locale, fallbackLocale])]
}

function shortened(text: string, limit: number): string {
  const characters = [...text]
  return characters.length <= limit
    ? text
    : `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
}

/** A failure is not remembered: the file may be there next time. */
async function remembered<Value>(
  memory: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const known = memory.get(key) ?? make()
  memory.set(key, known)
  try {
    return await known
  } catch (error) {
    memory.delete(key)
    throw error
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
