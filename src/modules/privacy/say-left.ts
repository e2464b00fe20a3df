import type { Translate } from '../../platform/presentation/view.ts'
import { inWords } from '../../platform/presentation/words.ts'
import type { Left } from '../../platform/slots/merge-record.ts'
import type { Slots } from '../../platform/slots/slots.ts'
import type { LeftReply } from './contract.ts'

/** What people call a table of some room. */
export function titlesOf(
  slots: Pick<Slots, 'personalData'>,
  text: Translate,
  locale: string,
): (table: string) => string {
  const titles = new Map<string, string>()
  for (const { tables } of slots.personalData.values())
    for (const { table, title } of tables) if (title) titles.set(table, inWords(title, text, locale))
  return (table) =>
    titles.get(table) ?? text(table === 'persons' ? 'privacy.merges.profile' : 'privacy.merges.account')
}

/** What is not put back, told once for each thing and reason. */
export function sayLeft(
  left: readonly Left[],
  slots: Pick<Slots, 'personalData'>,
  text: Translate,
  locale: string,
): LeftReply[] {
  const titleOf = titlesOf(slots, text, locale)
  const counted = new Map<string, LeftReply>()
  for (const { table, reason } of left) {
    const title = titleOf(table)
    const key = `${title} ${reason}`
    const count = (counted.get(key)?.count ?? 0) + 1
    counted.set(key, { title, count, reason, text: text(`privacy.merges.left.${reason}`) })
  }
  return [...counted.values()]
}
