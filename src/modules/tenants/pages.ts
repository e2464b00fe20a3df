import { ListPage } from '../../../templates/components/list/list-page.tsx'
import { AdministratorsPage } from '../../../templates/pages/tenants/administrators-page.tsx'
import { ClosePage } from '../../../templates/pages/tenants/close-page.tsx'
import { CloseTenantPage } from '../../../templates/pages/tenants/close-tenant-page.tsx'
import { ClosingPage } from '../../../templates/pages/tenants/closing-page.tsx'
import { DeclineFoundingPage } from '../../../templates/pages/tenants/decline-founding-page.tsx'
import { ExportTenantPage } from '../../../templates/pages/tenants/export-tenant-page.tsx'
import { FoundPage } from '../../../templates/pages/tenants/found-page.tsx'
import { FoundingsPage } from '../../../templates/pages/tenants/foundings-page.tsx'
import { StatePage } from '../../../templates/pages/tenants/state-page.tsx'
import { SuspendPage } from '../../../templates/pages/tenants/suspend-page.tsx'
import { TenantPage } from '../../../templates/pages/tenants/tenant-page.tsx'
import { VisitPage } from '../../../templates/pages/tenants/visit-page.tsx'
import type { Config } from '../../platform/config.ts'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { listModel } from '../../platform/lists/page-model.ts'
import { authorityAnywhere, authorityFor } from '../../platform/policy/actor.ts'
import { approveFounding } from './commands/approve-founding.ts'
import { closeTenant } from './commands/close-tenant.ts'
import { declineFounding } from './commands/decline-founding.ts'
import { exportTenant } from './commands/export-tenant.ts'
import { foundTenant } from './commands/found-tenant.ts'
import { keepTenancy } from './commands/keep-tenancy.ts'
import { keepTenant } from './commands/keep-tenant.ts'
import { leaveTenant } from './commands/leave-tenant.ts'
import { requestClosing } from './commands/request-closing.ts'
import { requestExport } from './commands/request-export.ts'
import { resumeTenant } from './commands/resume-tenant.ts'
import { suspendTenant } from './commands/suspend-tenant.ts'
import { visitTenant } from './commands/visit-tenant.ts'
import { withdrawFounding } from './commands/withdraw-founding.ts'
import { FoundingReference, TenantReference } from './contract.ts'
import { rootOf } from './policy.ts'
import { readClosing } from './queries/closing.ts'
import { listExports } from './queries/export.ts'
import { listFoundings, listMyFoundings } from './queries/foundings.ts'
import { listPlatformAdministrators } from './queries/platform-administrators.ts'
import { readTenancy, readTenant, tenantList } from './queries/tenants.ts'
import { visitMinutes } from './tenancy.ts'

const platform = page({
  name: 'tenants.platformPage',
  path: '/platform',
  permission: 'platform',
  show: async () => go('/platform/tenants'),
})

const tenants = page({
  name: 'tenants.tenantsPage',
  path: '/platform/tenants',
  permission: 'platform',
  navigation: { group: 'platform', label: 'tenants.all.title', icon: 'home', order: 10 },
  show: async (context) => draw(ListPage, { list: await listModel(tenantList, context) }),
})

const tenant = page({
  name: 'tenants.tenantPage',
  path: '/platform/tenants/:tenantId',
  permission: 'platform',
  show: async ({ ask, params, form }) =>
    draw(TenantPage, {
      tenant: await ask(readTenant, tenantOf(params)),
      idempotencyKey: form().idempotencyKey,
    }),
})

const suspend = page({
  name: 'tenants.suspendPage',
  path: '/platform/tenants/:tenantId/suspend',
  permission: 'platform',
  show: async ({ ask, params, form }) =>
    draw(SuspendPage, { tenant: await ask(readTenant, tenantOf(params)), form: form() }),
  submit: {
    command: suspendTenant,
    done: ({ id, name }) => go(`/platform/tenants/${id}`, success('tenants.suspend.done', { name })),
  },
})

const resume = action({
  name: 'tenants.resumeAction',
  path: '/platform/tenants/:tenantId/resume',
  permission: 'platform',
  command: resumeTenant,
  done: ({ id, name }) => go(`/platform/tenants/${id}`, success('tenants.resume.done', { name })),
  back: ({ params }) => `/platform/tenants/${params.tenantId}`,
})

const closeOne = page({
  name: 'tenants.closeTenantPage',
  path: '/platform/tenants/:tenantId/close',
  permission: 'platform',
  async show({ ask, params, form }) {
    const tenant = await ask(readTenant, tenantOf(params))
    return tenant.closingDueAt
      ? go(`/platform/tenants/${tenant.id}`)
      : draw(CloseTenantPage, { tenant, form: form() })
  },
  submit: {
    command: closeTenant,
    done: ({ id, name }) => go(`/platform/tenants/${id}`, success('tenants.closing.begun', { name })),
  },
})

const exportOne = page({
  name: 'tenants.exportTenantPage',
  path: '/platform/tenants/:tenantId/export',
  permission: 'platform',
  show: async ({ ask, params, form }) =>
    draw(ExportTenantPage, { tenant: await ask(readTenant, tenantOf(params)), form: form() }),
  submit: {
    command: exportTenant,
    done: (_result, { params }) =>
      go(`/platform/tenants/${params.tenantId}#exports`, success('tenants.export.begun')),
  },
})

const keepOne = action({
  name: 'tenants.keepTenantAction',
  path: '/platform/tenants/:tenantId/keep',
  permission: 'platform',
  command: keepTenant,
  done: ({ id, name }) => go(`/platform/tenants/${id}`, success('tenants.closing.kept', { name })),
  back: ({ params }) => `/platform/tenants/${params.tenantId}`,
})

const visit = page({
  name: 'tenants.visitPage',
  path: '/platform/tenants/:tenantId/visit',
  permission: 'platform',
  show: async ({ ask, params, form }) =>
    draw(VisitPage, {
      tenant: await ask(readTenant, tenantOf(params)),
      minutes: visitMinutes,
      form: form({ minutes: '30' }),
    }),
  submit: { command: visitTenant, done: () => go('/units') },
})

const leave = action({
  name: 'tenants.leaveAction',
  path: '/platform/visit/end',
  permission: 'signed-in',
  command: leaveTenant,
  done: () => go('/platform/tenants'),
  back: () => '/units',
})

const foundings = page({
  name: 'tenants.foundingsPage',
  path: '/platform/foundings',
  permission: 'platform',
  navigation: { group: 'platform', label: 'tenants.foundings.title', icon: 'mail', order: 20 },
  show: async ({ ask, form }) =>
    draw(FoundingsPage, { ...(await ask(listFoundings, {})), idempotencyKey: form().idempotencyKey }),
})

const approve = action({
  name: 'tenants.approveAction',
  path: '/platform/foundings/:foundingId/approve',
  permission: 'platform',
  command: approveFounding,
  done: () => go('/platform/foundings', success('tenants.foundings.approved')),
  back: () => '/platform/foundings',
})

const decline = page({
  name: 'tenants.declinePage',
  path: '/platform/foundings/:foundingId/decline',
  permission: 'platform',
  async show({ ask, params, form }) {
    const reference = FoundingReference.safeParse(params)
    const { items } = await ask(listFoundings, {})
    const founding = items.find(({ id }) => id === reference.data?.foundingId)
    if (!founding) throw notFound()
    return draw(DeclineFoundingPage, { founding, form: form() })
  },
  submit: {
    command: declineFounding,
    done: () => go('/platform/foundings', success('tenants.foundings.declined')),
  },
})

const administrators = page({
  name: 'tenants.administratorsPage',
  path: '/platform/administrators',
  permission: 'platform',
  navigation: { group: 'platform', label: 'tenants.administrators.title', icon: 'key', order: 30 },
  show: async ({ ask }) => draw(AdministratorsPage, await ask(listPlatformAdministrators, {})),
})

const foundOne = page({
  name: 'tenants.foundPage',
  path: '/found',
  permission: 'signed-in',
  show: async ({ ask, form, caller, locales, timeZone }) =>
    draw(FoundPage, {
      ...(await ask(listMyFoundings, {})),
      locales,
      timeZones: [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', timeZone])].sort(),
      form: form({ locale: caller.locale(), timeZone }),
    }),
  submit: {
    command: foundTenant,
    done: ({ tenantId, address }) =>
      tenantId === null
        ? go('/found', success('tenants.found.asked'))
        : go('/found', success(address === null ? 'tenants.found.done' : 'tenants.found.doneThere')),
  },
})

const withdraw = action({
  name: 'tenants.withdrawAction',
  path: '/foundings/:foundingId/withdraw',
  permission: 'signed-in',
  command: withdrawFounding,
  done: () => go('/found', success('tenants.found.withdrawn')),
  back: () => '/found',
})

const state = page({
  name: 'tenants.statePage',
  path: '/association/state',
  permission: 'tenants.read',
  whileStopped: ['suspended', 'closing'],
  navigation: { group: 'administration', label: 'tenants.own.title', icon: 'home', order: 90 },
  async show({ ask, form, caller }) {
    const mayExport = authorityAnywhere(caller.actor, 'tenants.export', caller.now) !== null
    const root = rootOf(caller.actor)
    const mayClose =
      root !== null && authorityFor(caller.actor, 'tenants.close', root.unitPath, caller.now) !== null
    return draw(StatePage, {
      tenancy: await ask(readTenancy, {}),
      exports: mayExport ? (await ask(listExports, {})).items : null,
      mayClose,
      idempotencyKey: form().idempotencyKey,
    })
  },
})

const exportAll = action({
  name: 'tenants.exportAction',
  path: '/association/export',
  permission: 'tenants.export',
  whileStopped: ['suspended', 'closing'],
  command: requestExport,
  done: () => go('/association/state', success('tenants.export.begun')),
  back: () => '/association/state',
})

const close = page({
  name: 'tenants.closePage',
  path: '/association/close',
  permission: 'tenants.close',
  whileStopped: ['suspended', 'closing'],
  async show({ ask, form }) {
    const tenancy = await ask(readTenancy, {})
    return tenancy.closingDueAt ? go('/association/state') : draw(ClosePage, { tenancy, form: form() })
  },
  submit: {
    command: requestClosing,
    done: ({ name }) => go('/association/state', success('tenants.closing.begun', { name })),
  },
})

const keep = action({
  name: 'tenants.keepAction',
  path: '/association/keep',
  permission: 'tenants.close',
  whileStopped: ['suspended', 'closing'],
  command: keepTenancy,
  done: ({ name }) => go('/association/state', success('tenants.closing.kept', { name })),
  back: () => '/association/state',
})

/** Where the banner leads that stands on every page meanwhile. */
const closing = page({
  name: 'tenants.closingPage',
  path: '/association/closing',
  permission: 'person',
  whileStopped: ['closing'],
  show: async ({ ask }) => draw(ClosingPage, await ask(readClosing, {})),
})

function tenantOf(params: Record<string, string>): { tenantId: string } {
  const reference = TenantReference.safeParse({ tenantId: params.tenantId })
  if (!reference.success) throw notFound()
  return reference.data
}

/** Whether people find their way to the page that founds associations, the installation says. */
export const pagesFor = ({ FOUNDING }: Pick<Config, 'FOUNDING'>): readonly AnyPage[] => [
  platform,
  tenants,
  tenant,
  suspend,
  resume,
  exportOne,
  closeOne,
  keepOne,
  visit,
  leave,
  foundings,
  approve,
  decline,
  administrators,
  FOUNDING === 'closed'
    ? foundOne
    : { ...foundOne, navigation: { group: 'me', label: 'tenants.found.title', icon: 'plus', order: 90 } },
  withdraw,
  state,
  exportAll,
  close,
  keep,
  closing,
]
