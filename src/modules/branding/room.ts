import { room } from '../../platform/declare/room.ts'
import { permissions } from './policy.ts'

export const { command, query } = room({
  name: 'branding',
  models: ['brand', 'brandLogo'],
  permissions,
  resources: { brand: {}, logo: {} },
})
