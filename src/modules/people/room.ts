import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'people',
  models: ['person', 'spokenLanguage', 'certification', 'alikeKey'],
  permissions,
  glossary,
  resources: {
    person: {
      personal: [
        'givenName',
        'familyName',
        'patronymic',
        'nativeName',
        'displayName',
        'sortName',
        'title',
        'bio',
        'skills',
        'links',
        'phone',
        'email',
        'addressLines',
        'city',
        'region',
        'postalCode',
        'country',
        'latitude',
        'longitude',
        'locale',
        'timeZone',
        'languages',
        'worksSince',
      ],
      about: 'id',
    },
    certification: {
      personal: ['name', 'issuer', 'number', 'jurisdiction', 'amount', 'currency', 'issuedOn', 'expiresOn'],
      about: 'personId',
    },
  },
  category: 'people',
})
