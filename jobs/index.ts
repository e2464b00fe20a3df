import type { AnyJob } from '../src/platform/declare/job.ts'
import { removeBytes } from './files/remove-bytes.ts'
import { sendPasswordChanged } from './identity/send-password-changed.ts'
import { sendPasswordReset } from './identity/send-password-reset.ts'
import { sendVerification } from './identity/send-verification.ts'
import { exportUnits } from './units/export-units.ts'
import { tellManagersOfUnit } from './units/tell-managers-of-unit.ts'

/** Every job and task there is. The front door hands this list to the app. */
export const jobs: readonly AnyJob[] = [
  removeBytes,
  sendVerification,
  sendPasswordReset,
  sendPasswordChanged,
  tellManagersOfUnit,
  exportUnits,
]
