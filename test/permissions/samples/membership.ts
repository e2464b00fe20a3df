import { idOfNothing, inCharge, nothing, ofNewcomer, type Sample, type Samples } from './sample.ts'

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

export const membership: Samples = {
  'membership.readNumberSeries': nothing,
  'membership.setNumberSeries': numberSeries,
  'membership.numberMembers': { ...numberSeries, input: () => ({}) },
  'membership.welcomeMember': { about: 'tenant', input: ({ spot }) => ({ personId: spot.newcomerId }) },
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
}
