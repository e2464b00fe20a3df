import { room } from '../../platform/declare/room.ts'
import { permissions } from './policy.ts'

export const { query } = room({ name: 'search', models: [], permissions })
