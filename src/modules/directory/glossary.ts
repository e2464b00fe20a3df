import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  search: 'The beginning of a name, or of several words of it; neither case nor accents matter.',
  unitId: 'Only those who belong to this unit or below it.',
  skill: 'Only those who have all of these skills.',
  certification: 'Only those who hold one of these certifications today.',
  near: 'Only those around a place: latitude and longitude, as `50.45, 30.52`, or `me` for where you live.',
  nearUnitId: 'Only those around the middle of this unit.',
  radius: 'How many kilometres around it.',
  sort: 'The order: `name`, or `distance` where a place is given.',
  counts: 'Whether to count how many there are, and how many each value of a filter would leave.',
}
