import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { projectRoot } from '../project-root.ts'
import type { Storage } from '../storage/storage.ts'

/** How a document looks: the association whose it is, its colour and its sign. */
export interface DocumentLooks {
  name: string
  /** `#rrggbb`, dark enough to be read on white. */
  ink: string
  /** Where the storage holds it, and where the name stands: within it, it is not said again. */
  logo: { key: string; alt: string; name: string } | null
}

export interface DocumentToSet {
  /** Name of the file in templates/documents, without its ending. */
  document: string
  looks: DocumentLooks
  /** What it says, as the template expects it: texts in the language of the reader, ready to be printed. */
  data: Record<string, unknown>
  /** Stands in the file as when it was made: of the same data at the same time comes the same file. */
  madeAt: Date
}

const templates = join(projectRoot, 'templates/documents')
const letters = ['400Regular/SourceSans3_400Regular', '600SemiBold/SourceSans3_600SemiBold']

/** Where templates find the sign of the association whose document is set. */
const signPath = '/sign.png'

/** What was set stays known to the compiler for as many documents, so that the next of its kind is set faster. */
const remembered = 10

let opened: Promise<NodeCompiler> | null = null

/** Loaded with the first document: a process that makes none carries nothing of it. */
function compiler(): Promise<NodeCompiler> {
  opened ??= import('@myriaddreamin/typst-ts-node-compiler').then(({ NodeCompiler }) => {
    const { resolve } = createRequire(join(projectRoot, 'package.json'))
    const fontBlobs = letters.map((name) =>
      readFileSync(resolve(`@expo-google-fonts/source-sans-3/${name}.ttf`)),
    )
    return NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs }] })
  })
  return opened
}

/**
 * A PDF by a template of templates/documents, a Typst file that reads `sys.inputs.data` and, through document.typ,
 * `sys.inputs.looks`. What people wrote comes to it as data and never as markup: it cannot read files or set commands.
 */
export async function typeset(
  { document, looks: { name, ink, logo }, data, madeAt }: DocumentToSet,
  storage: Pick<Storage, 'read'>,
): Promise<Uint8Array> {
  const [typst, sign] = await Promise.all([compiler(), logo && storage.read(logo.key).then(buffer)])
  // From here on nothing waits: the sign is that of no other document.
  if (sign) typst.mapShadow(join(templates, signPath), sign)
  try {
    return typst.pdf(
      {
        mainFilePath: join(templates, `${document}.typ`),
        inputs: {
          data: JSON.stringify(data),
          looks: JSON.stringify({
            name,
            colour: ink,
            logo: logo && { path: signPath, alt: logo.alt, name: logo.name },
          }),
        },
        resetRead: true,
      },
      { creationTimestamp: Math.floor(madeAt.getTime() / 1000) },
    )
  } finally {
    if (sign) typst.unmapShadow(join(templates, signPath))
    typst.evictCache(remembered)
  }
}
