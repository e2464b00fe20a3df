import { room } from '../../platform/declare/room.ts'

export const { query } = room({ name: 'development', models: ['keptMail', 'keptSms'], permissions: {} })
