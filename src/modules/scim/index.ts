export { bringWhatGroupsBring } from './commands/bring-what-groups-bring.ts'
export { countGroupsOf, listWithoutRole } from './queries/groups-of-person.ts'
