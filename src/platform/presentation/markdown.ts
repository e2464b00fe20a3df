import { Marked } from 'marked'
import sanitizeHtml from 'sanitize-html'

/** Line breaks count, as people expect who write into a box. */
const reader = new Marked({ gfm: true, breaks: true })

/** A page has two levels of headings of its own above what somebody wrote. */
const lowered = { h1: 'h3', h2: 'h3', h3: 'h4', h4: 'h4', h5: 'h4', h6: 'h4' }

/** Ten thousand quotations inside each other are more than the reader can follow, and mean nothing: they stay as they were typed. */
function parsed(markdown: string): string {
  try {
    return reader.parse(markdown, { async: false })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return `<p>${markdown.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`
  }
}

/** What people write in Markdown, as HTML that can neither act nor fetch nor pretend to be part of the portal. */
export function markdownToHtml(markdown: string): string {
  return sanitizeHtml(parsed(markdown), {
    allowedTags: [
      ...['h3', 'h4', 'p', 'br', 'hr', 'blockquote', 'pre', 'code', 'em', 'strong', 'del'],
      ...['ul', 'ol', 'li', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
    ],
    allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    transformTags: {
      ...lowered,
      a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: 'nofollow noopener ugc' } }),
    },
  })
}

/** Its words alone, for where there is room for a line. */
export function markdownToText(markdown: string, longest: number): string {
  const text = sanitizeHtml(parsed(markdown), { allowedTags: [], allowedAttributes: {} })
    .replaceAll(/\s+/g, ' ')
    .trim()
  const plain = text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
  return plain.length <= longest ? plain : `${plain.slice(0, longest).replace(/\s+\S*$/, '')}…`
}
