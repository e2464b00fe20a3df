/**
 * Cuts the letters that nearly every page needs out of Source Sans 3 and writes them to templates/assets/fonts, where
 * they are committed. Run it again when the font's package or the letters below change.
 *
 * The licence lets a changed font be passed on, yet not under its reserved name "Source": the parts are called
 * Guildhall Sans, inside of the files as well. Rarer letters come from the package's own files, which are unchanged.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import subsetFontOfOldTypes from 'subset-font'

/** Its published types are older than what it can do. */
const subsetFont = subsetFontOfOldTypes as unknown as (
  font: Buffer,
  text: string | undefined,
  options: {
    targetFormat: 'sfnt' | 'woff2'
    keepAllGlyphs?: boolean
    keepFeatures?: string[]
    noHinting?: boolean
    preserveNameIds?: number[]
    variationAxes?: Record<string, { min: number; max: number }>
  },
) => Promise<Buffer>

const root = resolve(import.meta.dirname, '..')
const packageFolder = join(root, 'node_modules/@fontsource-variable/source-sans-3')
const target = join(root, 'templates/assets/fonts')

interface Part {
  name: string
  /** Which file of the package holds the letters. */
  from: 'latin' | 'cyrillic' | 'cyrillic-ext'
  /** The unicode-range of the part in fonts.css. */
  letters: number[][]
  /** Beside kerning. */
  features: readonly string[]
}

/** Local forms, and figures of one width; not small capitals, fractions and the like. */
const forLatin = ['locl', 'tnum']

const parts: Part[] = [
  {
    name: 'basic',
    from: 'latin',
    features: forLatin,
    letters: [
      [0x20, 0x7e],
      [0xa0],
      [0xa7],
      [0xa9],
      [0xab],
      [0xad],
      [0xb0, 0xb1],
      [0xb7],
      [0xbb],
      [0xd7],
      [0x2bc],
      [0x2010, 0x2014],
      [0x2018, 0x201e],
      [0x2026],
      [0x202f, 0x2030],
      [0x2039, 0x203a],
      [0x20ac],
      [0x2190, 0x2193],
      [0x2212],
    ],
  },
  {
    name: 'accented',
    from: 'latin',
    features: forLatin,
    letters: [
      [0xa1, 0xa6],
      [0xa8],
      [0xaa],
      [0xac],
      [0xae, 0xaf],
      [0xb2, 0xb6],
      [0xb8, 0xba],
      [0xbc, 0xd6],
      [0xd8, 0xff],
      [0x131],
      [0x152, 0x153],
      [0x2c6],
      [0x2dc],
      [0x2122],
    ],
  },
  {
    name: 'cyrillic',
    from: 'cyrillic',
    // Its local forms are those of Bulgarian and Serbian, a fifth of the file; the package's own file has them.
    features: [],
    letters: [
      [0x301],
      [0x401],
      [0x404],
      [0x406, 0x407],
      [0x40e],
      [0x410, 0x44f],
      [0x451],
      [0x454],
      [0x456, 0x457],
      [0x45e],
      [0x490, 0x491],
      [0x2116],
    ],
  },
  {
    // Wherever money of Ukraine is: the package has its sign among eleven thousand bytes of other letters.
    name: 'hryvnia',
    from: 'cyrillic-ext',
    features: [],
    letters: [[0x20b4]],
  },
]

/** From that of text to that of what stands out: each part is a sixth smaller than with all that nobody uses. */
const weights = { min: 400, max: 600 }

for (const { name, from, letters, features } of parts) {
  const original = await readFile(join(packageFolder, `files/source-sans-3-${from}-wght-normal.woff2`))
  const whole = await subsetFont(original, undefined, { keepAllGlyphs: true, targetFormat: 'sfnt' })
  const text = letters
    .flatMap(([first = 0, last = first]) =>
      Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
    )
    .join('')
  const part = await subsetFont(renamed(whole), text, {
    targetFormat: 'woff2',
    keepFeatures: ['kern', ...features],
    noHinting: true,
    preserveNameIds: [0, 13, 14],
    variationAxes: { wght: weights },
  })
  await writeFile(join(target, `guildhall-sans-${name}.woff2`), part)
  console.log(`${name}: ${part.length} bytes`)
}
await writeFile(join(target, 'OFL.txt'), await readFile(join(packageFolder, 'LICENSE')))

/** The same font under our name. The copyright notice (name 0) stays as it is, as the licence asks. */
function renamed(font: Buffer): Buffer {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
    const record = 12 + index * 16
    const offset = font.readUInt32BE(record + 8)
    return {
      record,
      tag: font.toString('latin1', record, record + 4),
      content: font.subarray(offset, offset + font.readUInt32BE(record + 12)),
    }
  })
  const head = Buffer.from(font.subarray(0, 12 + tables.length * 16))
  const bodies: Buffer[] = [head]
  let offset = head.length
  for (const { record, tag, content } of tables) {
    const body = tag === 'name' ? renamedTable(content) : content
    head.writeUInt32BE(offset, record + 8)
    head.writeUInt32BE(body.length, record + 12)
    const padded = Buffer.concat([body, Buffer.alloc(-body.length & 3)])
    bodies.push(padded)
    offset += padded.length
  }
  return Buffer.concat(bodies)
}

function renamedTable(table: Buffer): Buffer {
  const strings = table.readUInt16BE(4)
  const records: Buffer[] = []
  const texts: Buffer[] = []
  let offset = 0
  for (let index = 0; index < table.readUInt16BE(2); index += 1) {
    const record = Buffer.from(table.subarray(6 + index * 12, 18 + index * 12))
    const start = strings + record.readUInt16BE(10)
    const text = Buffer.from(table.subarray(start, start + record.readUInt16BE(8)))
    // Every name of the package's files is UTF-16 with the high byte first.
    const before = text.swap16().toString('utf16le')
    const nameId = record.readUInt16BE(6)
    const after =
      nameId === 0
        ? before
        : before.replace(/Source ?Sans ?3( VF)?/g, (found) =>
            found.includes(' ') ? 'Guildhall Sans' : 'GuildhallSans',
          )
    const written = Buffer.from(after, 'utf16le').swap16()
    record.writeUInt16BE(written.length, 8)
    record.writeUInt16BE(offset, 10)
    offset += written.length
    records.push(record)
    texts.push(written)
  }
  const head = Buffer.from(table.subarray(0, 6))
  head.writeUInt16BE(6 + records.length * 12, 4)
  return Buffer.concat([head, ...records, ...texts])
}
