// Compiles the layout of the mails from MJML into dist/mail/layout.html, unless that is up to date.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const output = join(root, 'dist/mail/layout.html')

/** True if it had to compile. */
export async function buildMail(): Promise<boolean> {
  const source = await readFile(join(root, 'templates/mail/layout.mjml'), 'utf8')
  const stamp = `<!-- ${await fingerprint(source)} -->`
  const current = await readFile(output, 'utf8').catch(() => '')
  if (current.endsWith(stamp)) return false

  // Loading MJML takes longer than all the rest.
  const { default: compile } = await import('mjml')
  const { html, errors } = await compile(source, {
    validationLevel: 'soft',
    keepComments: false,
    // MJML would have each reader's mail program fetch fonts from Google.
    fonts: {},
  })
  const faults = errors.filter(({ message }) => !message.includes('{{'))
  if (faults.length > 0) throw new Error(faults.map(({ formattedMessage }) => formattedMessage).join('\n'))

  await mkdir(join(root, 'dist/mail'), { recursive: true })
  // Two builds may run at once; whoever reads must find a whole file.
  const unfinished = `${output}.${randomUUID()}`
  await writeFile(unfinished, html + stamp)
  await rename(unfinished, output)
  return true
}

async function fingerprint(source: string): Promise<string> {
  const ingredients = [
    source,
    await readFile(import.meta.filename, 'utf8'),
    await readFile(join(root, 'node_modules/mjml/package.json'), 'utf8'),
  ]
  return createHash('sha256').update(ingredients.join('\0')).digest('hex')
}

if (import.meta.main) {
  const started = performance.now()
  const compiled = await buildMail()
  console.log(
    `Mail layout ${compiled ? 'compiled' : 'is up to date'} (${Math.round(performance.now() - started)} ms)`,
  )
}
