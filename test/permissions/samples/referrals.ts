import { inCharge, nothing, type Samples } from './sample.ts'

export const referrals: Samples = {
  'referrals.makeMyCode': nothing,
  'referrals.makeMyCodeAction': nothing,
  'referrals.endMyCode': nothing,
  'referrals.endMyCodeAction': nothing,
  'referrals.readMyReferrals': nothing,
  'referrals.myReferralsPage': nothing,
  'referrals.checkCode': { about: 'nothing', input: () => ({ code: 'abcdefghjk' }) },
  'referrals.recordReferral': {
    about: 'nothing',
    input: ({ spot }) => ({ personId: spot.personId, code: 'abcdefghjk', askedAt: new Date() }),
  },
  'referrals.listReferrals': nothing,
  'referrals.listReferralsFile': nothing,
  'referrals.referralsPage': nothing,
  'referrals.readReferralsOfPerson': inCharge,
  'referrals.personReferralsPage': inCharge,
  'referrals.readReferralRule': nothing,
  'referrals.changeReferralRule': { about: 'nothing', input: () => ({ isOff: true }) },
  'referrals.referralRulePage': { about: 'nothing', input: () => ({ isOff: true }) },
}
