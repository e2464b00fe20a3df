import { filePurpose, imageTypes } from '../files/index.ts'

/** A licence or a policy itself. Small print on a large sheet stays readable. */
export const paperScan = filePurpose({
  name: 'companies.scan',
  mediaTypes: ['application/pdf', ...imageTypes],
  limitBytes: 10 * 1024 * 1024,
  images: { sizes: [2400], shape: 'whole' },
  links: 'person',
})

/** A picture or a document of past work. Visitors see those of work that is shown to everybody. */
export const workFile = filePurpose({
  name: 'companies.workFile',
  mediaTypes: ['application/pdf', ...imageTypes],
  limitBytes: 10 * 1024 * 1024,
  images: { sizes: [2000, 480], shape: 'whole' },
  links: 'anyone',
})
