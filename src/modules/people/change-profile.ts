import type { CommandContext } from '../../platform/declare/operation.ts'
import type { ProfileRow } from './views.ts'

type Changes = Partial<
  Omit<ProfileRow, 'personId' | 'email' | 'signInPhone' | 'photoId' | 'version' | 'createdAt'>
> & {
  sortName?: string
}

/** Writes part of a profile. */
export async function changeProfile(
  { tx, now, record, session }: CommandContext<'person', unknown>,
  profile: ProfileRow,
  changes: Changes,
  /** What changed beside the row itself. */
  beside: object = {},
): Promise<{ version: number }> {
  const version = profile.version + 1
  await tx.person.update({ where: { id: profile.personId }, data: { ...changes, version, updatedAt: now } })
  record({ type: 'person', id: profile.personId }, profile, { ...changes, ...beside })
  session.renew()
  return { version }
}
