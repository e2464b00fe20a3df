import { StartupError } from '../../startup-error.ts'
import { migrationState, wordsOfEdited } from './migrate.ts'

/** A server's database is migrated on purpose, by whoever runs it, before anything starts on it. */
export async function refuseUnmigrated(
  url: string,
  warn: (line: string) => void = console.error,
): Promise<void> {
  const { pending, unknown, edited } = await migrationState(url)
  if (edited.length > 0) warn(wordsOfEdited(edited))
  if (unknown.length > 0)
    throw new StartupError(
      `This database was last used by a newer Guildhall (migration ${unknown.at(-1)} is not known here). Start that version, or choose another database.`,
    )
  if (pending.length > 0)
    throw new StartupError(
      `The database lacks ${pending.length} migration${pending.length === 1 ? '' : 's'} (${pending[0]} and on). Run npm run migrate, then start again.`,
    )
}
