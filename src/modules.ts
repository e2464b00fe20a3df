import { access } from './modules/access/module.ts'
import { applications } from './modules/applications/module.ts'
import { audit } from './modules/audit/module.ts'
import { branding } from './modules/branding/module.ts'
import { companies } from './modules/companies/module.ts'
import { courses } from './modules/courses/module.ts'
import { development } from './modules/development/module.ts'
import { directory } from './modules/directory/module.ts'
import { fields } from './modules/fields/module.ts'
import { files } from './modules/files/module.ts'
import { identity } from './modules/identity/module.ts'
import { invitations } from './modules/invitations/module.ts'
import { keys } from './modules/keys/module.ts'
import { learning } from './modules/learning/module.ts'
import { matching } from './modules/matching/module.ts'
import { members } from './modules/members/module.ts'
import { membership } from './modules/membership/module.ts'
import { notifications } from './modules/notifications/module.ts'
import { people } from './modules/people/module.ts'
import { positions } from './modules/positions/module.ts'
import { privacy } from './modules/privacy/module.ts'
import { projects } from './modules/projects/module.ts'
import { questions } from './modules/questions/module.ts'
import { referrals } from './modules/referrals/module.ts'
import { reviews } from './modules/reviews/module.ts'
import { scim } from './modules/scim/module.ts'
import { search } from './modules/search/module.ts'
import { sources } from './modules/sources/module.ts'
import { tasks } from './modules/tasks/module.ts'
import { tenants } from './modules/tenants/module.ts'
import { tokens } from './modules/tokens/module.ts'
import { units } from './modules/units/module.ts'
import { views } from './modules/views/module.ts'
import { watches } from './modules/watches/module.ts'
import type { Config } from './platform/config.ts'
import type { Module } from './platform/declare/module.ts'

/** Every room, lowest first: a room may use the doors of those above it in this list, never of those below. */
export function modules(config: Config): readonly Module[] {
  return [
    files,
    tasks,
    units,
    views,
    access,
    branding,
    people,
    fields,
    membership,
    positions,
    companies,
    referrals,
    identity,
    tokens,
    scim,
    notifications,
    members,
    directory,
    invitations,
    matching,
    projects,
    applications,
    reviews,
    courses,
    learning,
    watches,
    sources,
    questions,
    audit,
    keys,
    search,
    privacy,
    tenants(config),
    development(config),
  ]
}
