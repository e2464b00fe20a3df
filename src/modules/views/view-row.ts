import { sql } from '../../platform/db/sql.ts'

/** A row as it is answered, and as the audit keeps it: with whose it is. */
export const kept = sql`id, list, name, query, is_default AS "isDefault", shared_at AS "sharedAt", owner_id AS "ownerId"`
