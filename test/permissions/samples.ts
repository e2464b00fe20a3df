import { access } from './samples/access.ts'
import { applications } from './samples/applications.ts'
import { audit } from './samples/audit.ts'
import { branding } from './samples/branding.ts'
import { companies } from './samples/companies.ts'
import { courses } from './samples/courses.ts'
import { development } from './samples/development.ts'
import { directory } from './samples/directory.ts'
import { fields } from './samples/fields.ts'
import { files } from './samples/files.ts'
import { identity } from './samples/identity.ts'
import { invitations } from './samples/invitations.ts'
import { keys } from './samples/keys.ts'
import { learning } from './samples/learning.ts'
import { members } from './samples/members.ts'
import { membership } from './samples/membership.ts'
import { notifications } from './samples/notifications.ts'
import { people } from './samples/people.ts'
import { positions } from './samples/positions.ts'
import { privacy } from './samples/privacy.ts'
import { projects } from './samples/projects.ts'
import { questions } from './samples/questions.ts'
import { referrals } from './samples/referrals.ts'
import { reviews } from './samples/reviews.ts'
import type { Samples } from './samples/sample.ts'
import { scim } from './samples/scim.ts'
import { search } from './samples/search.ts'
import { sources } from './samples/sources.ts'
import { tasks } from './samples/tasks.ts'
import { tenants } from './samples/tenants.ts'
import { tokens } from './samples/tokens.ts'
import { units } from './samples/units.ts'
import { views } from './samples/views.ts'
import { watches } from './samples/watches.ts'

/** Each room's in a file of its own, by the name of the room. */
export const samplesByRoom: Readonly<Record<string, Samples>> = {
  access,
  applications,
  audit,
  branding,
  companies,
  courses,
  development,
  directory,
  fields,
  files,
  identity,
  invitations,
  keys,
  learning,
  members,
  membership,
  notifications,
  people,
  positions,
  privacy,
  projects,
  questions,
  referrals,
  reviews,
  scim,
  search,
  sources,
  tasks,
  tenants,
  tokens,
  units,
  views,
  watches,
}

export const samples: Samples = Object.assign({}, ...Object.values(samplesByRoom))
