import { filePurpose } from '../../files/index.ts'

export const invitationFile = filePurpose({
  name: 'invitations.file',
  mediaTypes: ['text/csv', 'text/plain'],
  limitBytes: 2 * 1024 * 1024,
  links: 'person',
})
