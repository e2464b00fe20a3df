export { listRecipients } from './queries/recipients.ts'
export { writeToken } from './unsubscribe-token.ts'
