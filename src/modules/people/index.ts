export {
  type Audience,
  type Closeness,
  isShown,
  type PlacePrecision,
  placePrecisions,
  shownDegrees,
} from './audience.ts'
export { bases, paperKinds } from './certification.ts'
export { addPeople } from './commands/add-people.ts'
export { addPerson } from './commands/add-person.ts'
export { claimPerson } from './commands/claim-person.ts'
export { correctPeople } from './commands/correct-people.ts'
export { followDirectory } from './commands/follow-directory.ts'
export {
  AddPerson,
  askForWholeMoney,
  FollowDirectory,
  hasName,
  isTimeZone,
  mainNames,
  money,
  nameless,
  offeredLocales,
  PlaceReply,
  positionText,
  ShownPerson,
  skills,
  timeZone,
} from './contract.ts'
export { alreadyClaimed, alreadySomebody, isAlreadyThere } from './errors.ts'
export { personClaimed } from './facts.ts'
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
export { formatPosition, type Position, parsePosition } from './position.ts'
export { findAlike, findMaybeAlike } from './queries/alike.ts'
export { contactColumns } from './queries/contact-columns.ts'
export { foretellCorrections } from './queries/foretell-corrections.ts'
export { nameColumns } from './queries/name-columns.ts'
export { readMyProfile, readShownPerson } from './queries/profile.ts'
export { audienceColumns, dayOf, emailOf, placeOf, unitsOf } from './views.ts'
