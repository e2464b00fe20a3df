import { filePurpose, imageTypes } from '../files/index.ts'

/** The paper behind a certification. Small print on a large sheet stays readable. */
export const scanPurpose = filePurpose({
  name: 'people.scan',
  mediaTypes: ['application/pdf', ...imageTypes],
  limitBytes: 10 * 1024 * 1024,
  images: { sizes: [2400], shape: 'whole' },
  links: 'person',
})
