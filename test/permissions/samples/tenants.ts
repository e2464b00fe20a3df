import { randomUUID } from 'node:crypto'
import { MadeIds, nothing, type Sample, type Samples } from './sample.ts'

const tenant: Sample = { about: 'tenant', input: ({ spot }) => ({ tenantId: spot.tenantId }) }

const suspension: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ tenantId: spot.tenantId, reason: 'Unpaid' }),
}

const suspended: Sample = {
  ...tenant,
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      `INSERT INTO tenancies (tenant_id, suspended_at, suspension_reason) VALUES ($1, now(), 'Unpaid')`,
      [spot.tenantId],
    )
  },
}

/** By another name: what may close an association gets as far as being asked for the right one, and closes none. */
const closing: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ tenantId: spot.tenantId, name: 'Another name', reason: 'Unpaid' }),
}

const ownClosing: Sample = { about: 'nothing', input: () => ({ name: 'Another name' }) }

const visit: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ tenantId: spot.tenantId, reason: 'A question', minutes: '15' }),
}

const wish = () => ({
  name: 'New guild',
  slug: `guild-${randomUUID().slice(0, 8)}`,
  locale: 'en',
  timeZone: 'UTC',
  unitKind: 'Chapter',
  familyName: 'Founder',
})

const newAssociation: Sample = { about: 'nothing', input: wish }

const foundingIds = new MadeIds()

/** Of nobody: the account that asked is gone, or another one. */
const founding: Sample = {
  about: 'nothing',
  input: ({ spot }) => ({ foundingId: foundingIds.get(spot.unitId) }),
  async prepare({ world, spot }) {
    const id = randomUUID()
    foundingIds.set(spot.unitId, id)
    const { name, slug, locale, timeZone, unitKind } = wish()
    await world.portal.app.database.pool.query(
      `INSERT INTO foundings (id, account_id, family_name, name, slug, locale, time_zone, unit_kind, asked_at)
       VALUES ($1, $2, 'Founder', $3, $4, $5, $6, $7, now())`,
      [id, spot.accountId, name, slug, locale, timeZone, unitKind],
    )
  },
}

const answered: Sample = {
  ...founding,
  input: (context) => ({ ...founding.input(context), reason: 'Not here' }),
}

const address: Sample = { about: 'nothing', input: () => ({ address: 'nobody@example.org' }) }

const aVisit: Sample = { about: 'nothing', input: () => ({ visitId: randomUUID() }) }

export const tenants: Samples = {
  'tenants.listTenants': nothing,
  'tenants.listTenantsFile': nothing,
  'tenants.readTenant': tenant,
  'tenants.suspendTenant': suspension,
  'tenants.resumeTenant': suspended,
  'tenants.exportTenant': suspension,
  'tenants.exportTenantPage': suspension,
  'tenants.readExportLetter': { about: 'nothing', input: () => ({ exportId: randomUUID() }) },
  'tenants.closeTenant': closing,
  'tenants.closeTenantPage': closing,
  'tenants.keepTenant': tenant,
  'tenants.keepTenantAction': tenant,
  'tenants.requestClosing': ownClosing,
  'tenants.closePage': ownClosing,
  'tenants.keepTenancy': nothing,
  'tenants.keepAction': nothing,
  'tenants.readClosing': nothing,
  'tenants.closingPage': nothing,
  'tenants.tellPeople': {
    about: 'nothing',
    input: ({ spot }) => ({ tenantId: spot.tenantId, change: 'closing' }),
  },
  'tenants.listDueTenants': nothing,
  'tenants.listPeopleToTell': {
    about: 'nothing',
    input: ({ spot }) => ({ tenantId: spot.tenantId, after: null, limit: 1 }),
  },
  'tenants.endTenant': { ...tenant, about: 'nothing' },
  'tenants.eraseTenantRows': {
    about: 'nothing',
    input: ({ spot }) => ({ tenantId: spot.tenantId, step: 0 }),
  },
  'tenants.noteErasure': { ...tenant, about: 'nothing' },
  'tenants.visitTenant': visit,
  'tenants.leaveTenant': nothing,
  'tenants.endVisit': aVisit,
  'tenants.readVisitLetter': aVisit,
  'tenants.listAdministrators': tenant,
  'tenants.listPlatformAdministrators': nothing,
  'tenants.addPlatformAdministrator': address,
  'tenants.removePlatformAdministrator': address,
  'tenants.listMyFoundings': nothing,
  'tenants.foundTenant': newAssociation,
  'tenants.withdrawFounding': founding,
  'tenants.listFoundings': nothing,
  'tenants.approveFounding': founding,
  'tenants.declineFounding': answered,
  'tenants.readFoundingLetter': founding,
  'tenants.readTenancy': nothing,
  'tenants.platformPage': nothing,
  'tenants.tenantsPage': nothing,
  'tenants.tenantPage': tenant,
  'tenants.suspendPage': suspension,
  'tenants.resumeAction': suspended,
  'tenants.visitPage': visit,
  'tenants.leaveAction': nothing,
  'tenants.foundingsPage': nothing,
  'tenants.approveAction': founding,
  'tenants.declinePage': answered,
  'tenants.administratorsPage': nothing,
  'tenants.foundPage': newAssociation,
  'tenants.withdrawAction': founding,
  'tenants.requestExport': nothing,
  'tenants.listExports': nothing,
  'tenants.readExportPlan': tenant,
  'tenants.readExportRows': {
    about: 'nothing',
    input: ({ spot }) => ({ tenantId: spot.tenantId, table: 'units', after: null, limit: 1 }),
  },
  'tenants.readExportAddresses': {
    about: 'nothing',
    input: ({ spot }) => ({ tenantId: spot.tenantId, after: null, limit: 1 }),
  },
  'tenants.exportAction': nothing,
  'tenants.statePage': nothing,
}
