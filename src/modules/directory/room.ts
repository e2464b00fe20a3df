import { room } from '../../platform/declare/room.ts'
import { glossary } from './glossary.ts'

/** It owns no table: whoever stands in the directory says so in the room people. */
export const { query } = room({ name: 'directory', models: [], permissions: {}, glossary })
