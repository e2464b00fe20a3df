import type { Translate } from '../../../platform/presentation/view.ts'
import { inWords } from '../../../platform/presentation/words.ts'
import type { Slots } from '../../../platform/slots/slots.ts'
import type { KeptReason } from './undo.ts'

/** Why somebody stays, in words; what has changed is called as rooms call what they keep. */
export function sayKept(
  keptFor: KeptReason,
  keptIn: readonly string[],
  slots: Pick<Slots, 'personalData'>,
  text: Translate,
  locale: string,
): string {
  const titles = [...slots.personalData.values()]
    .flatMap(({ tables }) => tables)
    .flatMap(({ table, title }) =>
      keptIn.includes(table) ? [title ? inWords(title, text, locale) : text('members.undo.profile')] : [],
    )
  return text(`members.undo.kept.${keptFor}`, { what: titles.join(', ') })
}
