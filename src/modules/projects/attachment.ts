import { filePurpose, imageTypes } from '../files/index.ts'

const office = 'application/vnd.openxmlformats-officedocument'

/** Plans, terms and forms. A drawing of a large sheet stays readable. */
export const attachment = filePurpose({
  name: 'projects.attachment',
  mediaTypes: [
    'application/pdf',
    ...imageTypes,
    'application/zip',
    `${office}.wordprocessingml.document`,
    `${office}.spreadsheetml.sheet`,
  ],
  limitBytes: 25 * 1024 * 1024,
  images: { sizes: [3200], shape: 'whole' },
  links: 'person',
})
