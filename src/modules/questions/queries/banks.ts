import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import type { Bank } from '../bank.ts'
import { findBank } from '../bank-row.ts'
import { archiveBank } from '../commands/archive-bank.ts'
import { changeBank } from '../commands/change-bank.ts'
import { createQuestion } from '../commands/create-question.ts'
import { restoreBank } from '../commands/restore-bank.ts'
import { BankReference, BankReply, Places } from '../contract.ts'
import type { Kind } from '../kinds.ts'
import { managedPlaces } from '../policy.ts'
import { list, query } from '../room.ts'

export const bankList = list({
  name: 'questions.listBanks',
  summary: 'List the banks of questions that you look after',
  permission: 'questions.manage',
  path: '/question-banks',
  words: {
    title: 'questions.banks.title',
    none: 'questions.banks.none',
    noneHelp: 'questions.banks.noneHelp',
  },
  icon: 'learn',
  from: sql`(SELECT e.*, e.archived_at IS NOT NULL AS archived, (SELECT count(*)::int FROM questions k
      WHERE k.tenant_id = e.tenant_id AND k.bank_id = e.id AND k.archived_at IS NULL) AS held FROM question_banks e) b
    JOIN unit_places p ON p.tenant_id = b.tenant_id AND p.unit_id = b.unit_id`,
  id: sql`b.id`,
  visible: managedPlaces,
  columns: {
    name: { type: 'name', label: 'questions.bank.name', sql: sql`b.name`, sortable: true, shown: 'always' },
    unitId: { type: 'id', sql: sql`b.unit_id`, shown: 'never' },
    unit: { type: 'name', label: 'questions.unit', sql: sql`p.name`, sortable: true },
    questions: { type: 'integer', label: 'questions.bank.held', sql: sql`b.held`, sortable: true },
    archived: { type: 'boolean', label: 'questions.archivedState', sql: sql`b.archived` },
    updatedAt: { type: 'instant', label: 'questions.updatedAt', sql: sql`b.updated_at`, sortable: true },
  },
  filters: {
    search: { type: 'search', label: 'questions.banks.search', in: [sql`b.name`, sql`b.description`] },
    archived: { type: 'flag', label: 'questions.archivedState', sql: sql`b.archived` },
  },
  sort: 'name',
  href: ({ id }) => `/question-banks/${id}`,
  namesNobody: true,
})

interface Held {
  kinds: Array<{ kind: Kind; count: number }>
  tags: Array<{ tag: string; count: number }>
}

export const readBank = query({
  name: 'questions.readBank',
  summary: 'Read a bank of questions: what it is for, and how much of what stands in it',
  permission: 'questions.manage',
  input: BankReference,
  output: BankReply,
  http: { method: 'get', path: '/question-banks/:bankId' },
  target: ({ db, ...reader }, { bankId }) => findBank(db.sql, reader, bankId),
  async run({ db, able }, _input, bank: Bank) {
    const { tenantId, unitId, unitName, unitPath: _path, ...said } = bank
    const [held] = await db.sql<Held>(sql`
      WITH used AS (SELECT kind, tags FROM questions
        WHERE tenant_id = ${tenantId}::uuid AND bank_id = ${bank.id}::uuid AND archived_at IS NULL)
      SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'count', k.count) ORDER BY k.count DESC, k.kind), '[]')
          FROM (SELECT kind, count(*)::int FROM used GROUP BY kind) k) AS kinds,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('tag', t.tag, 'count', t.count) ORDER BY t.count DESC, t.tag), '[]')
          FROM (SELECT tag, count(*)::int FROM used, unnest(tags) tag GROUP BY tag) t) AS tags`)
    return {
      ...said,
      unit: { id: unitId, name: unitName },
      kinds: held?.kinds ?? [],
      tags: held?.tags ?? [],
      abilities: {
        change: able(changeBank, bank),
        add: able(createQuestion, bank),
        archive: bank.archivedAt === null && able(archiveBank, bank),
        restore: bank.archivedAt !== null && able(restoreBank, bank),
      },
    }
  },
})

/** The units that a form offers. */
export const listUnitsForBanks = query({
  name: 'questions.listUnitsForBanks',
  summary: 'List the units in which you may make banks of questions',
  permission: 'questions.manage',
  input: z.strictObject({}),
  output: Places,
  async run({ db, actor, now }) {
    return {
      items: await db.sql<{ unitId: string; unitName: string }>(sql`
        SELECT p.unit_id AS "unitId", p.name AS "unitName" FROM unit_places p
        WHERE ${managedPlaces(actor, now)} AND p.status = 'open' ORDER BY p.path LIMIT 500`),
    }
  },
})
