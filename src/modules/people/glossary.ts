import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  addressLines: 'Street, house and flat, with as many lines as it takes.',
  bio: 'What one says about oneself.',
  city: 'The city or village.',
  region: 'The region, state or province.',
  postalCode: 'The postal code.',
  expiresOn: 'The day on which it ends; null for never.',
  issuedOn: 'The day on which it was issued.',
  issuer: 'Who issued it.',
  languages: 'The languages that one speaks.',
  'languages[].language': 'A language, by its ISO 639 code.',
  'languages[].level': 'How well it is spoken.',
  links: 'Addresses of pages in the web.',
  nativeName: 'The whole name in one’s own script.',
  patronymic: 'The patronymic.',
  position: 'Latitude and longitude of the address, as `50.45, 30.52`; null for none.',
  shownTo:
    'Who finds the person in the directory and opens their page. Each audience has those after it in it: `public`, `members`, `unit` (those in one of their units), `staff` (who look after one), `nobody`.',
  aboutTo: 'Who of those sees the title, the text and the links.',
  skillsTo: 'Who of those sees the skills.',
  languagesTo: 'Who of those sees the languages.',
  photoTo: 'Who sees the photo.',
  unitsTo: 'Who of those sees the units.',
  certificationsTo: 'Who of those sees the certifications that hold.',
  emailTo: 'Who of those sees the e-mail address.',
  phoneTo: 'Who of those sees the phone number.',
  placeTo: 'Who of those sees the place, and finds the person by it.',
  placePrecision:
    'How exactly the place is told: `exact`, `street` (about 100 m), `town` (about 10 km), `region` (about 100 km).',
  skills: 'What one can do, a few words each.',
  title: 'What one is, in a few words.',
}
