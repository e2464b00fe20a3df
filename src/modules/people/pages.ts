import { AboutPage } from '../../../templates/pages/people/about-page.tsx'
import { CertificationPage } from '../../../templates/pages/people/certification-page.tsx'
import { CertificationsPage } from '../../../templates/pages/people/certifications-page.tsx'
import { ContactPage } from '../../../templates/pages/people/contact-page.tsx'
import { LanguagesPage } from '../../../templates/pages/people/languages-page.tsx'
import { NamesPage } from '../../../templates/pages/people/names-page.tsx'
import { PersonPage } from '../../../templates/pages/people/person-page.tsx'
import { RegionPage } from '../../../templates/pages/people/region-page.tsx'
import { VisibilityPage } from '../../../templates/pages/people/visibility-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { countriesIn, languagesIn } from '../../platform/presentation/countries.ts'
import { typedMoney, writtenAmount } from '../../platform/presentation/money.ts'
import { formatPhoneNumber } from '../../platform/sms/phone-number.ts'
import { audiences, placePrecisions, shownParts } from './audience.ts'
import { addMyCertification } from './commands/add-my-certification.ts'
import { changeMyCertification } from './commands/change-my-certification.ts'
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
import { CertificationReference, languageLevels, PersonReference } from './contract.ts'
import { photoPurpose } from './photo.ts'
import { formatPosition } from './position.ts'
import { readMyProfile, readPerson } from './queries/profile.ts'
import { scanPurpose } from './scan.ts'

const saved = success('people.profile.saved')

const names = page({
  name: 'people.namesPage',
  path: '/profile',
  permission: 'member',
  navigation: {
    group: 'me',
    label: 'people.profile.title',
    icon: 'profile',
    order: 20,
    bar: 5,
    account: true,
  },
  async show({ ask, form, links }) {
    const profile = await ask(readMyProfile, {})
    return draw(NamesPage, {
      profile: readable(profile),
      form: form(profile),
      tabs: links('profile'),
      imageTypes: photoPurpose.mediaTypes,
    })
  },
  submit: { command: updateMyNames, done: () => go('/profile', saved) },
})

const contact = page({
  name: 'people.contactPage',
  path: '/profile/contact',
  permission: 'member',
  async show({ ask, form, links, caller }) {
    const profile = await ask(readMyProfile, {})
    const position = profile.position && formatPosition(profile.position)
    return draw(ContactPage, {
      profile: readable(profile),
      form: form({ ...profile, position }),
      tabs: links('profile'),
      countries: countriesIn(caller.locale()),
    })
  },
  submit: { command: updateMyContact, done: () => go('/profile/contact', saved) },
})

const about = page({
  name: 'people.aboutPage',
  path: '/profile/about',
  permission: 'member',
  async show({ ask, form, links }) {
    const profile = await ask(readMyProfile, {})
    const { skills, links: addresses } = profile
    const typed = { ...profile, skills: skills.join('\n'), links: addresses.join('\n') }
    return draw(AboutPage, { profile, form: form(typed), tabs: links('profile') })
  },
  submit: { command: updateMyAbout, done: () => go('/profile/about', saved) },
})

const visibility = page({
  name: 'people.visibilityPage',
  path: '/profile/visibility',
  permission: 'member',
  async show({ ask, form, links }) {
    const profile = await ask(readMyProfile, {})
    return draw(VisibilityPage, {
      profile,
      form: form(profile),
      tabs: links('profile'),
      audiences,
      parts: shownParts,
      precisions: placePrecisions,
    })
  },
  submit: { command: updateMyVisibility, done: () => go('/profile/visibility', saved) },
})

/** Rows for languages that are not told yet; saving brings new ones. */
const emptyRows = 3

const languages = page({
  name: 'people.languagesPage',
  path: '/profile/languages',
  permission: 'member',
  async show({ ask, form, links, caller }) {
    const profile = await ask(readMyProfile, {})
    const state = form({
      languages: Object.fromEntries(profile.languages.map((each, index) => [index, each])),
    })
    const typed = Object.keys((state.values.languages ?? {}) as object).length
    return draw(LanguagesPage, {
      profile,
      form: state,
      rows: Math.max(typed, profile.languages.length + emptyRows),
      tabs: links('profile'),
      languages: languagesIn(caller.locale()),
      levels: languageLevels,
    })
  },
  submit: { command: updateMyLanguages, done: () => go('/profile/languages', saved) },
})

const certifications = page({
  name: 'people.certificationsPage',
  path: '/profile/certifications',
  permission: 'member',
  async show({ ask, form, links }) {
    return draw(CertificationsPage, {
      profile: await ask(readMyProfile, {}),
      form: form({ kind: 'certification' }),
      tabs: links('profile'),
    })
  },
  submit: {
    command: addMyCertification,
    tidy: typedMoney,
    done: ({ name }) => go('/profile/certifications', success('people.certifications.added', { name })),
  },
})

const certification = page({
  name: 'people.certificationPage',
  path: '/profile/certifications/:certificationId',
  permission: 'member',
  async show({ ask, form, links, params }) {
    const { certificationId } = certificationOf(params)
    const profile = await ask(readMyProfile, {})
    const found = profile.certifications.find(({ id }) => id === certificationId)
    if (!found) throw notFound()
    return draw(CertificationPage, {
      certification: found,
      form: form({ ...found, amount: writtenAmount(found) }),
      tabs: links('profile'),
      scans: scanPurpose,
    })
  },
  submit: {
    command: changeMyCertification,
    tidy: typedMoney,
    done: () => go('/profile/certifications', success('people.certifications.saved')),
  },
})

const removeCertification = action({
  name: 'people.removeCertificationAction',
  path: '/profile/certifications/:certificationId/remove',
  permission: 'member',
  command: removeMyCertification,
  done: () => go('/profile/certifications', success('people.certifications.removed')),
  back: () => '/profile/certifications',
})

const scan = action({
  name: 'people.scanAction',
  path: '/profile/certifications/:certificationId/scan',
  permission: 'member',
  command: setMyScan,
  done: (_output, { params }) => go(certificationPath(params), success('people.scan.saved')),
  back: ({ params }) => certificationPath(params),
})

const removeScan = action({
  name: 'people.removeScanAction',
  path: '/profile/certifications/:certificationId/scan/remove',
  permission: 'member',
  command: removeMyScan,
  done: (_output, { params }) => go(certificationPath(params), success('people.scan.removed')),
  back: ({ params }) => certificationPath(params),
})

const region = page({
  name: 'people.regionPage',
  path: '/profile/region',
  permission: 'member',
  async show({ ask, form, links }) {
    const profile = await ask(readMyProfile, {})
    return draw(RegionPage, {
      profile,
      form: form(profile),
      tabs: links('profile'),
      // Neither UTC nor an older name is on the list, yet either may be what the profile holds.
      timeZones: [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', profile.timeZone])].sort(),
    })
  },
  submit: { command: updateMyRegion, done: () => go('/profile/region', saved) },
})

const photo = action({
  name: 'people.photoAction',
  path: '/profile/photo',
  permission: 'member',
  command: setMyPhoto,
  done: () => go('/profile', success('people.photo.saved')),
  back: () => '/profile',
})

const removePhoto = action({
  name: 'people.removePhotoAction',
  path: '/profile/photo/remove',
  permission: 'member',
  command: removeMyPhoto,
  done: () => go('/profile', success('people.photo.removed')),
  back: () => '/profile',
})

const person = page({
  name: 'people.personPage',
  path: '/people/:personId',
  permission: 'member',
  async show({ ask, params, links }) {
    const reference = PersonReference.safeParse(params)
    if (!reference.success) throw notFound()
    const { personId } = reference.data
    const found = await ask(readPerson, { personId })
    return draw(PersonPage, {
      person: found.sight === 'member' ? found : readable(found),
      links: links('person', { personId }),
    })
  },
})

/** With the phone that signs in as people read it. */
function readable<Whole extends { signInPhone: string | null }>(profile: Whole): Whole {
  const { signInPhone } = profile
  return { ...profile, signInPhone: signInPhone && formatPhoneNumber(signInPhone) }
}

function certificationPath(params: Record<string, string>): string {
  return `/profile/certifications/${certificationOf(params).certificationId}`
}

function certificationOf(params: Record<string, string>): { certificationId: string } {
  const reference = CertificationReference.safeParse(params)
  if (!reference.success) throw notFound()
  return reference.data
}

export const pages: readonly AnyPage[] = [
  names,
  contact,
  about,
  visibility,
  languages,
  certifications,
  certification,
  removeCertification,
  scan,
  removeScan,
  region,
  photo,
  removePhoto,
  person,
]
