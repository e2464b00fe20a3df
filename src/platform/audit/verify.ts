import type pg from 'pg'
import { linkHash } from './chain.ts'
import { type AuditEntryRow, commonChain, hashOf } from './entry.ts'
import type { SignedCheckpoint, Signer } from './signer.ts'

/** What is wrong with a chain, at the first place where something is. */
export interface AuditFault {
  chain: string
  kind: 'changed' | 'removed' | 'inserted' | 'cut off' | 'rewritten' | 'not signed'
  /** The entry that it is about, where it still has a name. */
  entryId: string | null
  /** In plain words. */
  text: string
}

export interface AuditVerdict {
  chains: number
  entries: number
  checkpoints: number
  /** Entries that are still to be linked. */
  waiting: number
  faults: AuditFault[]
}

export interface VerifyOptions {
  signer: Signer
  /** Kept outside of the database: they prove what it no longer shows. */
  published?: readonly SignedCheckpoint[]
}

/** So many links are held at a time, however long a chain is. */
const batch = 2_000

type Row = AuditEntryRow & { hash: Buffer }
type LinkRow = {
  position: string
  entry_id: string
  linked_at: Date
  linked_hash: Buffer
  link_hash: Buffer
} & { [Column in keyof Row]: Row[Column] | null }

/**
 * Proves every chain from its first link on, in one snapshot, so that it can be asked while the portal works. Reads
 * each entry once and holds a batch at a time.
 */
export async function verifyAudit(client: pg.Client, options: VerifyOptions): Promise<AuditVerdict> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  try {
    await client.query('SET LOCAL statement_timeout = 0; SET LOCAL plan_cache_mode = force_custom_plan')
    return await verifyInSnapshot(client, options)
  } finally {
    await client.query('ROLLBACK')
  }
}

async function verifyInSnapshot(
  client: pg.Client,
  { signer, published = [] }: VerifyOptions,
): Promise<AuditVerdict> {
  const checkpoints = [...(await readCheckpoints(client)), ...published]
  const chains = await chainsIn(client, checkpoints)
  const verdict: AuditVerdict = {
    chains: chains.length,
    entries: 0,
    checkpoints: checkpoints.length,
    waiting: 0,
    faults: [],
  }
  const outside = await entriesOutside(client)
  for (const chain of chains) {
    const own = checkpoints.filter((checkpoint) => checkpoint.chain === chain)
    const walk = new ChainWalk(chain, own, signer)
    const fault = (await walk.through(client)) ?? outside.get(chain)
    verdict.entries += walk.proven
    if (fault) verdict.faults.push(fault)
  }
  const { waiting, faults } = await checkWaiting(client)
  return { ...verdict, waiting, faults: [...verdict.faults, ...faults] }
}

async function chainsIn(client: pg.Client, checkpoints: readonly SignedCheckpoint[]): Promise<string[]> {
  const { rows } = await client.query<{ chain: string }>(
    `SELECT DISTINCT chain FROM audit_links
     UNION SELECT DISTINCT coalesce(tenant_id, $1::uuid) FROM audit_entries`,
    [commonChain],
  )
  return [...new Set([...rows, ...checkpoints].map(({ chain }) => chain))].sort()
}

async function readCheckpoints(client: pg.Client): Promise<SignedCheckpoint[]> {
  const { rows } = await client.query(
    `SELECT chain, position, encode(hash, 'hex') AS hash, made_at, key_id AS key, encode(signature, 'base64') AS signature
     FROM audit_checkpoints`,
  )
  return rows.map(({ made_at: madeAt, position, ...rest }) => ({
    ...rest,
    position: Number(position),
    madeAt: madeAt.toISOString(),
  }))
}

/** One way through one chain, from its first link to the last or to the first fault. */
class ChainWalk {
  proven = 0
  readonly #chain: string
  readonly #signer: Signer
  /** In the order of the chain. */
  readonly #checkpoints: SignedCheckpoint[]
  #head: Buffer = Buffer.alloc(0)
  #last: { entryId: string; label: string } | null = null
  #confirmed: SignedCheckpoint | null = null

  constructor(chain: string, checkpoints: readonly SignedCheckpoint[], signer: Signer) {
    this.#chain = chain
    this.#signer = signer
    this.#checkpoints = [...checkpoints].sort((a, b) => a.position - b.position)
  }

  async through(client: pg.Client): Promise<AuditFault | null> {
    const forged = this.#checkpoints.find((checkpoint) => !this.#signer.isGenuine(checkpoint))
    if (forged)
      return this.#fault(
        'not signed',
        null,
        `The checkpoint of ${forged.madeAt} was not signed with a key of AUDIT_SIGNING_KEY.`,
      )
    for (;;) {
      const { rows } = await client.query<LinkRow>(
        `SELECT l.position, l.entry_id, l.occurred_at AS linked_at, l.entry_hash AS linked_hash, l.hash AS link_hash,
           e.*, e.changes::text AS changes
         FROM (SELECT * FROM audit_links WHERE chain = $1 AND position > $2 ORDER BY position LIMIT $3) l
         LEFT JOIN audit_entries e ON e.id = l.entry_id AND e.occurred_at = l.occurred_at
         ORDER BY l.position`,
        [this.#chain, this.proven, batch],
      )
      for (const row of rows) {
        const fault = this.#step(row)
        if (fault) return fault
      }
      if (rows.length < batch) return this.#end()
    }
  }

  #step(row: LinkRow): AuditFault | null {
    const position = Number(row.position)
    const expected = this.proven + 1
    const label = labelOf(row)
    if (position !== expected)
      return this.#fault(
        'removed',
        null,
        `${position - expected === 1 ? 'An entry was' : `${position - expected} entries were`} removed with their links, after ${this.#after()} and before ${label}.`,
      )
    const link = {
      chain: this.#chain,
      position,
      entryId: row.entry_id,
      occurredAt: row.linked_at,
      entryHash: row.linked_hash,
    }
    const hash = linkHash(this.#head, link)
    if (!hash.equals(row.link_hash))
      return this.#fault(
        'rewritten',
        row.entry_id,
        `The link of ${label} does not follow from the one before it (${this.#after()}): it was changed, or put there later.`,
      )
    if (row.id === null)
      return this.#fault('removed', row.entry_id, `${label} was removed; its link is still there.`)
    const entry = row as Row
    const tenant = entry.tenant_id ?? commonChain
    if (
      tenant !== this.#chain ||
      !hashOf(entry).equals(row.linked_hash) ||
      !entry.hash.equals(row.linked_hash)
    )
      return this.#fault('changed', row.entry_id, `${label} was changed after it was written.`)
    this.proven = position
    this.#head = hash
    this.#last = { entryId: row.entry_id, label }
    return this.#compare()
  }

  /** With what was signed when the chain had come this far. */
  #compare(): AuditFault | null {
    while (this.#checkpoints[0]?.position === this.proven) {
      const checkpoint = this.#checkpoints.shift() as SignedCheckpoint
      if (checkpoint.hash !== this.#head.toString('hex'))
        return this.#fault(
          'rewritten',
          null,
          `This is not the chain that was signed on ${checkpoint.madeAt}: between ${this.#confirmed ? `the checkpoint of ${this.#confirmed.madeAt}` : 'its beginning'} and ${this.#after()}, entries were changed, removed or inserted and all links made anew.`,
        )
      this.#confirmed = checkpoint
    }
    return null
  }

  #end(): AuditFault | null {
    const beyond = this.#checkpoints.at(-1)
    if (!beyond) return null
    const missing = beyond.position - this.proven
    return this.#fault(
      'cut off',
      this.#last?.entryId ?? null,
      `The end was cut off: the checkpoint of ${beyond.madeAt} proves ${missing} more ${missing === 1 ? 'entry' : 'entries'} after ${this.#after()}.`,
    )
  }

  #after(): string {
    return this.#last?.label ?? 'the beginning of the chain'
  }

  #fault(kind: AuditFault['kind'], entryId: string | null, text: string): AuditFault {
    return { chain: this.#chain, kind, entryId, text }
  }
}

function labelOf(row: Pick<LinkRow, 'entry_id' | 'operation' | 'linked_at'>): string {
  const what = row.operation ? `${row.operation}, ` : ''
  return `entry ${row.entry_id} (${what}${row.linked_at.toISOString()})`
}

/** By chain, the first entry that came past the portal: no link holds it, and it does not wait for one. */
async function entriesOutside(client: pg.Client): Promise<Map<string, AuditFault>> {
  const { rows } = await client.query<LinkRow & { chain: string }>(
    `SELECT DISTINCT ON (chain) coalesce(e.tenant_id, $1::uuid) AS chain, e.id AS entry_id, e.operation,
       e.occurred_at AS linked_at
     FROM audit_entries e
     WHERE NOT EXISTS (SELECT FROM audit_links l WHERE l.entry_id = e.id AND l.occurred_at = e.occurred_at)
       AND NOT EXISTS (SELECT FROM audit_unlinked u WHERE u.entry_id = e.id AND u.occurred_at = e.occurred_at)
     ORDER BY chain, e.occurred_at, e.id`,
    [commonChain],
  )
  return new Map(
    rows.map((row) => [
      row.chain,
      {
        chain: row.chain,
        kind: 'inserted',
        entryId: row.entry_id,
        text: `${labelOf(row)} was inserted, or its link was removed: no link holds it.`,
      },
    ]),
  )
}

/** What was written in the last moments and is still to be linked. */
async function checkWaiting(client: pg.Client): Promise<{ waiting: number; faults: AuditFault[] }> {
  let after = commonChain
  const faults: AuditFault[] = []
  for (let waiting = 0; ; ) {
    const { rows } = await client.query<LinkRow & { chain: string }>(
      `SELECT u.entry_id, u.chain, u.occurred_at AS linked_at, u.entry_hash AS linked_hash, e.*, e.changes::text AS changes
       FROM (SELECT * FROM audit_unlinked WHERE entry_id > $1 ORDER BY entry_id LIMIT $2) u
       LEFT JOIN audit_entries e ON e.id = u.entry_id AND e.occurred_at = u.occurred_at ORDER BY u.entry_id`,
      [after, batch],
    )
    for (const row of rows) {
      if (faults.length > 0) break
      const fault = { chain: row.chain, entryId: row.entry_id }
      if (row.id === null)
        faults.push({ ...fault, kind: 'removed', text: `${labelOf(row)} was removed before it was linked.` })
      else if (!hashOf(row as Row).equals(row.linked_hash))
        faults.push({ ...fault, kind: 'changed', text: `${labelOf(row)} was changed before it was linked.` })
    }
    waiting += rows.length
    after = rows.at(-1)?.entry_id ?? after
    if (rows.length < batch) return { waiting, faults }
  }
}
