import type { App } from '../../../src/app.ts'
import { saveDraft, startApplication, submitApplication } from '../../../src/modules/applications/index.ts'
import {
  addDemand,
  closeProject,
  declareCategory,
  draftProject,
  publishProject,
  reviewProject,
} from '../../../src/modules/projects/index.ts'
import { setRubric } from '../../../src/modules/reviews/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { type AccountActor, asMember } from '../../../src/platform/policy/actor.ts'
import { wallTimeOf } from '../../../src/platform/presentation/dates.ts'

const timeZone = 'America/Los_Angeles'
const day = 86_400_000

const categories = [
  { name: { en: 'Construction', uk: 'Будівництво' }, below: ['Roads', 'Buildings'] },
  { name: { en: 'Maintenance', uk: 'Утримання' }, below: [] },
] as const
const ukrainian = { Roads: 'Дороги', Buildings: 'Будівлі' } as const

/** Amounts are minor units of dollars. */
const projects = [
  {
    title: 'Seismic retrofit of the Alameda library',
    summary: 'Steel frames and new anchors for a library of 1921.',
    description:
      'The library stays open in one wing while the other is worked on.\n\n- Steel moment frames on two floors\n- New anchors for the parapet\n- Work from 7 am to 5 pm',
    category: 'Buildings',
    skills: ['Structural steel', 'Welding'],
    experienceYears: 5,
    budgetFrom: 85_000_000,
    budgetUntil: 120_000_000,
    city: 'Alameda',
    position: '37.7652, -122.2416',
    days: 24,
    becomes: 'published',
    demands: [
      { kind: 'licence', title: 'C-51 Structural steel', jurisdiction: 'California', isGate: true },
      { kind: 'insurance', title: 'General liability', amount: 200_000_000, isGate: false },
    ],
  },
  {
    title: 'Resurfacing of Shoreline Drive',
    summary: 'Two miles of asphalt, drains and markings.',
    description: 'Mill and overlay of two miles, with eleven new drains. One lane stays open.',
    category: 'Roads',
    skills: ['Asphalt', 'Traffic control'],
    experienceYears: 3,
    budgetFrom: 40_000_000,
    budgetUntil: 55_000_000,
    city: 'San Leandro',
    position: '37.7249, -122.1561',
    days: 10,
    becomes: 'published',
    demands: [{ kind: 'bond', title: 'Bid bond', amount: 5_000_000, isGate: false }],
  },
  {
    title: 'New roof for the union hall',
    summary: 'Tear-off and a cool roof of 9,000 square feet.',
    description: 'Tear-off of two layers, insulation, and a cool roof with a warranty of twenty years.',
    category: 'Buildings',
    skills: ['Roofing'],
    experienceYears: 2,
    budgetFrom: 9_000_000,
    budgetUntil: 14_000_000,
    city: 'Oakland',
    position: '37.8044, -122.2712',
    days: 20,
    becomes: 'reviewing',
    demands: [],
  },
  {
    title: 'Upkeep of three playgrounds',
    summary: 'A year of inspections and repairs.',
    description: null,
    category: 'Maintenance',
    skills: ['Carpentry'],
    experienceYears: 0,
    budgetFrom: 2_000_000,
    budgetUntil: 3_000_000,
    city: 'Berkeley',
    position: '37.8715, -122.2730',
    days: 40,
    becomes: 'draft',
    demands: [],
  },
] as const

const bids = [
  {
    proposal: 'We strip and lay one half after the other, so that the hall can be used.',
    price: 11_250_000,
    timeline: 'Five weeks.',
  },
  {
    proposal: 'A crew of six does all of it in one go, with tarpaulins each evening.',
    price: 10_480_000,
    timeline: 'Three weeks.',
  },
] as const

const criteria = [
  { name: 'Price', weight: 60, mostPoints: 10 },
  { name: 'Experience', weight: 40, mostPoints: 10 },
]

interface Applicant {
  personId: string
  accountId: string
}

interface Place {
  tenantId: string
  regionId: string
  applicants: readonly Applicant[]
}

/** Work that is offered in each of its states, with two who applied for one: whoever looks around sees what becomes of it. */
export async function seedProjects(app: App, { tenantId, regionId, applicants }: Place): Promise<void> {
  const { runner } = app
  const system = () => app.asSystem('demo preset', tenantId)
  const categoryIds = new Map<string, string>()
  for (const { name, below } of categories) {
    const { categoryId } = await runner.call(declareCategory, { name, parentId: null }, system())
    categoryIds.set(name.en, categoryId)
    for (const each of below) {
      const child = { name: { en: each, uk: ukrainian[each] }, parentId: categoryId }
      categoryIds.set(each, (await runner.call(declareCategory, child, system())).categoryId)
    }
  }
  for (const { becomes, demands, category, days, ...said } of projects) {
    const until = new Date(system().now.getTime() + days * day)
    const { projectId } = await runner.call(
      draftProject,
      {
        unitId: regionId,
        ...said,
        skills: [...said.skills],
        categoryId: categoryIds.get(category) as string,
        currency: 'USD',
        region: 'CA',
        country: 'US',
        timeZone,
        deadline: `${wallTimeOf(until, timeZone).slice(0, 10)}T17:00`,
        contactName: 'Mateo Reyes',
        contactEmail: 'manager@demo.guildhall',
      },
      system(),
    )
    for (const demand of demands) await runner.call(addDemand, { projectId, ...demand }, system())
    if (becomes === 'draft') continue
    await runner.call(setRubric, { projectId, criteria }, system())
    await runner.call(publishProject, { projectId }, system())
    if (becomes === 'published') continue
    for (const [index, { price, ...bid }] of bids.entries())
      await apply(app, await actorOf(app, tenantId, applicants[index] as Applicant), projectId, {
        ...bid,
        experience: 'Twelve roofs in the county so far.',
        currency: 'USD',
        items: [{ title: 'Roof, all of it', quantity: 1, unit: 'piece', price }],
      })
    await runner.call(
      closeProject,
      { projectId, reason: 'The roof leaks: work begins before the rain.' },
      system(),
    )
    await runner.call(reviewProject, { projectId }, system())
  }
}

async function apply(app: App, actor: AccountActor, projectId: string, bid: object): Promise<void> {
  const { runner } = app
  const started = await runner.call(startApplication, { projectId, companyId: null }, app.callerFor(actor))
  const { applicationId } = started
  await runner.call(saveDraft, { applicationId, ...bid }, app.callerFor(actor))
  await runner.call(submitApplication, { applicationId }, app.callerFor(actor))
}

/** Somebody as themselves, with nothing but what every member may do. */
async function actorOf(
  { database }: App,
  tenantId: string,
  { personId, accountId }: Applicant,
): Promise<AccountActor> {
  // A command asks before its commit whether rights have changed since its actor was loaded.
  const [{ version = 0 } = {}] = await database.sql<{ version: number }>(sql`
    SELECT coalesce(sum(v.version), 0)::int AS version FROM authority_versions v
    WHERE v.subject_id IN (${personId}::uuid, ${tenantId}::uuid, ${accountId}::uuid)`)
  return asMember({ accountId, tenantId, personId, accessVersion: version })
}
