import { escapeHtml, type MarkedValues } from './values.ts'

export interface Link {
  label: string
  url: string
}

interface Paragraph {
  text: string
  link?: Link
  /** What follows the link. */
  rest: string
}

/** The parts of a mail in reading order. Texts still carry marks in place of values. */
export interface MailBlocks {
  before: Paragraph[]
  action: Link | undefined
  after: Paragraph[]
}

/** A paragraph that is nothing but a link is the mail's one action; a link inside a paragraph is an ordinary one. */
export function parseBlocks(marked: string, name: string): MailBlocks {
  const blocks: MailBlocks = { before: [], action: undefined, after: [] }
  for (const block of marked.trim().split(/\n\s*\n/)) {
    const paragraph = parseParagraph(
      block
        .split('\n')
        .map((line) => line.trim())
        .join(' ')
        .trim(),
    )
    if (paragraph.link && paragraph.text === '' && paragraph.rest === '') {
      if (blocks.action) throw new Error(`Mail ${name}: there are two actions; a mail has one`)
      blocks.action = paragraph.link
    } else {
      const side = blocks.action ? blocks.after : blocks.before
      side.push(paragraph)
    }
  }
  return blocks
}

function parseParagraph(text: string): Paragraph {
  const match = /\[([^\]]+)\]\(([^)\s]+)\)/.exec(text)
  if (!match) return { text, rest: '' }
  const [whole, label = '', url = ''] = match
  return {
    text: text.slice(0, match.index),
    link: { label, url },
    rest: text.slice(match.index + whole.length),
  }
}

/** Fills in a link's values. Anything but a web address is refused: a mail must not carry `javascript:`. */
export function fillLink(link: Link, values: MarkedValues, name: string): Link {
  const written = values.fill(link.url)
  const url = URL.canParse(written) ? new URL(written) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new Error(`Mail ${name}: "${written}" is not a web address`)
  }
  return { label: values.fill(link.label), url: url.href }
}

export function paragraphsAsHtml(paragraphs: Paragraph[], values: MarkedValues, name: string): string {
  const html = ({ text, link, rest }: Paragraph) => {
    const filled = values.fill(text, escapeHtml)
    if (!link) return filled
    const { label, url } = fillLink(link, values, name)
    return `${filled}<a class="link" href="${escapeHtml(url)}">${escapeHtml(label)}</a>${values.fill(rest, escapeHtml)}`
  }
  return paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${html(paragraph)}</p>`).join('\n')
}

export function paragraphsAsText(paragraphs: Paragraph[], values: MarkedValues, name: string): string[] {
  return paragraphs.map(({ text, link, rest }) => {
    if (!link) return values.fill(text)
    // A full stop behind an address would be taken for a part of it.
    const following = values.fill(rest).replace(/^[.,;:]?\s*/, '')
    return [values.fill(text) + linkAsText(fillLink(link, values, name)), following]
      .filter(Boolean)
      .join('\n')
  })
}

export function linkAsText({ label, url }: Link): string {
  return `${label}:\n${url}`
}
