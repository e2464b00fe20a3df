import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { isRunning, ownIdentity, type ProcessIdentity } from './processes.ts'

export interface LockRecord extends ProcessIdentity {
  /** Names this one taking of the lock, so that two takings by the same process differ. */
  nonce: string
  socketFolder: string
}

export interface DataFolderLock {
  /** Who held the lock before and died without giving it back. */
  predecessor: LockRecord | null
  release(): void
}

export class LockHeld extends Error {
  readonly holder: LockRecord

  constructor(holder: LockRecord) {
    super(`Held by process ${holder.pid}`)
    this.holder = holder
  }
}

/**
 * Takes the lock or throws LockHeld; two takers at the same instant never both get it.
 *
 * A free lock is taken by link(), which creates the complete file or fails. A lock whose holder has died is
 * replaced only by whoever holds the right to replace *that* holder, which is a lock of the same kind named
 * after the holder's nonce. Without it, a slow taker could remove the lock that a fast one has just taken.
 */
export function takeLock(path: string, socketFolder: string): DataFolderLock {
  const record: LockRecord = { ...ownIdentity(), nonce: randomBytes(6).toString('hex'), socketFolder }
  const draft = `${path}.draft-${record.nonce}`
  try {
    for (;;) {
      const holder = readLock(path)
      if (holder && isRunning(holder)) throw new LockHeld(holder)
      writeFileSync(draft, `${JSON.stringify(record)}\n`)
      if (holder ? replace(path, holder, draft) : create(path, draft)) {
        return { predecessor: holder, release: () => release(path, record) }
      }
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

export function readLock(path: string): LockRecord | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    // Cut short by a crash of the machine: the process that wrote it is gone.
    if (error instanceof SyntaxError)
      return { pid: 0, startedAt: 'never', nonce: 'unreadable', socketFolder: '' }
    throw error
  }
}

function create(path: string, draft: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function replace(path: string, holder: LockRecord, draft: string): boolean {
  const right = takeLock(`${path}.${holder.nonce}`, '')
  try {
    if (readLock(path)?.nonce !== holder.nonce) return false
    renameSync(draft, path)
    return true
  } finally {
    right.release()
  }
}

function release(path: string, record: LockRecord): void {
  if (readLock(path)?.nonce === record.nonce) rmSync(path, { force: true })
}
