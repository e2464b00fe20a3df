import { fromBuffer } from 'yauzl'

/** The files of an archive, by their names. */
export function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true }, (failure, zip) => {
      if (failure) return reject(failure)
      const found = new Map<string, Buffer>()
      zip.on('entry', (entry) =>
        zip.openReadStream(entry, async (wrong, stream) => {
          if (wrong) return reject(wrong)
          found.set(entry.fileName, Buffer.concat(await stream.toArray()))
          zip.readEntry()
        }),
      )
      zip.on('end', () => resolve(found))
      zip.on('error', reject)
      zip.readEntry()
    }),
  )
}
