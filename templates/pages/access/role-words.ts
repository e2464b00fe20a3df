import { type Translated, textIn } from '../../../src/platform/presentation/translated.ts'
import type { Translate } from '../../../src/platform/presentation/view.ts'

/** What a role is called: as staff named it, or as the house calls a built-in one. */
export function roleWords(t: Translate, locale: string, role: string, name: Translated | null): string {
  return name ? textIn(name, locale) : t(`access.roleNames.${role}`)
}
