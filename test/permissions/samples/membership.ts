import { atUnit, idOfNothing, inCharge, nothing, ofNewcomer, type Sample, type Samples } from './sample.ts'

const numberSeries: Sample = {
  about: 'nothing',
  input: () => ({ prefix: 'X', withYear: false, digits: 3 }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      `INSERT INTO number_series (tenant_id, prefix, with_year, digits, next_number, updated_at) VALUES ($1, 'A', false, 3, 1, now())`,
      [spot.tenantId],
    )
  },
}

/** Somebody who stands at the place, and a decision about them. */
const decided: Sample = {
  ...inCharge,
  input: ({ spot }) => ({ personId: spot.personId, to: 'suspended', reason: 'Because' }),
}

const expelled: Sample = {
  ...inCharge,
  input: ({ spot }) => ({ personId: spot.personId, reason: 'Because' }),
}

const plannedFor: Sample = {
  ...inCharge,
  async prepare(context) {
    await inCharge.prepare?.(context)
    const { world, spot } = context
    for (const [standing, from, until] of [
      ['active', '2020-01-01', '2099-01-01'],
      ['suspended', '2099-01-01', null],
    ])
      await world.portal.app.database.pool.query(
        `INSERT INTO standings (id, tenant_id, person_id, standing, starts_at, ends_at, decided_at)
         VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, now())`,
        [spot.tenantId, spot.personId, standing, from, until],
      )
  },
}

/** The unit is one where people ask, and nobody belongs there yet. */
const askedUnit: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ unitId: spot.unitId, message: 'Because' }),
  async prepare({ world, spot }) {
    const { pool } = world.portal.app.database
    await pool.query("UPDATE units SET joining = 'request' WHERE id = $1", [spot.unitId])
    await pool.query(
      'UPDATE memberships SET ended_at = joined_at, is_primary = false WHERE unit_id = $1 AND ended_at IS NULL',
      [spot.unitId],
    )
  },
}

/** A request of somebody who does not belong there; it has the id of the unit. */
const waitingRequest: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ requestId: spot.unitId }),
  async prepare({ world, spot }) {
    const { pool } = world.portal.app.database
    await pool.query(
      'UPDATE memberships SET ended_at = joined_at, is_primary = false WHERE person_id = $1 AND unit_id = $2',
      [spot.newcomerId, spot.unitId],
    )
    await pool.query(
      'INSERT INTO join_requests (id, tenant_id, person_id, unit_id, requested_at) VALUES ($1, $2, $3, $1, now())',
      [spot.unitId, spot.tenantId, spot.newcomerId],
    )
  },
}

const declinedRequest: Sample = {
  ...waitingRequest,
  input: ({ spot }) => ({ requestId: spot.unitId, answer: 'Because' }),
}

const ownRequest: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ requestId: spot.unitId }),
  async prepare({ world, spot, asking }) {
    if (asking.personId === null || asking.role === 'account without person here') return
    await world.portal.app.database.pool.query(
      'INSERT INTO join_requests (id, tenant_id, person_id, unit_id, requested_at) VALUES ($1, $2, $3, $1, now())',
      [spot.unitId, spot.tenantId, spot.tenantId === world.here ? asking.personId : spot.personId],
    )
  },
}

const newClass: Sample = {
  about: 'nothing',
  input: () => ({ facet: 'grade', key: 'test', label: { v: 1, en: 'Test' } }),
}

/** A grade of the association that has the id of the unit, and that members may take. */
const memberClass: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ classId: spot.unitId, label: { v: 1, en: 'Test' } }),
  async prepare({ world, spot }) {
    await world.portal.app.database.pool.query(
      `INSERT INTO member_classes (id, tenant_id, facet, key, label, rule, position, created_at, updated_at)
       VALUES ($1, $2, 'grade', 'test', '{"v": 1, "en": "Test"}',
         '{"v": 1, "from": [], "days": 0, "standings": [], "verified": [], "byStaff": false}', 1, now(), now())`,
      [spot.unitId, spot.tenantId],
    )
  },
}

const ownClass: Sample = { ...memberClass, input: ({ spot }) => ({ classId: spot.unitId }) }

const classified: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ personId: spot.personId, classId: spot.unitId, reason: 'Because' }),
  async prepare(context) {
    await inCharge.prepare?.(context)
    await memberClass.prepare?.(context)
  },
}

const documentSeen: Sample = {
  ...inCharge,
  input: ({ spot }) => ({ personId: spot.personId, note: 'Passport' }),
}

const verified: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ personId: spot.personId, verificationId: spot.unitId }),
  async prepare(context) {
    await inCharge.prepare?.(context)
    const { world, spot } = context
    await world.portal.app.database.pool.query(
      `INSERT INTO verifications (id, tenant_id, person_id, kind, note, verified_at) VALUES ($1, $2, $3, 'document', 'Passport', now())`,
      [spot.unitId, spot.tenantId, spot.personId],
    )
  },
}

const joiningRule: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ kind: 'joining', subject: spot.unitId, verified: ['document'] }),
}

export const membership: Samples = {
  'membership.listClasses': nothing,
  'membership.readClassification': inCharge,
  'membership.readMyClassification': nothing,
  'membership.checkEligibility': { about: 'nothing', input: ({ spot }) => ({ personIds: [spot.personId] }) },
  'membership.declareClass': newClass,
  'membership.changeClass': memberClass,
  'membership.classifyPerson': classified,
  'membership.promoteMe': ownClass,
  'membership.verifyPerson': documentSeen,
  'membership.recordIdentityProof': {
    about: 'tenant',
    input: ({ spot }) => ({ personId: spot.personId, service: 'Test' }),
  },
  'membership.endVerification': { ...verified, input: ({ spot }) => ({ verificationId: spot.unitId }) },
  'membership.classesPage': nothing,
  'membership.newClassPage': {
    ...newClass,
    input: () => ({ facet: 'grade', key: 'test', 'label.en': 'Test', days: '0', position: '1' }),
  },
  'membership.classPage': {
    ...memberClass,
    input: ({ spot }) => ({ classId: spot.unitId, 'label.en': 'Test', days: '0', position: '1' }),
  },
  'membership.personClassesPage': classified,
  'membership.verifyAction': documentSeen,
  'membership.endVerificationAction': verified,
  'membership.promoteAction': ownClass,
  'membership.readNumberSeries': nothing,
  'membership.setNumberSeries': numberSeries,
  'membership.numberMembers': { ...numberSeries, input: () => ({}) },
  'membership.endLeadingOfThoseWhoLeft': { about: 'nothing', input: () => ({}) },
  'membership.setEligibility': joiningRule,
  'membership.eligibilityPage': joiningRule,
  'membership.readEligibility': {
    ...joiningRule,
    input: ({ spot }) => ({ kind: 'joining', subject: spot.unitId }),
  },
  'membership.listEligibility': nothing,
  'membership.eligibilityListPage': nothing,
  'membership.welcomeMember': { about: 'tenant', input: ({ spot }) => ({ personId: spot.newcomerId }) },
  'membership.welcomeMembers': { about: 'tenant', input: ({ spot }) => ({ personIds: [spot.newcomerId] }) },
  'membership.numbersPage': { about: 'nothing', input: () => ({ prefix: 'X', digits: '3', nextNumber: '' }) },
  'membership.giveNumbersAction': { ...numberSeries, input: () => ({}) },
  'membership.readStanding': inCharge,
  'membership.readMyStanding': nothing,
  'membership.readStandingLetter': { about: 'nothing', input: () => ({ standingId: idOfNothing }) },
  'membership.changeStanding': decided,
  'membership.changeStandingOfMember': {
    ...ofNewcomer,
    input: (context) => ({ ...ofNewcomer.input(context), to: 'suspended', reason: 'Because' }),
  },
  'membership.expelPerson': expelled,
  'membership.withdrawStandingChange': plannedFor,
  'membership.myStandingPage': nothing,
  'membership.standingPage': decided,
  'membership.expelPage': expelled,
  'membership.withdrawAction': plannedFor,
  'membership.requestToJoin': askedUnit,
  'membership.askToJoinPage': askedUnit,
  'membership.readAskedUnit': atUnit,
  'membership.readDoorway': { ...atUnit, about: 'nothing' },
  'membership.listJoinRequests': nothing,
  'membership.listJoinRequestsFile': nothing,
  'membership.joinRequestsPage': nothing,
  'membership.readJoinRequest': waitingRequest,
  'membership.joinRequestPage': declinedRequest,
  'membership.approveJoinRequest': waitingRequest,
  'membership.approveJoinRequestAction': waitingRequest,
  'membership.declineJoinRequest': declinedRequest,
  'membership.withdrawJoinRequest': ownRequest,
  'membership.withdrawJoinRequestAction': ownRequest,
  'membership.listMyJoinRequests': nothing,
  'membership.myJoinRequestsPage': nothing,
  'membership.readJoinRequestLetter': { about: 'nothing', input: () => ({ requestId: idOfNothing }) },
  'membership.awaitAdmission': {
    about: 'nothing',
    input: ({ spot }) => ({ personId: spot.newcomerId, message: null }),
  },
  'membership.askForAdmission': nothing,
  'membership.comeToUnit': {
    about: 'nothing',
    input: ({ spot }) => ({ personId: spot.personId, unitId: spot.unitId, message: null }),
  },
}
