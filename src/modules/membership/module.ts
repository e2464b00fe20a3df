import type { Module } from '../../platform/declare/module.ts'
import { changeStanding } from './commands/change-standing.ts'
import { changeStandingOfMember } from './commands/change-standing-of-member.ts'
import { expelPerson } from './commands/expel-person.ts'
import { numberMembers } from './commands/number-members.ts'
import { setNumberSeries } from './commands/set-number-series.ts'
import { welcomeMember } from './commands/welcome-member.ts'
import { withdrawStandingChange } from './commands/withdraw-standing-change.ts'
import { standingChanged } from './facts.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { readNumberSeries } from './queries/numbers.ts'
import { readMyStanding, readStanding, readStandingLetter } from './queries/standing.ts'
import { find } from './slots/find.ts'
import { home } from './slots/home.ts'
import { links } from './slots/links.ts'
import { personalData } from './slots/personal-data.ts'

export const membership: Module = {
  name: 'membership',
  operations: [
    readStanding,
    readMyStanding,
    readStandingLetter,
    changeStanding,
    changeStandingOfMember,
    expelPerson,
    withdrawStandingChange,
    readNumberSeries,
    setNumberSeries,
    numberMembers,
    welcomeMember,
  ],
  pages,
  permissions,
  facts: [standingChanged],
  home,
  find,
  links,
  personalData,
}
