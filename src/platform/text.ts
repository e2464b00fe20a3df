import { z } from 'zod'

/** Whether anybody sees something of a text: names of zero width can be neither read nor clicked on. */
export function isVisible(text: string): boolean {
  return /[^\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\u2800]/u.test(text)
}

export function hasNoControls(text: string): boolean {
  return !/\p{Cc}/u.test(text)
}

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
