import { z } from 'zod'
import { hasNoControls, isVisible } from './presentation/visible.ts'

/** What somebody wrote, over several lines perhaps; there has to be something. */
export function writtenText(maximum: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maximum)
    .refine((text) => text === '' || isVisible(text), { params: { code: 'required' } })
}

/** What something is called: one line of it. */
export function nameText(maximum: number) {
  return writtenText(maximum).refine(hasNoControls, { params: { code: 'invalid' } })
}
