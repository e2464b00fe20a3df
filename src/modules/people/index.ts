export { addPerson } from './commands/add-person.ts'
export { hasName, mainNames, nameless, offeredLocales, timeZone } from './contract.ts'
export { photoAddress } from './photo.ts'
export { readMyProfile } from './queries/profile.ts'
