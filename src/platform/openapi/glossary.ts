/**
 * Names that mean the same wherever they stand, for the description of the API. What is a room's own it says in its
 * `glossary`, and what has a meaning of its own in one place says it there, with `.describe()`.
 */
export const glossary: Readonly<Record<string, string>> = {
  address: 'An e-mail address, or a phone number with its country code.',
  all: 'Instead of `chosen`: every row that `match` describes.',
  body: 'The text itself.',
  bom: 'Begins the file with a byte order mark, which some spreadsheets need for letters beyond ASCII.',
  channel: 'By mail (`email`) or as a message to a phone (`phone`, `sms`).',
  chosen: 'The ids of the rows, where they are named one by one.',
  code: 'A short name by which an association knows it, such as a number of its own.',
  columns: 'Which columns, in this order.',
  confirmed: 'Has to be true: that what cannot be undone is meant.',
  country: 'A country, by its two letters of ISO 3166.',
  counts: 'Also answers how many rows there are in all, and for each choice of the filters.',
  cursor: 'Where the list goes on: `nextCursor` of the reply before. Leave it out to begin.',
  description: 'What it is for, in a few sentences.',
  email: 'An e-mail address.',
  endsAt: 'When it ends by itself; null or left out for never.',
  familyName: 'The family name. One of given and family name is enough.',
  givenName: 'The given name. One of given and family name is enough.',
  ids: 'The ids of those that are meant.',
  key: 'By which programs know it: small letters, digits and underscores. It never changes.',
  label: 'What people read, by language.',
  latitude: 'Degrees north of the equator; below 0 south of it.',
  limit: 'How many are answered at most.',
  list: 'The list, by the name of its query, such as `units.listUnits`.',
  longitude: 'Degrees east of Greenwich; below 0 west of it.',
  locale: 'A language, as `en` or `uk`.',
  name: 'What it is called.',
  number: 'Its number, as it is written.',
  password: 'The password.',
  permission: 'A permission, such as `units.manage`.',
  permissions: 'Permissions, such as `units.manage`.',
  phone: 'A phone number, best with its country code.',
  position: 'Where it stands among its like: small numbers come first.',
  reason: 'Why, in words for whoever reads it later.',
  role: 'A role, by its key.',
  roles: 'Roles, by their keys.',
  search: 'Words to look for: each has to occur, whatever the case.',
  sort: 'The column to sort by, with a minus before it for descending.',
  startsAt: 'From when on it counts; left out for at once.',
  text: 'Words to look for, at least a part of them.',
  ticket: 'What an earlier reply handed out for this step. It counts for a few minutes.',
  timeZone: 'A time zone by its IANA name, such as `Europe/Kyiv`.',
  title: 'Its title.',
  token: 'The token in the link that was sent. It works once.',
  v: 'The version of how texts by language are written: 1.',
  values: 'Values by the key of their field; what is not sent stays, null empties.',
}

/** `unitId` is the id of the unit; what names more than one word is taken apart. */
export function meaningOfId(name: string): string | undefined {
  const [, noun] = /^(\w+)Id$/.exec(name) ?? []
  return noun && `The id of the ${noun.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}.`
}
