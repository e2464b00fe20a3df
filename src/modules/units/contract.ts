import { z } from 'zod'
import { kindsBelow, unitKinds, unitStatuses } from './unit.ts'

const unitName = z.string().trim().min(1).max(120)

export const UnitReference = z.strictObject({ unitId: z.uuid() })

export const CreateUnit = z.strictObject({
  parentId: z.uuid(),
  kind: z.enum(kindsBelow),
  name: unitName,
})

export const RenameUnit = z.strictObject({ unitId: z.uuid(), name: unitName })

/** A name as browsers send it in the `Host` header: no scheme, no port, no path. */
const hostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/)

export const FoundAssociation = z.strictObject({
  name: unitName,
  hosts: z.array(hostName).max(20).default([]),
})

export const AddHost = z.strictObject({ tenantId: z.uuid(), host: hostName })

export const HostReference = z.strictObject({ host: hostName })

export const HostReply = z.strictObject({ host: z.string() })

export const HostList = z.strictObject({
  items: z.array(z.strictObject({ host: z.string(), tenantName: z.string() })),
})

export const Nothing = z.strictObject({})

export const AddMember = z.strictObject({ unitId: z.uuid(), personId: z.uuid() })

export const MembershipReference = z.strictObject({ membershipId: z.uuid() })

export const AdmitToUnit = z.strictObject({ unitId: z.uuid(), membershipId: z.uuid() })

export const UnitReply = z
  .strictObject({
    id: z.uuid(),
    parentId: z.uuid().nullable(),
    kind: z.enum(unitKinds),
    name: z.string(),
    status: z.enum(unitStatuses),
    version: z.int(),
  })
  .meta({ id: 'Unit' })

export const UnitDetail = UnitReply.extend({
  memberCount: z.int(),
  /** From the root down to its parent. */
  ancestors: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
  children: z.array(UnitReply),
  joinedAt: z.date().nullable(),
  abilities: z.strictObject({
    rename: z.boolean(),
    addBelow: z.boolean(),
    close: z.boolean(),
    export: z.boolean(),
    join: z.boolean(),
    leave: z.boolean(),
  }),
}).meta({ id: 'UnitDetail' })

export const UnitExport = z.strictObject({ taskId: z.uuid() })

export const ListUnitsForExport = z.strictObject({
  unitPath: z.string(),
  /** The path of the last one that was listed. */
  after: z.string().nullable(),
  limit: z.int().min(1).max(1000),
})

export const ExportedUnits = z.strictObject({
  total: z.int(),
  units: z.array(
    z.strictObject({
      path: z.string(),
      name: z.string(),
      kind: z.enum(unitKinds),
      status: z.enum(unitStatuses),
      parentName: z.string().nullable(),
      createdAt: z.date(),
      memberCount: z.int(),
    }),
  ),
})

export const MyUnit = UnitReply.extend({
  isPrimary: z.boolean(),
  joinedAt: z.date(),
  ancestors: z.array(z.string()),
}).meta({ id: 'MyUnit' })

export const MyUnits = z.strictObject({ items: z.array(MyUnit) })

export type UnitReply = z.output<typeof UnitReply>
export type UnitDetail = z.output<typeof UnitDetail>
export type ExportedUnits = z.output<typeof ExportedUnits>
export type MyUnit = z.output<typeof MyUnit>
