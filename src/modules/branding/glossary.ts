import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  alt: 'What the logo shows, for whoever does not see it.',
  colour: 'The main colour, as `#0b57d0`; null for that of the installation.',
  corners: 'How round corners are.',
  density: 'How much air there is between things.',
  font: 'The typeface.',
  name: 'Whether the name stands beside the logo, or within it already.',
  fileId: 'The id of the image.',
  size: 'For which place it is cut.',
}
