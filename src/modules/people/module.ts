import type { Module } from '../../platform/declare/module.ts'
import { addMyCertification } from './commands/add-my-certification.ts'
import { addPeople } from './commands/add-people.ts'
import { addPerson } from './commands/add-person.ts'
import { changeMyCertification } from './commands/change-my-certification.ts'
import { claimPerson } from './commands/claim-person.ts'
import { correctPeople } from './commands/correct-people.ts'
import { followDirectory } from './commands/follow-directory.ts'
import { removeMyCertification } from './commands/remove-my-certification.ts'
import { removeMyPhoto } from './commands/remove-my-photo.ts'
import { removeMyScan } from './commands/remove-my-scan.ts'
import { setMyPhoto } from './commands/set-my-photo.ts'
import { setMyScan } from './commands/set-my-scan.ts'
import { updateMyAbout } from './commands/update-my-about.ts'
import { updateMyContact } from './commands/update-my-contact.ts'
import { updateMyLanguages } from './commands/update-my-languages.ts'
import { updateMyNames } from './commands/update-my-names.ts'
import { updateMyRegion } from './commands/update-my-region.ts'
import { updateMyVisibility } from './commands/update-my-visibility.ts'
import { endpoints } from './endpoints.ts'
import { alreadySomebody } from './errors.ts'
import { personClaimed } from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { findAlike, findMaybeAlike } from './queries/alike.ts'
import { foretellCorrections } from './queries/foretell-corrections.ts'
import { readPhoto } from './queries/photo.ts'
import { readMyProfile, readPerson, readShownPerson } from './queries/profile.ts'
import { find } from './slots/find.ts'
import { home } from './slots/home.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'

export const people: Module = {
  name: 'people',
  operations: [
    readMyProfile,
    readPerson,
    readShownPerson,
    updateMyNames,
    updateMyContact,
    updateMyAbout,
    updateMyLanguages,
    updateMyRegion,
    updateMyVisibility,
    addMyCertification,
    changeMyCertification,
    removeMyCertification,
    setMyScan,
    removeMyScan,
    setMyPhoto,
    removeMyPhoto,
    readPhoto,
    addPerson,
    addPeople,
    correctPeople,
    followDirectory,
    claimPerson,
    findAlike,
    findMaybeAlike,
    foretellCorrections,
  ],
  pages,
  facts: [personClaimed],
  endpoints,
  permissions,
  home,
  find,
  links,
  personalData,
  constraintErrors: { persons_account_id_tenant_id_key: alreadySomebody },
  tenantData: {
    goes: ['spoken_languages', 'certifications', 'alike_keys'],
    stays: { persons: 'rows without a name: what stays refers to them' },
  },
}
