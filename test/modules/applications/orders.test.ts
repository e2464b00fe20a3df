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
let witnesses: MadePerson[]
let addenda = 0

beforeAll(async () => {
  portal = await openPortal()
  tenantId = await makeAssociation(portal, 'Here', ['127.0.0.1'])
  staff = await makePerson(portal, { tenantId, roles: ['member', 'administrator'] })
  applicants = await Promise.all(Array.from({ length: 3 }, () => makePerson(portal, { tenantId })))
  witnesses = [await makePerson(portal, { tenantId }), await makePerson(portal, { tenantId })]
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

/** What stands here twice happens more often: it leads on to the rest. */
const acts = [
  'save',
  'submit',
  'submit',
  'withdraw',
  'revise',
  'discard',
  'amend',
  'acknowledge',
  'acknowledge',
  'decide',
  'open',
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
  sealed: number
  isSealed: boolean
  isOpened: boolean
  hasDraft: boolean
}

/** What the rules allow, whatever happened in whatever order. */
function faultsOf(state: State): string[] {
  const counts = !['draft', 'withdrawn'].includes(state.status)
  const faults: string[] = []
  if (counts !== (state.current === 1)) faults.push('what counts has one bid, and nothing else has any')
  const isReadable = !state.isSealed || state.isOpened
  if (state.documents !== (isReadable ? state.current : 0))
    faults.push(
      'what does not count any more is kept, what counts is not, or a sealed bid stands in the open',
    )
  if (!isReadable && state.sealed !== state.current) faults.push('what counts is sealed, and nothing else is')
  if (state.status === 'draft' && (!state.hasDraft || state.bids > 0)) faults.push('a draft is being written')
  return faults
}

const passphrase = 'four quiet words here'

/** A project that takes bids; sealed ones where its witnesses have agreed. */
async function open(isSealed: boolean): Promise<string> {
  const said = { unitId: tenantId, currency: 'USD', maxApplications: places }
  const { projectId } = await makeProject(staff, said, { isPublished: !isSealed })
  if (!isSealed) return projectId
  const send = async ({ client }: MadePerson, method: string, path: string, body: object = {}) =>
    expect((await client.call(method, `/projects/${projectId}/${path}`, body)).status).toBe(200)
  await send(staff, 'PUT', 'sealing', { threshold: 2, witnesses: witnesses.map(({ email }) => email) })
  for (const witness of witnesses) await send(witness, 'POST', 'sealing/acceptance', { passphrase })
  await send(staff, 'POST', 'publication')
  return projectId
}

test.each([
  ...[1, 2, 3, 4].map((seed) => [seed, 'open'] as const),
  ...[5, 6, 7].map((seed) => [seed, 'sealed'] as const),
])(
  'no order of what can happen ends where the rules forbid: %i, %s bids',
  async (seed, kind) => {
    const pick = chance(seed)
    const projectId = await open(kind === 'sealed')
    const made = await Promise.all(
      applicants.map(async (by) => ({
        by,
        ...(await makeApplication(by, projectId, {}, { isSubmitted: false })),
      })),
    )
    let isOver = false
    const played: string[] = []
    // What ends it comes late, so that there is something to end; at last its bids are opened, if it has sealed ones.
    const last = ['deadline', 'open', 'submit'] as const
    for (let step = 0; step < 33; step += 1) {
      const act = last[step - 30] ?? acts[pick(step < 20 ? acts.length - 2 : acts.length)] ?? 'save'
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
    expect([played.join(', '), played.includes('open 200')]).toEqual([played.join(', '), kind === 'sealed'])
  },
  60_000,
)

async function stateOf(applicationId: string): Promise<State | undefined> {
  const [state] = await portal.app.database.sql<State>(sql`
    SELECT a.status, a.bids, a.draft IS NOT NULL AS "hasDraft",
      (SELECT count(*)::int FROM bids b WHERE b.application_id = a.id AND b.ended_at IS NULL) AS current,
      (SELECT count(*)::int FROM bids b WHERE b.application_id = a.id AND b.document IS NOT NULL) AS documents,
      (SELECT count(*)::int FROM bids b WHERE b.application_id = a.id AND b.sealed IS NOT NULL) AS sealed,
      EXISTS (SELECT FROM sealings s WHERE s.project_id = a.project_id) AS "isSealed",
      EXISTS (SELECT FROM sealings s WHERE s.project_id = a.project_id AND s.opened_at IS NOT NULL) AS "isOpened"
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
    case 'open': {
      // Past the minute after the end in which nobody opens anything yet, and past what slows tries of passphrases.
      portal.clock.advance({ minutes: 61 })
      const given: number[] = []
      for (const witness of witnesses) {
        const path = `/projects/${projectId}/sealing/opening`
        given.push((await witness.client.call('POST', path, { passphrase })).status)
      }
      await portal.runJobs()
      return Math.max(...given)
    }
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
