import { formatMoney } from '../../platform/presentation/money.ts'
import type { Translate } from '../../platform/presentation/view.ts'
import type { Award } from './award-row.ts'

/** What whoever is awarded has to know: for how much, what they do next, and whom they ask. */
export function awardInWords(
  { amount, currency, contact, nextStep }: Award,
  text: Translate,
  locale: string,
): string[] {
  return [
    ...(amount === null || currency === null
      ? []
      : [text('reviews.award.amount', { amount: formatMoney(amount, currency, locale) })]),
    text('reviews.award.nextStep', { nextStep: nextStep ?? text('reviews.award.usualStep') }),
    text('reviews.award.contact', { contact }),
  ]
}
