import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { decideApplication } from '../../../src/modules/applications/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { makeApplication, setDeadline, written } from '../../factories/applications.ts'
import { type MadePerson, makeAssociation, makePerson } from '../../factories/people.ts'
import { makeProject } from '../../factories/projects.ts'
import { openPortal, type Portal } from '../../support/portal.ts'

let portal: Portal
let tenantId: string
let staff: MadePerson
let applicants: MadePerson[]
let addenda = 0

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  applicants = await Promise.all(Array.from({ length: 3 }, () => makePerson(portal, { tenantId })))
})
afterAll(() => portal.close())

/** The same numbers for the same seed, so that an order that fails can be played again. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const acts = [
  'save',
  'submit',
  'withdraw',
  'revise',
  'discard',
  'amend',
  'acknowledge',
  'decide',
  'close',
  'deadline',
] as const
/** Few enough that somebody is left over, whatever else they do. */
const places = 1

interface State {
  status: string
  bids: number
  current: number
  documents: number
  hasDraft: boolean
}

/** What the rules allow, whatever happened in whatever order. */
function faultsOf(state: State): string[] {
  const counts = !['draft', 'withdrawn'].includes(state.status)
  const faults: string[] = []
  if (counts !== (state.current === 1)) faults.push('what counts has one bid, and nothing else has any')
  if (state.documents !== state.current)
    faults.push('what does not count any more is kept, or what counts is not')
  if (state.status === 'draft' && (!state.hasDraft || state.bids > 0)) faults.push('a draft is being written')
  return faults
}

test.each([1, 2, 3, 4, 5, 6])(
  'no order of what can happen ends where the rules forbid: %i',
  async (seed) => {
    const pick = chance(seed)
    const { projectId } = await makeProject(staff, {
      unitId: tenantId,
      currency: 'USD',
      maxApplications: places,
    })
    const made = await Promise.all(
      applicants.map(async (by) => ({
        by,
        ...(await makeApplication(by, projectId, {}, { isSubmitted: false })),
      })),
    )
    let isOver = false
    const played: string[] = []
    for (let step = 0; step < 30; step += 1) {
      // What ends it comes late, so that there is something to end.
      const act = acts[pick(step < 20 ? acts.length - 2 : acts.length)] ?? 'save'
      const { by, applicationId } = made[pick(made.length)] as (typeof made)[number]
      const address = `/applications/${applicationId}`
      const before = await stateOf(applicationId)
      const status = await play(act, by, address, applicationId, projectId)
      played.push(`${act} ${status}`)
      // A constraint that had to step in is no refusal: the rules did not hold.
      expect([played.join(', '), status < 500]).toEqual([played.join(', '), true])
      if (act === 'close' || act === 'deadline') isOver = true
      const after = await stateOf(applicationId)
      expect([played.join(', '), after ? faultsOf(after) : []]).toEqual([played.join(', '), []])
      // Nothing that the applicant does is taken once it is over.
      if (isOver && ['save', 'submit', 'withdraw', 'revise'].includes(act)) {
        expect([played.join(', '), after]).toEqual([played.join(', '), before])
        expect(status).toBeGreaterThanOrEqual(400)
      }
      const [{ taken = 0 } = {}] = await portal.app.database.sql<{ taken: number }>(sql`
      SELECT count(*)::int AS taken FROM submitted_applications WHERE project_id = ${projectId}::uuid`)
      expect([played.join(', '), taken <= places]).toEqual([played.join(', '), true])
    }
    // Something has happened, and something was refused: else the orders say nothing.
    expect(played.some((one) => one === 'submit 200')).toBe(true)
    expect(played.some((one) => /4\d\d$/.test(one))).toBe(true)
  },
  60_000,
)

async function stateOf(applicationId: string): Promise<State | undefined> {
  const [state] = await portal.app.database.sql<State>(sql`
    SELECT a.status, a.bids, a.draft IS NOT NULL AS "hasDraft",
      (SELECT count(*)::int FROM bids b WHERE b.application_id = a.id AND b.ended_at IS NULL) AS current,
      (SELECT count(*)::int FROM bids b WHERE b.application_id = a.id AND b.document IS NOT NULL) AS documents
    FROM applications a WHERE a.id = ${applicationId}::uuid`)
  return state
}

async function play(
  act: (typeof acts)[number],
  { client }: MadePerson,
  address: string,
  applicationId: string,
  projectId: string,
): Promise<number> {
  switch (act) {
    case 'save':
      return (await client.call('PUT', `${address}/draft`, written())).status
    case 'submit':
      return (await client.call('POST', `${address}/submission`)).status
    case 'withdraw':
      return (await client.call('POST', `${address}/withdrawal`)).status
    case 'revise':
      return (await client.call('POST', `${address}/revision`)).status
    case 'discard':
      return (await client.call('DELETE', `${address}/draft`)).status
    case 'amend':
      addenda += 1
      return (
        await staff.client.call('POST', `/projects/${projectId}/addenda`, {
          summary: `Changed ${addenda}`,
          addendum: { text: 'Changed.', isMaterial: false },
        })
      ).status
    case 'close':
      return (await staff.client.call('POST', `/projects/${projectId}/closing`, { reason: 'Enough' })).status
    case 'deadline':
      await setDeadline(portal, projectId, portal.clock.now())
      return 200
    case 'acknowledge':
      return (await client.call('POST', `${address}/acknowledgements`, { upTo: 1000 })).status
    case 'decide':
      return portal.app.runner
        .call(
          decideApplication,
          { applicationId, outcome: 'reserve', decidedBy: staff.personId, reason: null, feedback: null },
          portal.app.asSystem('test', tenantId),
        )
        .then(
          () => 200,
          (error: { status: number }) => error.status,
        )
  }
}
