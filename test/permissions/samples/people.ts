import { png } from '../world.ts'
import { nothing, person, photo, type Sample, type Samples } from './sample.ts'

const names: Sample = { about: 'nothing', input: () => ({ givenName: 'Given', familyName: 'Family' }) }

const contact: Sample = { about: 'nothing', input: () => ({ phone: '+1 510 555 0100' }) }

const about: Sample = { about: 'nothing', input: () => ({ title: 'Welder' }) }

const visibility: Sample = { about: 'nothing', input: () => ({ shownTo: 'staff' }) }

const region: Sample = { about: 'nothing', input: () => ({ locale: 'en', timeZone: 'UTC' }) }

const newCertification: Sample = { about: 'nothing', input: () => ({ name: 'Welder' }) }

/** One of whoever asks; of somebody else where nobody is signed in. */
const certification: Sample = {
  about: 'nothing',
  input: ({ asking, world }) => ({
    certificationId: asking.personId ?? world.asking.member.personId ?? '',
    name: 'Welder',
  }),
  async prepare({ world, asking }) {
    const personId = asking.personId ?? world.asking.member.personId
    await world.portal.app.database.pool.query(
      `INSERT INTO certifications (id, tenant_id, person_id, name, created_at, updated_at)
       SELECT id, tenant_id, id, 'Welder', created_at, created_at FROM persons WHERE id = $1`,
      [personId],
    )
  },
}

const certificationReference: Sample = {
  ...certification,
  input: ({ asking, world }) => ({ certificationId: asking.personId ?? world.asking.member.personId ?? '' }),
}

const scan: Sample = {
  ...certificationReference,
  input: (context) => ({ ...certificationReference.input(context), file: png }),
}

export const people: Samples = {
  'people.readMyProfile': nothing,
  'people.readPerson': person,
  'people.readShownPerson': person,
  'people.updateMyNames': names,
  'people.updateMyContact': contact,
  'people.updateMyAbout': about,
  'people.updateMyVisibility': visibility,
  'people.updateMyLanguages': nothing,
  'people.updateMyRegion': region,
  'people.addMyCertification': newCertification,
  'people.changeMyCertification': certification,
  'people.removeMyCertification': certificationReference,
  'people.setMyScan': scan,
  'people.removeMyScan': certificationReference,
  'people.setMyPhoto': photo,
  'people.removeMyPhoto': nothing,
  'people.readPhoto': person,
  'people.photo': person,
  'people.followDirectory': {
    about: 'tenant',
    input: ({ spot }) => ({ personId: spot.personId, title: 'Guide' }),
  },
  'people.claimPerson': {
    about: 'tenant',
    input: ({ spot }) => ({ personId: spot.personId, accountId: spot.accountId }),
  },
  'people.addPerson': {
    about: 'nothing',
    input: () => ({ accountId: null, givenName: 'New', locale: 'en', timeZone: 'UTC' }),
  },
  'people.addPeople': {
    about: 'nothing',
    input: () => ({ people: [{ accountId: null, givenName: 'New', locale: 'en', timeZone: 'UTC' }] }),
  },
  'people.namesPage': names,
  'people.contactPage': contact,
  'people.aboutPage': about,
  'people.visibilityPage': visibility,
  'people.languagesPage': nothing,
  'people.certificationsPage': newCertification,
  'people.certificationPage': certification,
  'people.removeCertificationAction': certificationReference,
  'people.regionPage': region,
  'people.scanAction': scan,
  'people.removeScanAction': certificationReference,
  'people.photoAction': photo,
  'people.removePhotoAction': nothing,
  'people.personPage': person,
  'people.correctPeople': { about: 'nothing', input: () => ({ people: [] }) },
  'people.foretellCorrections': { about: 'nothing', input: () => ({ people: [] }) },
  'people.findMaybeAlike': { about: 'nothing', input: () => ({ people: [] }) },
  'people.findAlike': { about: 'nothing', input: () => ({ people: [] }) },
}
