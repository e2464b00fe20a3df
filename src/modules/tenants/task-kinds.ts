import { z } from 'zod'
import { taskKind } from '../../platform/declare/task.ts'
import { TellPeople } from './contract.ts'

/** All that an association keeps, as one file. */
export const tenantExport = taskKind({
  name: 'tenants.exportTenant',
  title: 'tenants.export.task',
  namesPeople: true,
  input: z.strictObject({ tenantId: z.uuid() }),
  cancellable: true,
})

/** Everybody hears that their association is to be closed, or stays after all. */
export const peopleTold = taskKind({
  name: 'tenants.tellPeople',
  title: 'tenants.closing.tellTask',
  input: TellPeople,
  cancellable: false,
  namesPeople: false,
})

/** The end of an association: everybody is told, then erased with all that there is. */
export const tenantErasure = taskKind({
  name: 'tenants.eraseTenant',
  title: 'tenants.closing.eraseTask',
  input: z.strictObject({ tenantId: z.uuid() }),
  cancellable: false,
  namesPeople: false,
})
