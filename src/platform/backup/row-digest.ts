import { createHash } from 'node:crypto'
import { Transform, type TransformCallback } from 'node:stream'

const space = 1n << 128n

/**
 * Lets rows of PostgreSQL's COPY pass and remembers how many there were, and a sum of their hashes: the same rows
 * give the same sum in whatever order they come, so that two databases can be compared without sorting.
 */
export class RowDigest extends Transform {
  rows = 0
  #sum = 0n
  #rest: Buffer[] = []

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let start = 0
    // COPY writes a line break inside a value as two other letters, so a real one ends a row.
    for (let end = piece.indexOf(10); end !== -1; end = piece.indexOf(10, start)) {
      this.#add(piece.subarray(start, end))
      start = end + 1
    }
    if (start < piece.length) this.#rest.push(Buffer.from(piece.subarray(start)))
    done(null, piece)
  }

  /** Hexadecimal. */
  get digest(): string {
    return this.#sum.toString(16).padStart(32, '0')
  }

  #add(ending: Buffer): void {
    const row = this.#rest.length === 0 ? ending : Buffer.concat([...this.#rest, ending])
    this.#rest = []
    const hash = createHash('sha256').update(row).digest()
    this.#sum = (this.#sum + ((hash.readBigUInt64BE(0) << 64n) | hash.readBigUInt64BE(8))) % space
    this.rows += 1
  }
}
