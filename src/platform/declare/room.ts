import type { z } from 'zod'
import type { AuditCategory, AuditedResources } from '../audit/resources.ts'
import type { ModelName } from '../db/database.ts'
import { type BulkCommand, type BulkDeclaration, declareBulk } from '../lists/bulk.ts'
import type { Columns, ItemOf } from '../lists/columns.ts'
import { declareList, type List, type ListDeclaration } from '../lists/list.ts'
import type { Permissions, Requirement } from '../policy/permissions.ts'
import type { AnyCommand, Command, CommandDeclaration, Query, QueryDeclaration } from './operation.ts'

export interface RoomDeclaration<
  Models extends ModelName,
  Held extends Permissions,
  Resources extends AuditedResources,
> {
  name: string
  /** The models whose rows only this room writes; the same as in prisma/schema/<room>.prisma. */
  models: readonly Models[]
  permissions: Held
  /** What its commands `record` in the audit, and what of it is personal or secret. */
  resources?: Resources
  /** What the room's entries in the audit are about. */
  category?: AuditCategory
  /** False where the room is about credentials: API tokens do nothing in it, but what a declaration opens to them. */
  tokens?: false
  /** What names in its requests mean, for the description of the API: `name`, or `rows[].name` where it stands inside. */
  glossary?: Glossary
}

export type Glossary = Readonly<Record<string, string>>

/**
 * The words a room declares its operations with. They know the room: `tx` and `db` hold only its own models, and
 * `permission` takes only what the room's policy names.
 */
export function room<
  Models extends ModelName,
  const Held extends Permissions,
  const Resources extends AuditedResources = Record<never, never>,
>(declaration: RoomDeclaration<Models, Held, Resources>) {
  type Permission = (keyof Held & string) | Requirement
  type Resource = keyof Resources & string
  const { name: roomName, resources = {}, category: usual = 'activity', tokens, glossary } = declaration

  function command<Input extends z.ZodType, Answer, Reply, Target = undefined, Prepared = undefined>(
    declared: CommandDeclaration<Models, Permission, Resource, Input, Answer, Reply, Target, Prepared>,
  ): Command<Input, z.ZodType<Answer, Reply>, Target> {
    const { severity = 'routine', category = usual } = declared
    const compliance = severity === 'critical' || category === 'access' || category === 'money'
    const initial = { severity, category, compliance, limits: [], idempotent: true } as const
    return {
      kind: 'command',
      room: roomName,
      resources,
      tokens,
      glossary,
      ...initial,
      ...declared,
    } as unknown as Command<Input, z.ZodType<Answer, Reply>, Target>
  }

  function query<Input extends z.ZodType, Answer, Reply, Target = undefined>(
    declared: QueryDeclaration<Models, Permission, Input, Answer, Reply, Target>,
  ): Query<Input, z.ZodType<Answer, Reply>, Target> {
    return { kind: 'query', room: roomName, tokens, glossary, ...declared } as unknown as Query<
      Input,
      z.ZodType<Answer, Reply>,
      Target
    >
  }

  function list<const Of extends Columns>(declared: ListDeclaration<Permission, Of>): List<ItemOf<Of>> {
    const made = declareList(roomName, declared)
    return {
      ...made,
      query: { ...made.query, tokens, glossary },
      shape: { ...made.shape, tokens, glossary },
      download: {
        ...made.download,
        tokens: tokens === false ? false : (made.download.tokens ?? tokens),
        glossary,
      },
    }
  }

  function bulk<Each extends AnyCommand, Extra extends z.ZodRawShape>(
    declared: BulkDeclaration<Permission, Each, Extra>,
  ): BulkCommand {
    return { ...declareBulk(roomName, declared), tokens, glossary }
  }

  return { ...declaration, command, query, list, bulk }
}
