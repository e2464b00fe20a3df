import { sql } from '../../platform/db/sql.ts'
import { defineError } from '../../platform/errors.ts'

/** Nobody finds anything among more. */
export const mostViews = 50

export const tooManyViews = defineError('views.tooMany', 409)
export const nameTaken = defineError('views.nameTaken', 409)

/** A row as it is answered, and as the audit keeps it: with whose it is. */
export const kept = sql`id, list, name, query, is_default AS "isDefault", shared_at AS "sharedAt", owner_id AS "ownerId"`
