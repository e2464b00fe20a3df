import type { App } from '../../../src/app.ts'
import type { DemoAccount } from '../../../src/greeting.ts'
import { type BuiltInRole, grantRole } from '../../../src/modules/access/index.ts'
import { createAccount } from '../../../src/modules/identity/index.ts'
import { addMember, createUnit, foundAssociation } from '../../../src/modules/units/index.ts'
import { sql } from '../../../src/platform/db/sql.ts'
import { seedProjects } from './projects.ts'

interface DemoPerson extends DemoAccount {
  givenName: string
  familyName: string
  roles: BuiltInRole[]
  /** Manages this unit, beside the roles at the root. */
  manages?: string
  belongsTo?: string
}

const people: readonly DemoPerson[] = [
  {
    address: 'admin@demo.guildhall',
    password: 'granite lantern harbor',
    kind: 'administrator: runs the whole association',
    givenName: 'Ada',
    familyName: 'Okafor',
    roles: ['member', 'administrator'],
  },
  {
    address: 'manager@demo.guildhall',
    password: 'copper willow bridge',
    kind: 'manager: runs the Northern Region and all below it',
    givenName: 'Mateo',
    familyName: 'Reyes',
    roles: ['member'],
    manages: 'Northern Region',
    belongsTo: 'Northern Region',
  },
  {
    address: 'member@demo.guildhall',
    password: 'maple anchor violet',
    kind: 'member: belongs to the Bay Chapter',
    givenName: 'Mei',
    familyName: 'Tanaka',
    roles: ['member'],
    belongsTo: 'Bay Chapter',
  },
  {
    address: '+1 510 555 0100',
    password: 'walnut ferry beacon',
    kind: 'member with a phone and no e-mail',
    givenName: 'Luis',
    familyName: 'Ortega',
    roles: ['member'],
    belongsTo: 'Bay Chapter',
  },
]

const tree = [
  { name: 'Northern Region', kind: 'region', below: null },
  { name: 'Southern Region', kind: 'region', below: null },
  { name: 'Bay Chapter', kind: 'chapter', below: 'Northern Region' },
  { name: 'Valley Chapter', kind: 'chapter', below: 'Northern Region' },
  { name: 'Coast Chapter', kind: 'chapter', below: 'Southern Region' },
  { name: 'Young Builders', kind: 'group', below: 'Bay Chapter' },
  { name: 'Concrete Works', kind: 'group', below: 'Bay Chapter' },
] as const

/** A small association to look around in, made through the same commands that people use. Does nothing the second time. */
export async function seedDemo(app: App): Promise<readonly DemoAccount[]> {
  const { runner, database } = app
  const [existing] = await database.sql(sql`SELECT 1 FROM unit_places WHERE parent_id IS NULL LIMIT 1`)
  if (existing) return people
  const caller = (tenantId: string | null) => app.asSystem('demo preset', tenantId)
  const root = await runner.call(foundAssociation, { name: 'Golden Gate Builders' }, caller(null))
  const units = new Map<string, string>()
  const applicants: Array<{ personId: string; accountId: string }> = []
  for (const { name, kind, below } of tree) {
    const parentId = below === null ? root.id : (units.get(below) as string)
    const unit = await runner.call(createUnit, { parentId, kind, name }, caller(root.id))
    units.set(name, unit.id)
  }
  for (const { address, password, givenName, familyName, roles, manages, belongsTo } of people) {
    const created = {
      tenantId: root.id,
      ...(address.includes('@') ? { email: address } : { phone: address.replaceAll(' ', '') }),
      password,
      givenName,
      familyName,
      roles,
      timeZone: 'America/Los_Angeles',
    }
    const { personId, accountId } = await runner.call(createAccount, created, caller(root.id))
    if (belongsTo === 'Bay Chapter') applicants.push({ personId, accountId })
    if (manages)
      await runner.call(
        grantRole,
        { personId, unitId: units.get(manages) as string, role: 'manager' },
        caller(root.id),
      )
    if (belongsTo)
      await runner.call(addMember, { personId, unitId: units.get(belongsTo) as string }, caller(root.id))
  }
  await seedProjects(app, {
    tenantId: root.id,
    regionId: units.get('Northern Region') as string,
    applicants,
  })
  return people
}
