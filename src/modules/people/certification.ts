/** What a person, or a company, shows of what it may and can do. */
export const paperKinds = ['licence', 'bond', 'insurance', 'certification'] as const
/** Whether an amount is for each case or for all together. */
export const bases = ['single', 'aggregate'] as const

export const certificationStates = ['lasting', 'valid', 'expiring', 'expired'] as const
export type CertificationState = (typeof certificationStates)[number]

/** From so many days before it ends, somebody should think of renewing it. */
const expiringDays = 60

/** Dates are days without a zone, as they are printed on the paper; the last day still counts. */
export function certificationState(expiresOn: string | null, today: string): CertificationState {
  if (expiresOn === null) return 'lasting'
  if (expiresOn < today) return 'expired'
  return (Date.parse(expiresOn) - Date.parse(today)) / 86_400_000 <= expiringDays ? 'expiring' : 'valid'
}
