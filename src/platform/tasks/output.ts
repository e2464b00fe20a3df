import { newId } from '../ids.ts'
import type { Services } from '../services.ts'

/** What a task writes, piece by piece. */
export interface Output {
  write(piece: string | Uint8Array): void
  /** Says whom what was written speaks of, beside who started the task: the file goes when one of them is erased. */
  speaksOf(personId: string): void
}

/** A file in the storage that no row speaks of yet. */
export interface WrittenFile {
  fileId: string
  size: number
  /** Hexadecimal. */
  sha256: string
}

/**
 * What is written between two checkpoints is one part, kept in the storage under a key of its own. The checkpoint that
 * names it counts, so a run that died or was overtaken leaves at most a part that nobody speaks of.
 */
export class OutputParts implements Output {
  readonly #services: Pick<Services, 'storage' | 'incoming'>
  #pieces: Uint8Array[] = []
  /** Those of this run and of the runs before it. */
  readonly parts: string[]
  readonly #mentions: Set<string>

  constructor(
    services: Pick<Services, 'storage' | 'incoming'>,
    parts: readonly string[],
    mentions: readonly string[],
  ) {
    this.#services = services
    this.parts = [...parts]
    this.#mentions = new Set(mentions)
  }

  /** Persons of whom it speaks. */
  get mentions(): string[] {
    return [...this.#mentions]
  }

  speaksOf(personId: string): void {
    this.#mentions.add(personId)
  }

  write(piece: string | Uint8Array): void {
    this.#pieces.push(typeof piece === 'string' ? Buffer.from(piece) : piece)
  }

  /** Puts what was written since the last time into the storage. */
  async keepPart(): Promise<void> {
    const bytes = Buffer.concat(this.#pieces)
    this.#pieces = []
    if (bytes.byteLength === 0) return
    const key = newId()
    await this.#services.storage.put(key, bytes)
    this.parts.push(key)
  }

  /** All parts as one file, by way of this machine's disk: it need not fit into memory. */
  async putTogether(): Promise<WrittenFile | null> {
    const { storage, incoming } = this.#services
    const whole = await incoming.receive(this.#all(), { limitBytes: Number.MAX_SAFE_INTEGER })
    try {
      if (whole.size === 0) return null
      const fileId = newId()
      await storage.putFile(fileId, whole.path)
      return { fileId, size: whole.size, sha256: whole.sha256 }
    } finally {
      await incoming.forget(whole)
    }
  }

  async *#all(): AsyncIterable<Uint8Array> {
    for (const part of this.parts) yield* await this.#services.storage.read(part)
    yield* this.#pieces
  }

  /** Once the whole is known, or nobody wants it any more. */
  async removeParts(): Promise<void> {
    for (const part of this.parts) await this.#services.storage.remove(part)
  }
}
