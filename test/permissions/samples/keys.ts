import { nothing, type Samples } from './sample.ts'

export const keys: Samples = {
  'keys.startRotation': nothing,
  'keys.rewrapBatch': { about: 'nothing', input: () => ({ column: 1000, after: null }) },
  'keys.listKeysInUse': nothing,
  'keys.keysPage': nothing,
}
