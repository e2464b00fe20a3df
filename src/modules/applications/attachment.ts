import { filePurpose, imageTypes } from '../files/index.ts'

/** What is handed in with an application: plans, certificates, tables drawn as PDF. Small print stays readable. */
export const attachment = filePurpose({
  name: 'applications.attachment',
  mediaTypes: ['application/pdf', ...imageTypes],
  limitBytes: 20 * 1024 * 1024,
  images: { sizes: [2400], shape: 'whole' },
  links: 'person',
})
