import { randomUUID } from 'node:crypto'
import { hashToken } from '../../../src/modules/identity/index.ts'
import { password } from '../../factories/people.ts'
import { MadeIds, nothing, type Sample, type Samples } from './sample.ts'

const newcomer = () => ({ givenName: 'New', familyName: 'Comer', address: `${randomUUID()}@example.org` })

const signUp: Sample = { about: 'nothing', input: () => ({ ...newcomer(), timeZone: 'UTC' }) }

const signIn: Sample = {
  about: 'nothing',
  input: ({ asking }) => ({ address: asking.email ?? 'owner@example.org', password }),
}

const confirm: Sample = {
  about: 'nothing',
  input: ({ world }) => ({ token: world.tokens.signUp, password }),
}

const address: Sample = { about: 'nothing', input: () => ({ address: 'owner@example.org' }) }

/** Nobody has such a code: 409 says that they were let through to be told so. */
const code: Sample = { about: 'nothing', input: () => ({ code: '000000' }) }

const codeAndPassword: Sample = { about: 'nothing', input: () => ({ code: '000000', password }) }

const proof: Sample = { about: 'nothing', input: () => ({ password }) }

const newAddress: Sample = {
  about: 'nothing',
  input: () => ({ address: `${randomUUID()}@example.org` }),
}

const nobodys = '00000000-0000-7000-8000-000000000000'

const unlock: Sample = { about: 'nothing', input: ({ world }) => ({ token: world.tokens.unlock }) }

const reset: Sample = {
  about: 'nothing',
  input: ({ world }) => ({ token: world.tokens.passwordReset, password: 'another horse battery' }),
}

const accept: Sample = {
  about: 'nothing',
  input: ({ world }) => ({
    token: world.tokens.invitation,
    givenName: 'New',
    familyName: 'Comer',
    email: `${randomUUID()}@example.org`,
    password,
  }),
}

const choose: Sample = { about: 'tenant', input: ({ spot }) => ({ tenantId: spot.tenantId }) }

/** The second step of who belongs to the unit, as if it were lost. */
const lostStep: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ personId: spot.personId, reason: 'Showed a passport' }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      `INSERT INTO second_factors (account_id, sealed_secret, created_at, confirmed_at) VALUES ($1, '', now(), now())`,
      [spot.accountId],
    )
  },
}

const acting: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ personId: spot.personId, reason: 'Cannot find the form', minutes: '15' }),
}
const tokenOfReset = 'r'.repeat(43)

/** The reset that has the id of the unit, at the end of its wait. */
const waitingReset: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ resetId: spot.unitId }),
  async prepare(context) {
    const { world, spot } = context
    await lostStep.prepare?.(context)
    const now = world.portal.clock.now().getTime()
    const at = (hours: number) => new Date(now + hours * 3_600_000)
    await world.portal.app.database.pool.query(
      `INSERT INTO second_step_resets (id, tenant_id, person_id, account_id, status, opened_at, begun_at, due_at, expires_at, stop_hash)
       VALUES ($1, $2, $3, $4, 'waiting', $5, $5, $6, $7, $8)`,
      [
        spot.unitId,
        spot.tenantId,
        spot.personId,
        spot.accountId,
        at(-25),
        at(-1),
        at(24),
        hashToken(tokenOfReset),
      ],
    )
  },
}

const stopped: Sample = { ...waitingReset, about: 'nothing', input: () => ({ token: tokenOfReset }) }

const resetWait: Sample = { about: 'nothing', input: () => ({ hours: 48 }) }

const ticket = `${'a'.repeat(43)}.4102444800000`

const credential = { id: 'AAAA', rawId: 'AAAA', type: 'public-key' }

const signed = {
  ticket,
  credential: {
    ...credential,
    response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' },
  },
}

const aPasskey: Sample = { about: 'nothing', input: () => ({ passkey: signed }) }

const postedPasskey: Sample = { about: 'nothing', input: () => ({ passkey: JSON.stringify(signed) }) }

const passkeyName: Sample = { about: 'nothing', input: () => ({ passkeyId: nobodys, name: 'Laptop' }) }

const newPasskey: Sample = {
  about: 'nothing',
  input: () => ({
    name: 'Laptop',
    passkey: {
      ticket,
      credential: { ...credential, response: { clientDataJSON: 'e30', attestationObject: 'AAAA' } },
    },
  }),
}

const cameBack: Sample = { about: 'nothing', input: () => ({ providerId: nobodys, code: 'x', state: 'x' }) }

const providerFields = { name: 'Ours', clientId: 'client', scopes: 'openid', admits: true }

/** Nobody answers there: whoever is let in is told so. */
const newProvider: Sample = {
  about: 'nothing',
  input: () => ({ ...providerFields, issuer: 'http://localhost:1', clientSecret: 'secret' }),
}

const providerIds = new MadeIds()

const aProvider: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ providerId: providerIds.get(spot.tenantId) }),
  async prepare({ world, spot }) {
    const providerId = randomUUID()
    providerIds.set(spot.tenantId, providerId)
    const sealed = world.portal.app.services.crypto.seal('identity provider secret', 'secret')
    await world.portal.app.database.pool.query(
      `INSERT INTO identity_providers (id, tenant_id, name, issuer, client_id, sealed_secret, scopes, domains, admits, created_at, updated_at)
       VALUES ($1, $2, 'Theirs', 'http://localhost:1', 'client', $3, 'openid', '{}', true, now(), now())`,
      [providerId, spot.tenantId, sealed],
    )
  },
}

const changedProvider: Sample = {
  ...aProvider,
  input: (context) => ({ ...aProvider.input(context), ...providerFields }),
}

/** Nobody's account: who is let through is told so. */
const ofNobody: Sample = {
  about: 'nothing',
  input: () => ({ accountId: nobodys, givenName: null, familyName: 'F', locale: 'en', timeZone: 'UTC' }),
}

const visitOfNobody: Sample = {
  about: 'nothing',
  input: ({ spot, world }) => ({
    visitId: nobodys,
    accountId: spot.accountId,
    tenantId: spot.tenantId,
    until: new Date(world.portal.clock.now().getTime() + 3_600_000),
  }),
}

export const identity: Samples = {
  'identity.admitFounder': ofNobody,
  'identity.beginVisit': visitOfNobody,
  'identity.requestSignUp': signUp,
  'identity.confirmSignUp': confirm,
  'identity.confirmSignUpWithCode': codeAndPassword,
  'identity.requestSignInCode': address,
  'identity.signInWithCode': code,
  'identity.unlockSignIn': unlock,
  'identity.readSignInWays': nothing,
  'identity.stepUp': proof,
  'identity.completeSignIn': code,
  'identity.beginSecondFactor': nothing,
  'identity.confirmSecondFactor': code,
  'identity.removeSecondFactor': nothing,
  'identity.renewMyRecoveryCodes': nothing,
  'identity.readSecurity': nothing,
  'identity.readSecondFactorSetup': nothing,
  'identity.listMySessions': nothing,
  'identity.signInWithPasskey': aPasskey,
  'identity.readPasskeyRequest': { about: 'nothing', input: () => ({ purpose: 'signIn' }) },
  'identity.readSecondStepWays': nothing,
  'identity.readPasskeyCreation': nothing,
  'identity.listMyPasskeys': nothing,
  'identity.addPasskey': newPasskey,
  'identity.renamePasskey': passkeyName,
  'identity.removePasskey': { about: 'nothing', input: () => ({ passkeyId: nobodys }) },
  'identity.passkeySignInAction': postedPasskey,
  'identity.addPasskeyPage': { about: 'nothing', input: () => ({ name: 'Laptop', passkey: '{}' }) },
  'identity.passkeyPage': passkeyName,
  'identity.removePasskeyAction': { about: 'nothing', input: () => ({ passkeyId: nobodys }) },
  'identity.actFor': acting,
  'identity.readWhomToActFor': { about: 'unit', input: ({ spot }) => ({ personId: spot.personId }) },
  'identity.stopActing': nothing,
  'identity.actForPage': acting,
  'identity.stopActingAction': nothing,
  'identity.connectApp': { about: 'nothing', input: () => ({ name: 'Phone' }) },
  'identity.refreshApp': { about: 'nothing', input: () => ({ refreshToken: 'x' }) },
  'identity.disconnectApp': { about: 'nothing', input: () => ({ refreshToken: 'x' }) },
  'identity.endStolenApp': { about: 'nothing', input: () => ({ sessionId: nobodys }) },
  'identity.beginAtProvider': { about: 'nothing', input: () => ({ providerId: nobodys }) },
  'identity.completeProviderSignIn': cameBack,
  'identity.listProviders': nothing,
  'identity.listPlacesForGroups': nothing,
  'identity.listRolesForGroups': nothing,
  'identity.readSignInRules': nothing,
  'identity.readProvider': aProvider,
  'identity.addProvider': newProvider,
  'identity.changeProvider': changedProvider,
  'identity.removeProvider': aProvider,
  'identity.changeSignInRule': { about: 'nothing', input: () => ({ providerOnly: false }) },
  'identity.listMyLinkedIdentities': nothing,
  'identity.beginLink': aProvider,
  'identity.unlinkIdentity': { about: 'nothing', input: () => ({ linkedId: nobodys }) },
  'identity.goToProvider': { about: 'nothing', input: () => ({ providerId: nobodys }) },
  'identity.providerReturnPage': cameBack,
  'identity.beginLinkAction': aProvider,
  'identity.unlinkAction': { about: 'nothing', input: () => ({ linkedId: nobodys }) },
  'identity.signInRulesPage': { about: 'nothing', input: () => ({}) },
  'identity.addProviderPage': newProvider,
  'identity.providerPage': changedProvider,
  'identity.removeProviderAction': aProvider,
  'identity.endSession': { about: 'nothing', input: () => ({ sessionId: nobodys }) },
  'identity.endOtherSessions': nothing,
  'identity.forgetDevice': { about: 'nothing', input: () => ({ deviceId: nobodys }) },
  'identity.changeMyPassword': proof,
  'identity.requestAddressChange': newAddress,
  'identity.confirmAddressChange': code,
  'identity.undoAddressChange': { about: 'nothing', input: () => ({ token: 'x'.repeat(43) }) },
  'identity.removeMyAddress': { about: 'nothing', input: () => ({ channel: 'phone' }) },
  'identity.secondStepPage': code,
  'identity.undoChangePage': { about: 'nothing', input: () => ({ token: 'x'.repeat(43) }) },
  'identity.securityPage': nothing,
  'identity.changePasswordPage': proof,
  'identity.emailPage': newAddress,
  'identity.phonePage': newAddress,
  'identity.emailRemoveAction': nothing,
  'identity.phoneRemoveAction': nothing,
  'identity.addressCodePage': code,
  'identity.beginSecondFactorAction': nothing,
  'identity.secondFactorPage': code,
  'identity.removeSecondFactorAction': nothing,
  'identity.recoveryCodesAction': nothing,
  'identity.endSessionAction': { about: 'nothing', input: () => ({ sessionId: nobodys }) },
  'identity.endOtherSessionsAction': nothing,
  'identity.forgetDeviceAction': { about: 'nothing', input: () => ({ deviceId: nobodys }) },
  'identity.requestStepUpCode': nothing,
  'identity.readStepUpWays': nothing,
  'identity.stepUpPage': proof,
  'identity.stepUpCodeAction': nothing,
  'identity.signIn': signIn,
  'identity.signOut': nothing,
  'identity.requestPasswordReset': address,
  'identity.resetPassword': reset,
  'identity.resetPasswordWithCode': codeAndPassword,
  'identity.listAssociations': nothing,
  'identity.listMyAssociations': nothing,
  'identity.myAssociationsPage': nothing,
  'identity.chooseAssociation': choose,
  'identity.acceptInvitation': accept,
  'identity.inviteFirstAdministrator': {
    about: 'tenant',
    input: ({ spot }) => ({ tenantId: spot.tenantId }),
    async prepare({ world }) {
      await world.portal.app.database.pool.query(
        `UPDATE grants SET ends_at = starts_at WHERE role = 'administrator' AND tenant_id = $1`,
        [world.elsewhere],
      )
    },
  },
  'identity.askForReset': nothing,
  'identity.beginReset': lostStep,
  'identity.withdrawReset': waitingReset,
  'identity.completeReset': waitingReset,
  'identity.stopReset': stopped,
  'identity.stopMyReset': nothing,
  'identity.setResetWait': resetWait,
  'identity.listResets': nothing,
  'identity.listResetsFile': nothing,
  'identity.readReset': waitingReset,
  'identity.previewHelp': { ...lostStep, input: ({ spot }) => ({ personId: spot.personId }) },
  'identity.readResetWait': nothing,
  'identity.readMyReset': nothing,
  'identity.readResetLetter': waitingReset,
  'identity.askForResetPage': nothing,
  'identity.stopResetPage': stopped,
  'identity.stopMyResetAction': nothing,
  'identity.resetsPage': nothing,
  'identity.resetWaitPage': resetWait,
  'identity.resetPage': waitingReset,
  'identity.completeResetAction': waitingReset,
  'identity.withdrawResetAction': waitingReset,
  'identity.beginResetPage': lostStep,
  'identity.issueChallengeLetter': {
    about: 'nothing',
    input: ({ world }) => ({ challengeId: world.ids.signUp }),
  },
  'identity.letIn': {
    about: 'unit',
    input: ({ spot }) => ({
      tenantId: spot.tenantId,
      unitId: spot.unitId,
      account: { accountId: spot.accountId },
      personId: null,
      givenName: 'New',
      locale: 'en',
      timeZone: 'UTC',
    }),
  },
  'identity.createAccount': {
    about: 'tenant',
    input: ({ spot }) => ({
      givenName: 'New',
      familyName: 'Comer',
      email: `${randomUUID()}@example.org`,
      password,
      tenantId: spot.tenantId,
    }),
  },
  'identity.endSessionsHere': { about: 'tenant', input: ({ spot }) => ({ personId: spot.personId }) },
  'identity.endAllSessions': { about: 'tenant', input: ({ spot }) => ({ accountId: spot.accountId }) },
  'identity.listAddressees': { about: 'tenant', input: ({ spot }) => ({ personIds: [spot.personId] }) },
  'identity.readAccountLetter': {
    about: 'tenant',
    input: ({ spot }) => ({ accountId: spot.accountId, sessionId: null }),
  },
  'identity.bringWhatProviderGroupsBring': {
    about: 'nothing',
    input: ({ world }) => ({ personId: world.asking.member.personId ?? '' }),
  },
  'identity.countProviderGroupsOf': {
    about: 'nothing',
    input: ({ world }) => ({ personId: world.asking.member.personId ?? '' }),
  },
  'identity.listWithoutProviderRole': { about: 'nothing', input: () => ({ role: 'manager' }) },
  'identity.readHome': nothing,
  'identity.home': nothing,
  'identity.signUpPage': signUp,
  'identity.signUpCodePage': codeAndPassword,
  'identity.signInCodePage': address,
  'identity.enterSignInCodePage': code,
  'identity.unlockPage': unlock,
  'identity.confirmAddressPage': confirm,
  'identity.signInPage': signIn,
  'identity.signOutAction': nothing,
  'identity.forgotPasswordPage': address,
  'identity.newPasswordCodePage': codeAndPassword,
  'identity.newPasswordPage': reset,
  'identity.associationPage': choose,
  'identity.invitationPage': accept,
}
