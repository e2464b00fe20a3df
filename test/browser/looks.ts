import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { writeToken } from '../../src/modules/notifications/index.ts'
import { sql } from '../../src/platform/db/sql.ts'
import { makeProvider, userSchema } from '../factories/scim.ts'
import { hall, type Role, send } from './hall.ts'

export const phone = { width: 360, height: 740 }

export interface Look {
  /** Name of the page's declaration, and what state of it this is. */
  page: string
  state?: string
  path: string
  as?: Role
  status?: number
  act?: (page: Page) => Promise<void>
}

const token = 'A'.repeat(43)

/** What stands in the manager's letters about new units. */
function unsubscribeToken(): string {
  const { portal, tenantId, people } = hall
  const { personId } = people.manager
  const about = { tenantId, personId, topic: 'units.unitCreated', channel: 'email' } as const
  return writeToken(portal.app.services, about, portal.clock.now())
}

/** Every page, in every state that looks another way. */
export function looks(): Look[] {
  const { region, chapter, group, closed, asking } = hall.units
  const writing = `/written-courses/${hall.courses.written.courseId}`
  return [
    { page: 'tenants.foundPage', path: '/found', as: 'member' },
    {
      page: 'tenants.foundPage',
      state: 'errors',
      path: '/found',
      as: 'member',
      act: (page) => send(page, 'Send'),
    },
    { page: 'tenants.statePage', path: '/association/state', as: 'administrator' },
    { page: 'tenants.platformPage', path: '/platform', as: 'operator' },
    { page: 'tenants.tenantsPage', path: '/platform/tenants', as: 'operator' },
    { page: 'tenants.tenantPage', path: `/platform/tenants/${hall.tenantId}`, as: 'operator' },
    { page: 'tenants.suspendPage', path: `/platform/tenants/${hall.tenantId}/suspend`, as: 'operator' },
    { page: 'tenants.closePage', path: '/association/close', as: 'administrator' },
    {
      page: 'tenants.closePage',
      state: 'errors',
      path: '/association/close',
      as: 'administrator',
      act: (page) => send(page, 'Close for good'),
    },
    { page: 'tenants.closingPage', path: `${hall.closingUrl}/association/closing`, as: 'leaver' },
    {
      page: 'tenants.statePage',
      state: 'closing',
      path: `${hall.closingUrl}/association/state`,
      as: 'leaver',
    },
    { page: 'tenants.exportTenantPage', path: `/platform/tenants/${hall.tenantId}/export`, as: 'operator' },
    { page: 'tenants.closeTenantPage', path: `/platform/tenants/${hall.tenantId}/close`, as: 'operator' },
    {
      page: 'tenants.tenantPage',
      state: 'closing',
      path: `/platform/tenants/${hall.closingId}`,
      as: 'operator',
    },
    { page: 'tenants.visitPage', path: `/platform/tenants/${hall.tenantId}/visit`, as: 'operator' },
    { page: 'tenants.foundingsPage', path: '/platform/foundings', as: 'operator' },
    {
      page: 'tenants.declinePage',
      path: `/platform/foundings/${hall.foundingId}/decline`,
      as: 'operator',
    },
    { page: 'tenants.administratorsPage', path: '/platform/administrators', as: 'operator' },
    { page: 'identity.signUpPage', path: '/sign-up' },
    { page: 'identity.signUpPage', state: 'errors', path: '/sign-up', act: (page) => send(page, 'Join') },
    { page: 'identity.signUpCodePage', path: '/sign-up/code' },
    {
      page: 'identity.signUpCodePage',
      state: 'errors',
      path: '/sign-up/code',
      act: (page) => send(page, 'Confirm and join'),
    },
    { page: 'identity.signInCodePage', path: '/sign-in/code' },
    { page: 'identity.enterSignInCodePage', path: '/sign-in/code/enter' },
    {
      page: 'identity.enterSignInCodePage',
      state: 'expired',
      path: '/sign-in/code/enter',
      async act(page) {
        await page.getByLabel('Code', { exact: true }).fill('123 456')
        await send(page, 'Sign in')
      },
    },
    { page: 'identity.newPasswordCodePage', path: '/new-password' },
    { page: 'identity.stepUpPage', path: '/step-up', as: 'member' },
    {
      page: 'identity.stepUpPage',
      state: 'errors',
      path: '/step-up',
      as: 'member',
      act: (page) => send(page, 'Go on'),
    },
    { page: 'identity.secondStepPage', path: '/sign-in/second-step' },
    {
      page: 'identity.secondStepPage',
      state: 'expired',
      path: '/sign-in/second-step',
      async act(page) {
        await page.getByLabel('Code', { exact: true }).fill('123 456')
        await send(page, 'Sign in')
      },
    },
    { page: 'identity.securityPage', path: '/account/security', as: 'member' },
    { page: 'identity.addPasskeyPage', path: '/account/passkeys/new', as: 'member' },
    {
      page: 'identity.passkeyPage',
      path: '/account/security',
      as: 'administrator',
      async act(page) {
        await page.goto(`/account/passkeys/${await aPasskey()}`)
      },
    },
    { page: 'identity.signInRulesPage', state: 'empty', path: '/settings/sign-in', as: 'administrator' },
    { page: 'identity.addProviderPage', path: '/settings/sign-in/new', as: 'administrator' },
    {
      page: 'identity.addProviderPage',
      state: 'errors',
      path: '/settings/sign-in/new',
      as: 'administrator',
      act: (page) => send(page, 'Save provider'),
    },
    {
      page: 'identity.providerPage',
      path: '/settings/sign-in',
      as: 'administrator',
      async act(page) {
        await page.goto(`/settings/sign-in/${await aProvider()}`)
      },
    },
    {
      page: 'identity.signInRulesPage',
      path: '/settings/sign-in',
      as: 'administrator',
      async act(page) {
        await aProvider()
        await page.reload()
      },
    },
    {
      page: 'identity.providerReturnPage',
      path: '/sign-in',
      act: async (page) => {
        await page.goto(`/sign-in/with/${await aProvider()}/callback?state=x&error=access_denied`)
        await page.getByText('Signing in there did not work.').waitFor()
      },
    },
    { page: 'tokens.tokensPage', state: 'empty', path: '/account/tokens', as: 'member' },
    { page: 'tokens.newTokenPage', path: '/account/tokens/new', as: 'administrator' },
    {
      page: 'tokens.newTokenPage',
      state: 'errors',
      path: '/account/tokens/new',
      as: 'administrator',
      act: (page) => send(page, 'Make token'),
    },
    {
      page: 'tokens.newTokenPage',
      state: 'made',
      path: '/account/tokens/new',
      as: 'administrator',
      async act(page) {
        await page.getByLabel('Name', { exact: true }).fill('Nightly export')
        await page.getByLabel('(units.read)').check()
        await page.getByLabel('(units.manage)').check()
        await send(page, 'Make token')
      },
    },
    { page: 'tokens.tokensPage', path: '/account/tokens', as: 'administrator' },
    { page: 'scim.settingsPage', state: 'empty', path: '/settings/scim', as: 'administrator' },
    {
      page: 'scim.settingsPage',
      path: '/settings/scim',
      as: 'administrator',
      async act(page) {
        await aDirectory()
        await page.reload()
        await page.getByText('Microsoft Entra ID', { exact: true }).click()
      },
    },
    { page: 'scim.directoryGroupsPage', path: '/scim-groups', as: 'administrator' },
    {
      page: 'scim.directoryGroupPage',
      path: '/scim-groups',
      as: 'administrator',
      async act(page) {
        await page.goto(`/scim-groups/${await aDirectory()}`)
      },
    },
    {
      page: 'scim.newTargetPage',
      path: '/scim-groups',
      as: 'administrator',
      async act(page) {
        await page.goto(`/scim-groups/${await aDirectory()}/targets/new?unitId=${hall.units.chapter}`)
      },
    },
    { page: 'tokens.allTokensPage', path: '/tokens', as: 'administrator' },
    { page: 'tokens.endTokensPage', path: '/tokens/end?all=true', as: 'administrator' },
    { page: 'identity.changePasswordPage', path: '/account/password', as: 'member' },
    { page: 'identity.emailPage', path: '/account/email', as: 'member' },
    { page: 'identity.phonePage', path: '/account/phone', as: 'member' },
    { page: 'identity.addressCodePage', path: '/account/address/code', as: 'member' },
    {
      page: 'identity.secondFactorPage',
      path: '/account/security',
      as: 'member',
      act: (page) => send(page, 'Set up the second step'),
    },
    { page: 'identity.undoChangePage', path: `/undo/${token}` },
    { page: 'identity.unlockPage', path: `/unlock/${token}` },
    { page: 'identity.askForResetPage', path: '/sign-in/second-step/help' },
    {
      page: 'identity.askForResetPage',
      state: 'expired',
      path: '/sign-in/second-step/help',
      act: (page) => send(page, 'Ask for help'),
    },
    { page: 'identity.stopResetPage', path: `/stop-reset/${token}` },
    { page: 'identity.resetsPage', state: 'empty', path: '/second-step-resets', as: 'administrator' },
    { page: 'identity.resetWaitPage', path: '/second-step-resets/wait', as: 'administrator' },
    {
      page: 'identity.actForPage',
      path: `/people/${hall.people.member.personId}/act-for`,
      as: 'administrator',
    },
    {
      page: 'identity.actForPage',
      state: 'errors',
      path: `/people/${hall.people.member.personId}/act-for`,
      as: 'administrator',
      act: async (page) =>
        send(page, (await page.locator('main form button[type=submit]').last().textContent()) ?? ''),
    },
    {
      page: 'identity.beginResetPage',
      state: 'none',
      path: `/people/${hall.people.manager.personId}/second-step`,
      as: 'administrator',
    },
    {
      page: 'identity.beginResetPage',
      path: '/second-step-resets',
      as: 'administrator',
      async act(page) {
        await aReset()
        await page.goto(`/people/${hall.people.member.personId}/second-step`)
      },
    },
    {
      page: 'identity.resetPage',
      path: '/second-step-resets',
      as: 'administrator',
      async act(page) {
        await page.goto(`/second-step-resets/${await aReset()}`)
      },
    },
    {
      page: 'identity.resetsPage',
      path: '/second-step-resets',
      as: 'administrator',
      async act(page) {
        await aReset()
        await page.reload()
      },
    },
    {
      page: 'identity.securityPage',
      state: 'alarm',
      path: '/account/security',
      as: 'member',
      async act(page) {
        await aReset()
        await page.reload()
      },
    },
    { page: 'identity.confirmAddressPage', path: `/confirm/${token}` },
    {
      page: 'identity.confirmAddressPage',
      state: 'expired',
      path: `/confirm/${token}`,
      async act(page) {
        await page.getByLabel('Password', { exact: true }).fill('quiet river stone')
        await send(page, 'Confirm address and join')
      },
    },
    { page: 'identity.signInPage', path: '/sign-in' },
    { page: 'identity.signInPage', state: 'errors', path: '/sign-in', act: (page) => send(page, 'Sign in') },
    { page: 'identity.forgotPasswordPage', path: '/forgot-password' },
    { page: 'identity.newPasswordPage', path: `/new-password/${token}` },
    {
      page: 'identity.newPasswordPage',
      state: 'expired',
      path: `/new-password/${token}`,
      async act(page) {
        await page.getByLabel('New password').fill('quiet river stone')
        await send(page, 'Set password')
      },
    },
    { page: 'identity.associationPage', path: `${hall.anyUrl}/association` },
    { page: 'identity.invitationPage', path: `/invitation/${token}` },
    { page: 'identity.home', path: '/', as: 'member' },
    { page: 'identity.home', state: 'manager', path: '/', as: 'manager' },
    { page: 'identity.home', state: 'outsider', path: '/', as: 'outsider' },
    {
      page: 'identity.home',
      state: 'menu',
      path: '/',
      as: 'member',
      act: (page) => page.locator('.person-summary').click(),
    },
    { page: 'people.namesPage', path: '/profile', as: 'member' },
    { page: 'people.contactPage', path: '/profile/contact', as: 'member' },
    {
      page: 'people.contactPage',
      state: 'errors',
      path: '/profile/contact',
      as: 'member',
      async act(page) {
        await page.getByLabel('Phone').fill('x')
        await page.getByLabel('Town or city').fill('Kyiv')
        await send(page, 'Save profile')
      },
    },
    { page: 'people.aboutPage', path: '/profile/about', as: 'member' },
    { page: 'people.visibilityPage', path: '/profile/visibility', as: 'member' },
    { page: 'directory.directoryPage', path: '/directory', as: 'member' },
    {
      page: 'directory.directoryPage',
      state: 'filters',
      path: `/directory?search=a&skill=Welding&around=me`,
      as: 'member',
      act: (page) => page.locator('.list-more summary').click(),
    },
    { page: 'directory.directoryPage', state: 'visitor', path: '/directory' },
    { page: 'directory.companiesPage', path: '/directory/companies', as: 'member' },
    {
      page: 'directory.companiesPage',
      state: 'search',
      path: '/directory/companies?search=har&around=50.45,30.52',
      as: 'member',
    },
    { page: 'directory.companyEntryPage', path: `/directory/companies/${hall.companyId}` },
    { page: 'directory.entryPage', path: `/directory/${hall.people.administrator.personId}`, as: 'member' },
    {
      page: 'people.languagesPage',
      path: '/profile/languages',
      as: 'member',
      async act(page) {
        await page.getByLabel('Language 1').selectOption('uk')
        await send(page, 'Save profile')
      },
    },
    {
      page: 'people.certificationsPage',
      path: '/profile/certifications',
      as: 'member',
      async act(page) {
        await page.getByLabel('Name', { exact: true }).fill('Crane licence')
        await page.getByLabel('Issued by').fill('Kran AG')
        await send(page, 'Add')
      },
    },
    {
      page: 'people.certificationPage',
      path: '/profile/certifications',
      as: 'member',
      act: (page) => page.getByRole('link', { name: 'Crane licence', exact: true }).first().click(),
    },
    {
      page: 'people.certificationPage',
      state: 'scan',
      path: '/profile/certifications',
      as: 'member',
      async act(page) {
        await page.getByRole('link', { name: 'Crane licence', exact: true }).first().click()
        const buffer = Buffer.from(
          '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
        )
        await page
          .getByLabel('Choose a scan')
          .setInputFiles({ name: 'crane.pdf', mimeType: 'application/pdf', buffer })
        await send(page, 'Save scan')
        await page.getByRole('link', { name: 'View scan' }).waitFor()
      },
    },
    {
      page: 'people.certificationPage',
      state: 'errors',
      path: '/profile/certifications',
      as: 'member',
      async act(page) {
        await page.getByRole('link', { name: 'Crane licence', exact: true }).first().click()
        const buffer = Buffer.from('Only words')
        await page
          .getByLabel(/^Choose (a|another) scan/)
          .setInputFiles({ name: 'crane.pdf', mimeType: 'application/pdf', buffer })
        await send(page, 'Save scan')
      },
    },
    { page: 'people.regionPage', path: '/profile/region', as: 'member' },
    { page: 'people.personPage', path: `/people/${hall.people.member.personId}`, as: 'member' },
    { page: 'privacy.myDataPage', path: '/profile/data', as: 'member' },
    { page: 'notifications.preferencesPage', path: '/profile/notifications', as: 'manager' },
    { page: 'notifications.unsubscribePage', path: `/unsubscribe/${unsubscribeToken()}` },
    {
      page: 'notifications.unsubscribePage',
      state: 'done',
      path: `/unsubscribe/${unsubscribeToken()}`,
      act: (page) => send(page, 'Unsubscribe'),
    },
    { page: 'privacy.duplicatesPage', path: '/merges', as: 'administrator' },
    {
      page: 'privacy.mergesPage',
      path: '/merges/done',
      as: 'administrator',
    },
    { page: 'privacy.mergeUndoPage', path: `/merges/${hall.mergeId}`, as: 'administrator' },
    {
      page: 'privacy.mergeSearchPage',
      path: `/people/${hall.people.member.personId}/merge?search=given`,
      as: 'administrator',
    },
    {
      page: 'privacy.mergePage',
      path: `/people/${hall.people.member.personId}/merge/${hall.people.manager.personId}`,
      as: 'administrator',
    },
    { page: 'audit.auditPage', path: '/audit', as: 'administrator' },
    { page: 'audit.exportPage', path: '/audit/export?match=outcome%3Ddone', as: 'administrator' },
    {
      page: 'audit.entryPage',
      path: '/audit',
      as: 'administrator',
      act: (page) => page.locator('tbody a').first().click(),
    },
    { page: 'search.searchPage', path: '/search?q=re', as: 'manager' },
    { page: 'units.myUnitsPage', path: '/my-units', as: 'member' },
    { page: 'members.membersPage', path: '/members', as: 'administrator' },
    {
      page: 'members.membersPage',
      state: 'chosen',
      path: '/members?columns=unit&columns=kind&columns=joinedAt',
      as: 'administrator',
      act: (page) => page.locator('input[name=chosen]').first().check(),
    },
    {
      page: 'members.membersPage',
      state: 'filters',
      path: '/members?role=manager',
      as: 'administrator',
      act: (page) => page.locator('.list-more summary').click(),
    },
    { page: 'members.endMembershipsPage', path: '/members/end?all=true', as: 'administrator' },
    { page: 'members.endMembershipsPage', state: 'nothing', path: '/members/end', as: 'administrator' },
    { page: 'members.addToUnitPage', path: '/members/add-to-unit?all=true', as: 'administrator' },
    { page: 'members.suspendMembersPage', path: '/members/suspend?all=true', as: 'administrator' },
    { page: 'members.reactivateMembersPage', path: '/members/reactivate?all=true', as: 'administrator' },
    { page: 'membership.classesPage', path: '/settings/member-classes', as: 'administrator' },
    { page: 'membership.eligibilityListPage', path: '/settings/eligibility', as: 'administrator' },
    {
      page: 'membership.eligibilityPage',
      path: '/settings/eligibility/role/manager',
      as: 'administrator',
    },
    { page: 'identity.myAssociationsPage', path: '/my-associations', as: 'member' },
    {
      page: 'units.beginTransferPage',
      path: `/people/${hall.people.member.personId}/transfer`,
      as: 'administrator',
    },
    { page: 'membership.newClassPage', path: '/settings/member-classes/new', as: 'administrator' },
    {
      page: 'membership.classPage',
      path: `/settings/member-classes/${hall.memberClassId}`,
      as: 'administrator',
    },
    {
      page: 'membership.personClassesPage',
      path: `/people/${hall.people.member.personId}/classes`,
      as: 'administrator',
    },
    { page: 'units.transferPage', path: `/units/${group}/transfer`, as: 'member' },
    { page: 'units.transfersPage', path: '/transfers', as: 'manager' },
    { page: 'membership.askToJoinPage', path: `/units/${asking}/ask-to-join`, as: 'member' },
    {
      page: 'membership.askToJoinPage',
      state: 'errors',
      path: `/units/${asking}/ask-to-join`,
      as: 'member',
      act: (page) => send(page, 'Send request'),
    },
    { page: 'membership.askToJoinPage', state: 'waits', path: `/units/${asking}/ask-to-join`, as: 'manager' },
    { page: 'membership.myJoinRequestsPage', path: '/my-join-requests', as: 'manager' },
    { page: 'membership.myJoinRequestsPage', state: 'empty', path: '/my-join-requests', as: 'member' },
    { page: 'membership.joinRequestsPage', path: '/join-requests', as: 'administrator' },
    { page: 'membership.joinRequestsPage', state: 'empty', path: '/join-requests', as: 'manager' },
    { page: 'membership.joinRequestPage', path: `/join-requests/${hall.joinRequestId}`, as: 'administrator' },
    {
      page: 'membership.joinRequestPage',
      state: 'errors',
      path: `/join-requests/${hall.joinRequestId}`,
      as: 'administrator',
      act: (page) => send(page, 'Decline'),
    },
    { page: 'referrals.myReferralsPage', path: '/my-referrals', as: 'administrator' },
    { page: 'referrals.myReferralsPage', state: 'empty', path: '/my-referrals', as: 'member' },
    { page: 'referrals.referralsPage', path: '/referrals', as: 'administrator' },
    { page: 'referrals.referralRulePage', path: '/referrals/rule', as: 'administrator' },
    {
      page: 'referrals.personReferralsPage',
      path: `/people/${hall.people.administrator.personId}/referrals`,
      as: 'administrator',
    },
    { page: 'identity.signUpPage', state: 'brought', path: '/sign-up?ref=nonsense' },
    { page: 'identity.signUpPage', state: 'unit', path: `/sign-up?unit=${asking}` },
    { page: 'companies.myCompaniesPage', path: '/my-companies', as: 'member' },
    { page: 'companies.registerCompanyPage', path: '/my-companies/new', as: 'member' },
    {
      page: 'companies.registerCompanyPage',
      state: 'errors',
      path: '/my-companies/new',
      as: 'member',
      act: (page) => send(page, 'Register company'),
    },
    { page: 'companies.companiesPage', path: '/companies', as: 'administrator' },
    { page: 'companies.companyPage', path: `/companies/${hall.companyId}`, as: 'member' },
    {
      page: 'companies.companyPage',
      state: 'staff',
      path: `/companies/${hall.companyId}`,
      as: 'administrator',
    },
    { page: 'companies.editCompanyPage', path: `/companies/${hall.companyId}/edit`, as: 'member' },
    {
      page: 'companies.paperScanPage',
      path: `/companies/${hall.companyId}/papers/${hall.paperId}`,
      as: 'member',
    },
    { page: 'companies.servicePage', path: `/companies/${hall.companyId}/service`, as: 'member' },
    { page: 'companies.addCompanyWorkPage', path: `/companies/${hall.companyId}/works/new`, as: 'member' },
    { page: 'companies.workPage', path: `/works/${hall.workId}`, as: 'member' },
    { page: 'companies.workPage', state: 'staff', path: `/works/${hall.workId}`, as: 'administrator' },
    { page: 'companies.myWorksPage', path: '/profile/works', as: 'member' },
    { page: 'companies.addPaperPage', path: `/companies/${hall.companyId}/papers/new`, as: 'member' },
    { page: 'courses.findPage', path: '/courses' },
    { page: 'courses.findPage', state: 'nothing', path: '/courses?search=nothing', as: 'member' },
    { page: 'courses.coursePage', path: `/courses/${hall.courses.published.slug}` },
    {
      page: 'courses.coursePage',
      state: 'for those who write it',
      path: `/courses/${hall.courses.published.slug}`,
      as: 'administrator',
    },
    {
      page: 'courses.previewPage',
      path: `/courses/${hall.courses.written.slug}/previews/${hall.courses.written.lessonKey}`,
      as: 'administrator',
    },
    { page: 'courses.writtenPage', path: '/written-courses', as: 'administrator' },
    { page: 'courses.newCoursePage', path: '/written-courses/new', as: 'administrator' },
    { page: 'courses.draftPage', path: `${writing}/draft`, as: 'administrator' },
    { page: 'courses.tellingPage', path: `${writing}/draft/edit`, as: 'administrator' },
    { page: 'courses.offerPage', path: `${writing}/offer`, as: 'administrator' },
    { page: 'courses.authorsPage', path: `${writing}/authors`, as: 'administrator' },
    {
      page: 'courses.authorPage',
      path: `${writing}/authors/${hall.people.member.personId}`,
      as: 'administrator',
    },
    { page: 'courses.newModulePage', path: `${writing}/draft/modules/new`, as: 'administrator' },
    {
      page: 'courses.modulePage',
      path: `${writing}/draft/modules/${hall.courses.written.moduleId}`,
      as: 'administrator',
    },
    {
      page: 'courses.newLessonPage',
      path: `${writing}/draft/modules/${hall.courses.written.moduleId}/lessons/new?kind=live`,
      as: 'administrator',
    },
    {
      page: 'courses.lessonPage',
      path: `${writing}/draft/lessons/${hall.courses.written.lessons[0]?.lessonId}`,
      as: 'administrator',
    },
    { page: 'learning.myCoursesPage', path: '/my-courses', as: 'member' },
    { page: 'learning.myCoursesPage', state: 'none', path: '/my-courses', as: 'manager' },
    { page: 'learning.learningPage', path: `/courses/${hall.courses.published.slug}/learn`, as: 'member' },
    {
      page: 'learning.learningPage',
      state: 'before enrolling',
      path: `/courses/${hall.courses.published.slug}/learn`,
      as: 'manager',
    },
    {
      page: 'learning.lessonPage',
      path: `/courses/${hall.courses.published.slug}/lessons/${hall.courses.published.lessonKey}`,
      as: 'member',
    },
    { page: 'projects.findPage', path: '/projects' },
    { page: 'projects.findPage', state: 'member', path: '/projects', as: 'member' },
    { page: 'projects.findPage', state: 'nothing', path: '/projects?search=nothing', as: 'member' },
    { page: 'projects.projectPage', path: `/projects/${hall.projects.open.slug}` },
    {
      page: 'projects.projectPage',
      state: 'staff',
      path: `/projects/${hall.projects.open.slug}`,
      as: 'administrator',
    },
    {
      page: 'projects.projectPage',
      state: 'draft',
      path: `/projects/${hall.projects.draft.slug}`,
      as: 'administrator',
    },
    { page: 'projects.managedPage', path: '/managed-projects', as: 'administrator' },
    {
      page: 'projects.managedOnePage',
      path: `/managed-projects/${hall.projects.open.projectId}`,
      as: 'administrator',
    },
    { page: 'projects.draftPage', path: '/managed-projects/new', as: 'administrator' },
    {
      page: 'projects.draftPage',
      state: 'errors',
      path: '/managed-projects/new',
      as: 'administrator',
      act: (page) => send(page, 'Save draft'),
    },
    {
      page: 'projects.editPage',
      path: `/managed-projects/${hall.projects.draft.projectId}/edit`,
      as: 'administrator',
    },
    {
      page: 'projects.addDemandPage',
      path: `/managed-projects/${hall.projects.draft.projectId}/demands/new`,
      as: 'administrator',
    },
    {
      page: 'projects.addDemandPage',
      state: 'published',
      path: `/managed-projects/${hall.projects.open.projectId}/demands/new`,
      as: 'administrator',
    },
    {
      page: 'projects.removeDemandPage',
      path: `/managed-projects/${hall.projects.open.projectId}/demands/${hall.demandId}/remove`,
      as: 'administrator',
    },
    {
      page: 'projects.amendPage',
      path: `/managed-projects/${hall.projects.open.projectId}/addenda/new`,
      as: 'administrator',
    },
    {
      page: 'projects.amendPage',
      state: 'errors',
      path: `/managed-projects/${hall.projects.open.projectId}/addenda/new`,
      as: 'administrator',
      act: (page) => send(page, 'Issue addendum'),
    },
    {
      page: 'projects.projectPage',
      state: 'member',
      path: `/projects/${hall.projects.open.slug}`,
      as: 'member',
    },
    {
      page: 'projects.addFilePage',
      path: `/managed-projects/${hall.projects.draft.projectId}/files/new`,
      as: 'administrator',
    },
    {
      page: 'projects.questionsPage',
      path: `/projects/${hall.projects.open.projectId}/questions`,
      as: 'member',
    },
    {
      page: 'projects.askPage',
      path: `/projects/${hall.projects.open.projectId}/questions/new`,
      as: 'member',
    },
    {
      page: 'projects.changeQuestionPage',
      path: `/projects/${hall.projects.open.projectId}/questions/${hall.questionId}/edit`,
      as: 'member',
    },
    {
      page: 'projects.answerPage',
      path: `/managed-projects/${hall.projects.open.projectId}/questions/${hall.questionId}/answer`,
      as: 'administrator',
    },
    { page: 'applications.myApplicationsPage', path: '/my-applications', as: 'member' },
    { page: 'applications.applyPage', path: `/projects/${hall.projects.open.slug}/apply`, as: 'member' },
    {
      page: 'applications.applicationPage',
      path: `/my-applications/${hall.applications.submitted}`,
      as: 'member',
    },
    {
      page: 'applications.applicationPage',
      state: 'staff',
      path: `/my-applications/${hall.weighed.applicationId}`,
      as: 'administrator',
    },
    ...(['draft', 'files', 'check'] as const).map((part) => ({
      page: `applications.${part}Page`,
      path: `/my-applications/${hall.applications.written}/${part}`,
      as: 'member' as const,
    })),
    {
      page: 'applications.receiptsPage',
      path: `/my-applications/${hall.applications.submitted}/receipts`,
      as: 'member',
    },
    { page: 'applications.mySealingsPage', path: '/my-sealings', as: 'member' },
    { page: 'applications.mySealingsPage', state: 'none', path: '/my-sealings', as: 'administrator' },
    {
      page: 'applications.sealingPage',
      path: `/my-sealings/${hall.projects.sealed.projectId}`,
      as: 'member',
    },
    {
      page: 'applications.openBidsPage',
      path: `/my-sealings/${hall.projects.sealed.projectId}/open`,
      as: 'member',
    },
    {
      page: 'applications.sealProjectPage',
      path: `/managed-projects/${hall.projects.draft.projectId}/sealing`,
      as: 'administrator',
    },
    {
      page: 'applications.sealProjectPage',
      state: 'sealed',
      path: `/managed-projects/${hall.projects.sealed.projectId}/sealing`,
      as: 'administrator',
    },
    {
      page: 'applications.matchPage',
      path: `/applications/${hall.applications.submitted}/match`,
      as: 'member',
    },
    { page: 'watches.myWatchesPage', path: '/project-watches', as: 'member' },
    { page: 'watches.myWatchesPage', state: 'none', path: '/project-watches', as: 'administrator' },
    { page: 'watches.newWatchPage', path: '/project-watches/new?search=quay', as: 'member' },
    {
      page: 'watches.newWatchPage',
      state: 'errors',
      path: '/project-watches/new',
      as: 'member',
      act: (page) => send(page, 'Save search'),
    },
    { page: 'watches.watchPage', path: `/project-watches/${hall.watchId}`, as: 'member' },
    { page: 'applications.applicationsPage', path: '/applications', as: 'administrator' },
    { page: 'sources.sourcesPage', path: '/project-sources', as: 'administrator' },
    { page: 'sources.newSourcePage', path: '/project-sources/new?preset=caltrans', as: 'administrator' },
    {
      page: 'sources.newSourcePage',
      state: 'errors',
      path: '/project-sources/new',
      as: 'administrator',
      act: (page) => send(page, 'Save source'),
    },
    { page: 'sources.sourcePage', path: `/project-sources/${hall.sourceId}`, as: 'administrator' },
    { page: 'sources.editSourcePage', path: `/project-sources/${hall.sourceId}/edit`, as: 'administrator' },
    {
      page: 'sources.previewSourcePage',
      path: `/project-sources/${hall.sourceId}/preview`,
      as: 'administrator',
    },
    {
      page: 'projects.areaPage',
      path: `/managed-projects/${hall.projects.draft.projectId}/service-area`,
      as: 'administrator',
    },
    {
      page: 'companies.serviceAreaPage',
      path: `/companies/${hall.companyId}/service-area`,
      as: 'member',
    },
    {
      page: 'projects.invitationsPage',
      path: `/managed-projects/${hall.projects.open.projectId}/invitations`,
      as: 'administrator',
    },
    {
      page: 'projects.invitePage',
      path: `/managed-projects/${hall.projects.open.projectId}/invitations/new?search=given`,
      as: 'administrator',
    },
    { page: 'projects.categoriesPage', path: '/settings/project-categories', as: 'administrator' },
    { page: 'projects.newCategoryPage', path: '/settings/project-categories/new', as: 'administrator' },
    {
      page: 'projects.categoryPage',
      path: `/settings/project-categories/${hall.categoryId}`,
      as: 'administrator',
    },
    {
      page: 'reviews.reviewPage',
      path: `/managed-projects/${hall.projects.open.projectId}/review`,
      as: 'administrator',
    },
    {
      page: 'reviews.reviewPage',
      state: 'nothing',
      path: `/managed-projects/${hall.projects.draft.projectId}/review`,
      as: 'administrator',
    },
    {
      page: 'reviews.settingsPage',
      path: `/managed-projects/${hall.projects.sealed.projectId}/review/settings`,
      as: 'administrator',
    },
    {
      page: 'reviews.rubricPage',
      path: `/managed-projects/${hall.projects.open.projectId}/review/rubric`,
      as: 'administrator',
    },
    {
      page: 'reviews.appointPage',
      path: `/managed-projects/${hall.projects.open.projectId}/review/reviewers/new?search=a`,
      as: 'administrator',
    },
    {
      page: 'reviews.recordConflictPage',
      path: `/managed-projects/${hall.weighed.projectId}/review/reviewers/${hall.people.manager.personId}/conflict`,
      as: 'administrator',
    },
    { page: 'reviews.myReviewsPage', path: '/profile/reviews', as: 'manager' },
    { page: 'reviews.myReviewsPage', state: 'nothing', path: '/profile/reviews', as: 'administrator' },
    {
      page: 'reviews.myReviewPage',
      path: `/profile/reviews/${hall.weighed.projectId}`,
      as: 'manager',
    },
    { page: 'reviews.queuePage', path: '/review-queue', as: 'manager' },
    { page: 'reviews.sheetPage', path: `/review-sheets/${hall.weighed.sheetId}`, as: 'manager' },
    {
      page: 'reviews.weighedListPage',
      path: `/managed-projects/${hall.weighed.projectId}/review/applications`,
      as: 'administrator',
    },
    {
      page: 'applications.exportPage',
      path: `/managed-projects/${hall.weighed.projectId}/applications/export`,
      as: 'administrator',
    },
    {
      page: 'reviews.weighedPage',
      path: `/weighed-applications/${hall.weighed.applicationId}`,
      as: 'administrator',
    },
    {
      page: 'reviews.decidePage',
      path: `/managed-projects/${hall.weighed.projectId}/review/decisions/new?applicationIds=${hall.weighed.applicationId}&outcome=awarded`,
      as: 'administrator',
    },
    {
      page: 'reviews.outcomePage',
      path: `/applications/${hall.weighed.applicationId}/outcome`,
      as: 'member',
    },
    { page: 'reviews.approvalRulePage', path: '/settings/awards', as: 'administrator' },
    { page: 'questions.banksPage', path: '/question-banks', as: 'manager' },
    { page: 'questions.newBankPage', path: '/question-banks/new', as: 'manager' },
    { page: 'questions.bankPage', path: `/question-banks/${hall.bankId}`, as: 'administrator' },
    { page: 'questions.changeBankPage', path: `/question-banks/${hall.bankId}/change`, as: 'administrator' },
    { page: 'questions.importPage', path: `/question-banks/${hall.bankId}/import`, as: 'administrator' },
    {
      page: 'questions.importPage',
      state: 'preview',
      path: `/question-banks/${hall.bankId}/import`,
      as: 'administrator',
      act: async (page) => {
        await page.getByLabel('Questions in GIFT', { exact: true }).fill('Water is wet. {T}\n\nOnly words.')
        await send(page, 'See what would be made')
      },
    },
    { page: 'questions.exportPage', path: `/question-banks/${hall.bankId}/export`, as: 'administrator' },
    { page: 'questions.questionsPage', path: '/questions', as: 'administrator' },
    {
      page: 'questions.newQuestionPage',
      path: `/question-banks/${hall.bankId}/questions/new`,
      as: 'administrator',
    },
    {
      page: 'questions.newQuestionPage',
      state: 'errors',
      path: `/question-banks/${hall.bankId}/questions/new?kind=matching`,
      as: 'administrator',
      act: (page) => send(page, 'Save'),
    },
    { page: 'questions.questionPage', path: `/questions/${hall.bankQuestionId}`, as: 'administrator' },
    {
      page: 'questions.questionPage',
      state: 'tried',
      path: `/questions/${hall.bankQuestionId}`,
      as: 'administrator',
      act: async (page) => {
        await page.getByLabel('A helmet', { exact: true }).check()
        await page.getByLabel('A tie', { exact: true }).check()
        await send(page, 'Grade this answer')
      },
    },
    {
      page: 'questions.changeQuestionPage',
      path: `/questions/${hall.bankQuestionId}/change`,
      as: 'administrator',
    },
    {
      page: 'questions.revisionsPage',
      path: `/questions/${hall.bankQuestionId}/revisions`,
      as: 'administrator',
    },
    { page: 'positions.positionsPage', path: '/settings/positions', as: 'administrator' },
    { page: 'positions.newPositionPage', path: '/settings/positions/new', as: 'administrator' },
    {
      page: 'positions.newPositionPage',
      state: 'errors',
      path: '/settings/positions/new',
      as: 'administrator',
      act: (page) => send(page, 'Save position'),
    },
    { page: 'positions.positionPage', path: `/settings/positions/${hall.positionId}`, as: 'administrator' },
    { page: 'positions.termsPage', path: '/positions/terms', as: 'member' },
    { page: 'positions.vacanciesPage', path: '/positions/vacant', as: 'administrator' },
    { page: 'positions.termPage', path: `/positions/terms/${hall.termId}`, as: 'administrator' },
    {
      page: 'positions.unitPositionsPage',
      path: `/units/${hall.units.chapter}/positions`,
      as: 'administrator',
    },
    {
      page: 'positions.appointPage',
      path: `/units/${hall.tenantId}/appoint?search=Olena`,
      as: 'administrator',
    },
    {
      page: 'positions.appointPage',
      state: 'chosen',
      path: `/units/${hall.tenantId}/appoint?position=${hall.positionId}&person=${hall.people.member.personId}`,
      as: 'administrator',
    },
    {
      page: 'positions.personPositionsPage',
      path: `/people/${hall.people.manager.personId}/positions`,
      as: 'administrator',
    },
    { page: 'positions.myPositionsPage', path: '/profile/positions', as: 'manager' },
    { page: 'membership.numbersPage', path: '/settings/membership-numbers', as: 'administrator' },
    { page: 'membership.myStandingPage', path: '/membership', as: 'member' },
    {
      page: 'membership.standingPage',
      path: `/people/${hall.people.member.personId}/standing`,
      as: 'administrator',
    },
    {
      page: 'membership.standingPage',
      state: 'errors',
      path: `/people/${hall.people.member.personId}/standing`,
      as: 'administrator',
      act: (page) => send(page, 'Save the change'),
    },
    {
      page: 'membership.expelPage',
      path: `/people/${hall.people.member.personId}/expel`,
      as: 'administrator',
    },
    {
      page: 'members.addToUnitPage',
      state: 'errors',
      path: '/members/add-to-unit?all=true',
      as: 'administrator',
      act: (page) => send(page, 'Add to a unit'),
    },
    { page: 'members.importsPage', path: '/members/imports', as: 'administrator' },
    { page: 'members.importUndoPage', path: `/members/imports/${hall.importId}`, as: 'administrator' },
    { page: 'members.importPage', path: '/members/import', as: 'administrator' },
    {
      page: 'members.importPage',
      state: 'errors',
      path: '/members/import',
      as: 'administrator',
      act: (page) => send(page, 'Look at the file'),
    },
    {
      page: 'members.importPreviewPage',
      path: '/members/import',
      as: 'administrator',
      async act(page) {
        await page.locator('select[name=unitId]').selectOption({ index: 1 })
        const buffer = Buffer.from(
          `Given name,Phone,e-mail,Helmet size\nNew,,,61\nOdd,call me,,\nTwin,+380671112299,,60\nTwain,067 111 22 99,,60\nKnown,,${hall.people.member.email},63\n`,
        )
        await page
          .locator('input[name=file]')
          .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer })
        await send(page, 'Look at the file')
        await page.locator('input[name=known][value=change]').check()
        await send(page, 'Check again')
      },
    },
    { page: 'fields.fieldsPage', path: '/settings/fields', as: 'administrator' },
    { page: 'fields.newFieldPage', path: '/settings/fields/new', as: 'administrator' },
    {
      page: 'fields.newFieldPage',
      state: 'errors',
      path: '/settings/fields/new',
      as: 'administrator',
      act: (page) => send(page, 'Add field'),
    },
    { page: 'fields.fieldPage', path: `/settings/fields/${hall.fieldId}`, as: 'administrator' },
    { page: 'fields.myFieldsPage', path: '/profile/fields', as: 'member' },
    {
      page: 'fields.myFieldsPage',
      state: 'errors',
      path: '/profile/fields',
      as: 'member',
      act: (page) => send(page, 'Save'),
    },
    {
      page: 'fields.personFieldsPage',
      path: `/people/${hall.people.member.personId}/fields`,
      as: 'administrator',
    },
    {
      page: 'fields.personFieldsPage',
      state: 'errors',
      path: `/people/${hall.people.member.personId}/fields`,
      as: 'administrator',
      act: (page) => send(page, 'Save'),
    },
    { page: 'units.unitsPage', path: '/units', as: 'member' },
    {
      page: 'units.unitsPage',
      state: 'filtered',
      path: '/units?kind=group&status=open&search=o',
      as: 'manager',
    },
    { page: 'units.unitsPage', state: 'odd address', path: '/units?kind=castle', as: 'member' },
    {
      page: 'views.newViewPage',
      path: '/views/new?list=units.listUnits&query=kind%3Dgroup&back=%2Funits',
      as: 'manager',
    },
    {
      page: 'views.newViewPage',
      state: 'errors',
      path: '/views/new?list=units.listUnits&query=kind%3Dgroup&back=%2Funits',
      as: 'manager',
      act: (page) => send(page, 'Save view'),
    },
    { page: 'units.unitsPage', state: 'none', path: '/units?search=zzz', as: 'member' },
    { page: 'units.unitPage', path: `/units/${group}`, as: 'member' },
    { page: 'units.unitPage', state: 'manager', path: `/units/${region}`, as: 'manager' },
    { page: 'units.unitPage', state: 'empty', path: `/units/${group}`, as: 'administrator' },
    { page: 'units.unitPage', state: 'closed', path: `/units/${closed}`, as: 'administrator' },
    {
      page: 'units.unitPage',
      state: 'question',
      path: `/units/${group}`,
      as: 'manager',
      act: (page) => page.getByRole('button', { name: 'Close unit' }).click(),
    },
    { page: 'units.newUnitPage', path: `/units/${group}/new`, as: 'manager' },
    {
      page: 'units.newUnitPage',
      state: 'errors',
      path: `/units/${group}/new`,
      as: 'manager',
      act: (page) => send(page, 'Create unit'),
    },
    { page: 'units.editUnitPage', path: `/units/${group}/edit`, as: 'manager' },
    { page: 'units.leaderPage', path: `/units/${region}/leader`, as: 'manager' },
    { page: 'units.leaderPage', state: 'none', path: `/units/${region}/leader?search=zzz`, as: 'manager' },
    { page: 'units.moveUnitPage', path: `/units/${group}/move`, as: 'manager' },
    { page: 'units.moveUnitPage', state: 'none', path: `/units/${group}/move?search=zzz`, as: 'manager' },
    {
      page: 'units.moveUnitPage',
      state: 'chosen',
      path: `/units/${group}/move?to=${region}`,
      as: 'manager',
    },
    { page: 'units.mergeUnitPage', path: `/units/${group}/merge`, as: 'manager' },
    { page: 'units.mergeUnitPage', state: 'none', path: `/units/${group}/merge?search=zzz`, as: 'manager' },
    {
      page: 'units.mergeUnitPage',
      state: 'chosen',
      path: `/units/${group}/merge?into=${chapter}`,
      as: 'manager',
    },
    { page: 'units.boundaryPage', path: `/units/${group}/boundary`, as: 'manager' },
    {
      page: 'units.boundaryPage',
      state: 'errors',
      path: `/units/${group}/boundary`,
      as: 'manager',
      act: async (page) => {
        await page.locator('[name=boundary]').fill('nonsense')
        await send(page, 'Save boundary')
      },
    },
    { page: 'units.boundaryFilePage', path: `/units/${group}/boundary/file`, as: 'manager' },
    {
      page: 'units.personUnitsPage',
      path: `/people/${hall.people.member.personId}/units`,
      as: 'administrator',
    },
    { page: 'units.settingsPage', path: `/units/${group}/settings`, as: 'manager' },
    { page: 'units.settingPage', path: `/units/${group}/settings/welcome`, as: 'manager' },
    {
      page: 'units.settingPage',
      state: 'errors',
      path: `/units/${group}/settings/website`,
      as: 'manager',
      act: async (page) => {
        await page.locator('main [name=value]').fill('nonsense')
        await send(page, 'Save')
      },
    },
    { page: 'units.treePage', path: '/unit-tree', as: 'member' },
    { page: 'units.treePage', state: 'closed ones too', path: '/unit-tree?closed=true', as: 'manager' },
    { page: 'units.treePage', state: 'found', path: '/unit-tree?search=o', as: 'manager' },
    { page: 'units.treePage', state: 'none', path: '/unit-tree?search=zzz', as: 'member' },
    { page: 'access.rolesPage', path: '/roles', as: 'administrator' },
    { page: 'access.rolePage', path: `/roles/${hall.roleId}`, as: 'administrator' },
    { page: 'access.rolePage', state: 'built-in', path: '/roles/manager', as: 'manager' },
    { page: 'access.newRolePage', path: '/roles/new', as: 'administrator' },
    {
      page: 'access.newRolePage',
      state: 'errors',
      path: '/roles/new',
      as: 'administrator',
      act: (page) => send(page, 'Make role'),
    },
    { page: 'access.editRolePage', path: `/roles/${hall.roleId}/edit`, as: 'administrator' },
    {
      page: 'access.editRolePage',
      state: 'told',
      path: `/roles/${hall.roleId}/edit`,
      as: 'administrator',
      async act(page) {
        await page.locator('input[value="access.read"]').check()
        await send(page, 'Save role')
      },
    },
    { page: 'invitations.invitationsPage', path: '/invitations', as: 'manager' },
    { page: 'invitations.invitePage', path: '/invitations/new', as: 'administrator' },
    {
      page: 'invitations.invitePage',
      state: 'errors',
      path: '/invitations/new',
      as: 'administrator',
      act: (page) => send(page, 'Send invitation'),
    },
    { page: 'invitations.invitationPage', path: `/invitations/${hall.invitation.id}`, as: 'manager' },
    {
      page: 'invitations.resendInvitationsPage',
      path: `/invitations/resend?chosen=${hall.invitation.id}`,
      as: 'manager',
    },
    {
      page: 'invitations.withdrawInvitationsPage',
      path: `/invitations/withdraw?chosen=${hall.invitation.id}`,
      as: 'manager',
    },
    { page: 'invitations.filePage', path: '/invitations/file', as: 'manager' },
    {
      page: 'invitations.filePage',
      state: 'errors',
      path: '/invitations/file',
      as: 'manager',
      act: (page) => send(page, 'Check the table'),
    },
    {
      page: 'invitations.filePreviewPage',
      path: '/invitations/file',
      as: 'manager',
      act: handInPeopleToInvite,
    },
    { page: 'invitations.claimPage', path: `/people/${hall.entryId}/invite`, as: 'manager' },
    { page: 'invitations.invitedPage', path: `/invited/${hall.invitation.token}` },
    {
      page: 'invitations.invitedPage',
      state: 'other account',
      path: `/invited/${hall.invitation.token}`,
      as: 'member',
    },
    { page: 'access.grantsPage', path: '/grants', as: 'administrator' },
    { page: 'access.endGrantsPage', path: `/grants/end?chosen=${hall.grantId}`, as: 'administrator' },
    { page: 'access.grantPage', path: `/grants/${hall.grantId}`, as: 'administrator' },
    {
      page: 'access.giveRolePage',
      path: `/units/${region}/give-role?search=given`,
      as: 'administrator',
    },
    {
      page: 'access.giveRolePage',
      state: 'chosen',
      path: `/units/${region}/give-role?person=${hall.people.member.personId}`,
      as: 'administrator',
    },
    {
      page: 'access.whyPage',
      path: `/units/${chapter}/why?person=${hall.people.manager.personId}&permission=units.manage`,
      as: 'administrator',
    },
    {
      page: 'access.whyPage',
      state: 'no',
      path: `/units/${chapter}/why?person=${hall.people.member.personId}&permission=units.manage`,
      as: 'administrator',
    },
    { page: 'units.kindsPage', path: '/settings/unit-kinds', as: 'administrator' },
    { page: 'units.newKindPage', path: '/settings/unit-kinds/new', as: 'administrator' },
    {
      page: 'units.newKindPage',
      state: 'errors',
      path: '/settings/unit-kinds/new',
      as: 'administrator',
      act: (page) => send(page, 'Add kind'),
    },
    { page: 'units.kindPage', path: `/settings/unit-kinds/${hall.kindId}`, as: 'administrator' },
    { page: 'tasks.deadJobsPage', path: '/dead-jobs', as: 'administrator' },
    { page: 'tasks.tasksPage', path: '/tasks', as: 'manager' },
    { page: 'tasks.tasksPage', state: 'empty', path: '/tasks', as: 'member' },
    ...(['queued', 'running', 'done', 'failed', 'cancelled'] as const).map((state) => ({
      page: 'tasks.taskPage',
      state,
      path: `/tasks/${hall.tasks[state]}`,
      as: 'manager' as const,
    })),
    { page: 'keys.keysPage', path: '/platform/keys', as: 'operator' },
    { page: 'branding.brandPage', path: '/settings/brand', as: 'administrator' },
    { page: 'branding.unitBrandPage', path: `/units/${group}/brand`, as: 'administrator' },
    {
      page: 'branding.brandPage',
      state: 'trial',
      path: '/settings/brand?colour=%23ffdd00&corners=round&font=system&density=dense',
      as: 'administrator',
    },
    { page: 'branding.logoPage', path: '/settings/brand/logo', as: 'administrator' },
    {
      page: 'branding.logoPage',
      state: 'errors',
      path: '/settings/brand/logo',
      as: 'administrator',
      act: (page) => send(page, 'Save logo'),
    },
    { page: 'development.mailsPage', path: '/dev/mail' },
    {
      page: 'development.mailPage',
      path: '/dev/mail',
      act: (page) => page.locator('tbody a').first().click(),
    },
    { page: 'development.smsPage', path: '/dev/sms' },
    { page: 'reference.api', path: '/api/docs' },
    {
      page: 'reference.api',
      state: 'open',
      path: '/api/docs',
      as: 'member',
      async act(page) {
        for (const call of await page.locator('.call > summary').all()) await call.click()
      },
    },
    { page: 'error', path: '/nowhere', status: 404 },
    ...[400, 403, 404, 409, 412, 429, 500, 503].map((status) => ({
      page: 'error',
      state: String(status),
      path: `/failing/${status}`,
      status,
      as: 'member' as const,
    })),
    { page: 'error', state: '500 visitor', path: '/failing/500', status: 500 },
  ]
}

/** Of the association, so that the page of one can be looked at. */
/** A group of an identity provider that brings something, with somebody in it, a token, and something that was refused. */
async function aDirectory(): Promise<string> {
  const { portal, tenantId, people } = hall
  const [known] = await portal.app.database.sql<{ id: string }>(
    sql`SELECT id FROM scim_groups WHERE tenant_id = ${tenantId}::uuid`,
  )
  if (known) return known.id
  const provider = await makeProvider(portal, people.administrator, tenantId)
  const user = await provider.makeUser('olena@northern.example', { name: { givenName: 'Olena' } })
  const group = await provider.makeGroup('Site managers of the north', [user.id])
  await provider.ask('POST', '/Users', { schemas: [userSchema], userName: 'olena@northern.example' })
  await portal.app.database.sql(sql`
    INSERT INTO scim_group_targets (id, tenant_id, group_id, unit_id, role, created_at)
    VALUES (gen_random_uuid(), ${tenantId}::uuid, ${group.id}::uuid, ${hall.units.chapter}::uuid, 'manager', now())`)
  return group.id
}

/** A table with a line that is good, and one that is not. */
async function handInPeopleToInvite(page: Page): Promise<void> {
  const buffer = Buffer.from('E-mail,Given name,Notes\nnew@example.org,New,x\nodd,Odd,\n')
  await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer })
  await send(page, 'Check the table')
}

async function aProvider(): Promise<string> {
  const { app } = hall.portal
  const { rows } = await app.database.pool.query<{ id: string }>(
    `INSERT INTO identity_providers (id, tenant_id, name, issuer, client_id, sealed_secret, scopes, groups_claim, domains, admits, created_at, updated_at)
     VALUES (gen_random_uuid(), $1, 'Head office', 'https://login.example.org', 'guildhall', $2, 'openid email profile', 'groups', '{example.org}', true, now(), now())
     ON CONFLICT (tenant_id, lower(name)) WHERE removed_at IS NULL DO UPDATE SET name = excluded.name RETURNING id`,
    [hall.tenantId, app.services.crypto.seal('identity provider secret', 'secret')],
  )
  return rows[0]?.id ?? ''
}

/** Of the administrator, so that the page of one can be looked at. */
async function aPasskey(): Promise<string> {
  const { rows } = await hall.portal.app.database.pool.query<{ id: string }>(
    `INSERT INTO passkeys (id, account_id, credential_id, public_key, counter, transports, may_be_synced, is_backed_up, rp_id, name, created_at)
     VALUES (gen_random_uuid(), $1, '\\x01', '\\x01', 0, '{}', true, true, 'north.localhost', 'Work laptop', now())
     ON CONFLICT (credential_id) DO UPDATE SET name = excluded.name RETURNING id`,
    [hall.people.administrator.accountId],
  )
  return rows[0]?.id ?? ''
}

/** Somebody has lost their second step, and the wait is over. */
async function aReset(): Promise<string> {
  const { tenantId, people, portal } = hall
  const { pool } = portal.app.database
  await pool.query(
    `INSERT INTO second_factors (account_id, sealed_secret, created_at, confirmed_at) VALUES ($1, '', now(), now())
     ON CONFLICT (account_id) DO UPDATE SET confirmed_at = excluded.confirmed_at`,
    [people.member.accountId],
  )
  const now = portal.clock.now().getTime()
  const at = (hours: number) => new Date(now + hours * 3_600_000)
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO second_step_resets (id, tenant_id, person_id, account_id, status, reason, opened_at, begun_at, begun_by, due_at, expires_at, stop_hash)
     VALUES (gen_random_uuid(), $1, $2, $3, 'waiting', 'Came to the office with a passport', $4, $4, $5, $6, $7, '\\x01')
     ON CONFLICT (stop_hash) DO UPDATE SET reason = excluded.reason RETURNING id`,
    [
      tenantId,
      people.member.personId,
      people.member.accountId,
      at(-25),
      people.administrator.personId,
      at(-1),
      at(100),
    ],
  )
  return rows[0]?.id ?? ''
}

/** The heaviest that an association can have. */
export async function wearLogo(): Promise<void> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const image = sharp({ create: { width: 900, height: 200, channels: 3, background: '#808080', noise } })
  const reply = await fetch(`${hall.portal.url}/api/v1/brand/logo`, {
    method: 'PUT',
    body: new Uint8Array(await image.png().toBuffer()),
    headers: {
      'Content-Type': 'image/png',
      Cookie: `session=${hall.people.administrator.client.cookies.get('session')}`,
    },
  })
  if (reply.status !== 200) throw new Error(`The logo was answered ${reply.status}: ${await reply.text()}`)
}

/** Runs in the page: adds up how far what stands there moves by itself. */
export function countShifts(): void {
  const here = globalThis as unknown as { shifted: number }
  here.shifted = 0
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Array<
      PerformanceEntry & { value: number; hadRecentInput: boolean }
    >)
      if (!entry.hadRecentInput) here.shifted += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
}

/** How far it did, where it is further than readers forgive; null where it is not. */
export async function jumpOf(page: Page): Promise<number | null> {
  const shifted = await page.evaluate(() => (globalThis as unknown as { shifted: number }).shifted)
  return shifted > 0.05 ? shifted : null
}
