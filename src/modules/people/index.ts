export { type Audience, type Closeness, isShown, type PlacePrecision } from './audience.ts'
export { addPerson } from './commands/add-person.ts'
export { claimPerson } from './commands/claim-person.ts'
export { followDirectory } from './commands/follow-directory.ts'
export {
  AddPerson,
  FollowDirectory,
  hasName,
  mainNames,
  nameless,
  offeredLocales,
  PlaceReply,
  ShownPerson,
  timeZone,
} from './contract.ts'
export { alreadyClaimed, alreadySomebody, isAlreadyThere } from './errors.ts'
export { photoAddress } from './photo.ts'
export {
  closenessTo,
  fellowsOf,
  inDirectory,
  isInChargeOfAll,
  isInGoodStanding,
  isMember,
  isShownTo,
  peopleBelow,
} from './policy.ts'
export { type Position, parsePosition } from './position.ts'
export { findAlike } from './queries/alike.ts'
export { readMyProfile, readShownPerson } from './queries/profile.ts'
export { audienceColumns, dayOf, placeOf, unitsOf } from './views.ts'
