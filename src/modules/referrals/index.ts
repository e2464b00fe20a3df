export { recordReferral } from './commands/record-referral.ts'
export { checkCode } from './queries/referrals.ts'
export { readCode } from './referral.ts'
export { findReferrer } from './referral-row.ts'
