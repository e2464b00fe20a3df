import type { Module } from '../../platform/declare/module.ts'
import { rewrapBatch } from './commands/rewrap-batch.ts'
import { startRotation } from './commands/start-rotation.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { listKeysInUse } from './queries/keys-in-use.ts'
import { keyRotation } from './task-kinds.ts'

export const keys: Module = {
  name: 'keys',
  operations: [startRotation, rewrapBatch, listKeysInUse],
  pages,
  permissions,
  taskKinds: [keyRotation],
}
