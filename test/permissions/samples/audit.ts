import { nothing, type Sample, type Samples } from './sample.ts'

/** An entry of the audit that has the id of the unit: one stays from call to call, since none can be removed. */
const auditEntry: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ entryId: spot.unitId }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      `INSERT INTO audit_entries (id, tenant_id, occurred_at, format, operation, category, severity, compliance, outcome,
         actor_kind, request_id, changes, suppressed, hash)
       VALUES ($1, $2, '2026-01-01Z', 1, 'test.done', 'activity', 'routine', false, 'done', 'system', 'x', '[]', 0, '')
       ON CONFLICT DO NOTHING`,
      [spot.unitId, spot.tenantId],
    )
  },
}

export const audit: Samples = {
  'audit.makeMonths': nothing,
  'audit.listEntries': nothing,
  'audit.requestExport': nothing,
  'audit.exportPage': nothing,
  'audit.listCheckpoints': nothing,
  'audit.readEntry': auditEntry,
  'audit.readRevealed': auditEntry,
  'audit.revealPersonalValues': auditEntry,
  'audit.auditPage': nothing,
  'audit.entryPage': auditEntry,
  'audit.revealPersonalValuesAction': auditEntry,
}
