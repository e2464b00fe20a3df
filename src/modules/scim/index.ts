export { bringWhatGroupsBring } from './commands/bring-what-groups-bring.ts'
export { countGroupsOf } from './queries/groups-of-person.ts'
