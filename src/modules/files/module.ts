import type { Module } from '../../platform/declare/module.ts'
import { dropFile } from './commands/drop-file.ts'
import { registerFile } from './commands/register-file.ts'
import { endpoints } from './endpoints.ts'
import { fileDropped } from './facts.ts'
import { permissions } from './policy.ts'
import { readBytesHold } from './queries/bytes-hold.ts'
import { openLinkedFile } from './queries/linked-file.ts'
import { purges } from './slots/purges.ts'
import { tenantData } from './slots/tenant-data.ts'

export const files: Module = {
  name: 'files',
  operations: [registerFile, dropFile, openLinkedFile, readBytesHold],
  endpoints,
  permissions,
  facts: [fileDropped],
  purges,
  tenantData,
}
