import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'branding',
  models: ['brand', 'brandLogo'],
  permissions,
  glossary,
  resources: { brand: {}, logo: {} },
})
