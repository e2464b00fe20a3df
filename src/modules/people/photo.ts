import { filePurpose, imageTypes } from '../files/index.ts'

export const photoSizes = [256, 64] as const

export const photoPurpose = filePurpose({
  name: 'people.photo',
  mediaTypes: imageTypes,
  limitBytes: 5 * 1024 * 1024,
  images: { sizes: photoSizes, shape: 'square' },
  links: 'person',
})

/**
 * Where a photo is seen by the people of its association. Each photo has an address of its own, so that browsers may
 * keep it, and see a new one at once.
 */
export function photoAddress(personId: string, photoId: string, size: (typeof photoSizes)[number]): string {
  return `/api/v1/people/${personId}/photo?${new URLSearchParams({ photo: photoId, size: String(size) })}`
}
