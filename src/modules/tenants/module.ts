import type { Config } from '../../platform/config.ts'
import type { Module } from '../../platform/declare/module.ts'
import { addPlatformAdministrator } from './commands/add-platform-administrator.ts'
import { approveFounding } from './commands/approve-founding.ts'
import { closeTenant } from './commands/close-tenant.ts'
import { declineFounding } from './commands/decline-founding.ts'
import { endTenant } from './commands/end-tenant.ts'
import { endVisit } from './commands/end-visit.ts'
import { eraseTenantRows } from './commands/erase-tenant-rows.ts'
import { exportTenant } from './commands/export-tenant.ts'
import { foundTenant } from './commands/found-tenant.ts'
import { keepTenancy } from './commands/keep-tenancy.ts'
import { keepTenant } from './commands/keep-tenant.ts'
import { leaveTenant } from './commands/leave-tenant.ts'
import { noteErasure } from './commands/note-erasure.ts'
import { removePlatformAdministrator } from './commands/remove-platform-administrator.ts'
import { requestClosing } from './commands/request-closing.ts'
import { requestExport } from './commands/request-export.ts'
import { resumeTenant } from './commands/resume-tenant.ts'
import { suspendTenant } from './commands/suspend-tenant.ts'
import { tellPeople } from './commands/tell-people.ts'
import { visitTenant } from './commands/visit-tenant.ts'
import { withdrawFounding } from './commands/withdraw-founding.ts'
import { exportAsked, foundingAsked, foundingDecided, tenancyChanged, visitBegan } from './facts.ts'
import { pagesFor } from './pages.ts'
import { permissions } from './policy.ts'
import { listDueTenants, listPeopleToTell, readClosing } from './queries/closing.ts'
import { listExports, readExportAddresses, readExportPlan, readExportRows } from './queries/export.ts'
import { listFoundings, listMyFoundings, readFoundingLetter } from './queries/foundings.ts'
import { listAdministrators, readExportLetter, readVisitLetter } from './queries/letters.ts'
import { listPlatformAdministrators } from './queries/platform-administrators.ts'
import { readTenancy, readTenant, tenantList } from './queries/tenants.ts'
import { personalData } from './slots/personal-data.ts'
import { peopleTold, tenantErasure, tenantExport } from './task-kinds.ts'
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
    requestClosing,
    keepTenancy,
    readClosing,
    closeTenant,
    keepTenant,
    tellPeople,
    listDueTenants,
    listPeopleToTell,
    endTenant,
    eraseTenantRows,
    noteErasure,
    requestExport,
    exportTenant,
    readExportLetter,
    listExports,
    readExportPlan,
    readExportRows,
    readExportAddresses,
  ],
  pages: pagesFor(config),
  endpoints: [tenantList.download],
  permissions,
  facts: [exportAsked, tenancyChanged, foundingAsked, foundingDecided, visitBegan],
  taskKinds: [tenantExport, peopleTold, tenantErasure],
  constraintErrors: {
    tenancies_slug_key: slugTaken,
    foundings_open_slug_key: slugTaken,
    foundings_open_account_key: alreadyAsked,
  },
  personalData,
  tenantData: {
    goes: [],
    stays: {
      tenancies: 'says that it was closed and when, and keeps its short name from being taken by others',
      tenant_visits: 'proves who of the installation looked into it',
      tenant_exports: 'proves who of the installation took its data out',
    },
  },
})
