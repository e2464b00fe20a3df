import { fileTypeFromFile } from 'file-type'
import type { ReceivedFile } from '../../platform/storage/incoming.ts'
import { textTypeOf } from './media-type.ts'

/** What a file is by its bytes, of what is allowed; null for everything else. Neither name nor browser is believed. */
export async function mediaTypeOf(file: ReceivedFile, allowed: readonly string[]): Promise<string | null> {
  const found = await fileTypeFromFile(file.path)
  // Something that begins like nothing known may still be text; something that begins like an image is none.
  if (found) {
    if (!allowed.includes(found.mime)) return null
    return found.mime !== 'application/pdf' || (await endsAsPdf(file)) ? found.mime : null
  }
  const text = textTypeOf(file.name, allowed)
  return text && (await isPlainText(file)) ? text : null
}

/** How much of its end readers look through for the mark. */
const pdfEndBytes = 1024

/** Not cut off, and with nothing behind its end that would be read as a file of another kind. */
async function endsAsPdf(file: ReceivedFile): Promise<boolean> {
  const end: Uint8Array[] = []
  for await (const piece of file.bytes(Math.max(0, file.size - pdfEndBytes))) end.push(piece)
  return /%%EOF[\s\0]*$/.test(Buffer.concat(end).toString('latin1'))
}

/** Readable to its end, and nothing that a browser would take for a page or a drawing. */
async function isPlainText(file: ReceivedFile): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isBeginning = true
  try {
    for await (const piece of file.bytes()) {
      const text = decoder.decode(piece, { stream: true })
      // A browser that guesses looks at the first bytes only.
      if (hasControls(text) || (isBeginning && looksLikeMarkup(text.slice(0, 2048)))) return false
      isBeginning = false
    }
    return !hasControls(decoder.decode())
  } catch {
    return false
  }
}

function hasControls(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)
}

function looksLikeMarkup(text: string): boolean {
  return /<(!doctype|!--|\?xml|html|head|body|script|iframe|svg|img|style|title|table|a\s|div|meta|link|object|embed)/i.test(
    text,
  )
}
