import { system } from '../../../platform/policy/actor.ts'
import { erasePeople } from '../../privacy/index.ts'
import { EraseTenantRows, TenantRowsErased } from '../contract.ts'
import { command } from '../room.ts'
import { notClosed } from '../tenancy.ts'
import { lockTenancy } from '../tenancy-row.ts'

const peopleAtOnce = 20

/** One step, in a transaction of its own: first the people, as everybody is erased, then what rooms keep beside them. */
export const eraseTenantRows = command({
  name: 'tenants.eraseTenantRows',
  summary: 'Erase the next rows of an association that is closed',
  permission: 'system',
  input: EraseTenantRows,
  output: TenantRowsErased,
  // Each call finds what the one before has left.
  idempotent: false,
  target: ({ tx }, { tenantId }) => lockTenancy(tx.sql, tenantId),
  async run({ tx, now, call, emit, services, slots }, { tenantId, step }, { closedAt }) {
    if (!closedAt) throw notClosed()
    if (step === 0) {
      const as = system('an association is erased', tenantId)
      const { people } = await call(erasePeople, { limit: peopleAtOnce }, { as })
      return { count: people, known: true }
    }
    const rows = slots.tenantRows[step - 1]
    if (!rows) return { count: 0, known: false }
    return { count: await rows.batch({ tx, now, call, emit, services }, tenantId), known: true }
  },
})
