import type { Config } from '../../platform/config.ts'
import type { Module } from '../../platform/declare/module.ts'
import { addPlatformAdministrator } from './commands/add-platform-administrator.ts'
import { approveFounding } from './commands/approve-founding.ts'
import { declineFounding } from './commands/decline-founding.ts'
import { endVisit } from './commands/end-visit.ts'
import { foundTenant } from './commands/found-tenant.ts'
import { leaveTenant } from './commands/leave-tenant.ts'
import { removePlatformAdministrator } from './commands/remove-platform-administrator.ts'
import { requestExport } from './commands/request-export.ts'
import { resumeTenant } from './commands/resume-tenant.ts'
import { suspendTenant } from './commands/suspend-tenant.ts'
import { visitTenant } from './commands/visit-tenant.ts'
import { withdrawFounding } from './commands/withdraw-founding.ts'
import { foundingAsked, foundingDecided, tenancyChanged, visitBegan } from './facts.ts'
import { pagesFor } from './pages.ts'
import { permissions } from './policy.ts'
import { listExports, readExportAddresses, readExportPlan, readExportRows } from './queries/export.ts'
import { listFoundings, listMyFoundings, readFoundingLetter } from './queries/foundings.ts'
import { listAdministrators, readVisitLetter } from './queries/letters.ts'
import { listPlatformAdministrators } from './queries/platform-administrators.ts'
import { readTenancy, readTenant, tenantList } from './queries/tenants.ts'
import { personalData } from './slots/personal-data.ts'
import { tenantExport } from './task-kinds.ts'
import { alreadyAsked, slugTaken } from './tenancy.ts'

export const tenants = (config: Config): Module => ({
  name: 'tenants',
  operations: [
    tenantList.query,
    readTenant,
    suspendTenant,
    resumeTenant,
    visitTenant,
    leaveTenant,
    endVisit,
    readVisitLetter,
    listAdministrators,
    listPlatformAdministrators,
    addPlatformAdministrator,
    removePlatformAdministrator,
    listMyFoundings,
    foundTenant,
    withdrawFounding,
    listFoundings,
    approveFounding,
    declineFounding,
    readFoundingLetter,
    readTenancy,
    requestExport,
    listExports,
    readExportPlan,
    readExportRows,
    readExportAddresses,
  ],
  pages: pagesFor(config),
  endpoints: [tenantList.download],
  permissions,
  facts: [tenancyChanged, foundingAsked, foundingDecided, visitBegan],
  taskKinds: [tenantExport],
  constraintErrors: {
    tenancies_slug_key: slugTaken,
    foundings_open_slug_key: slugTaken,
    foundings_open_account_key: alreadyAsked,
  },
  personalData,
})
