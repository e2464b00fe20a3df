import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  boundary: 'GeoJSON (RFC 7946): a polygon of one ring, alone or as the one feature. Null clears it.',
  centre: 'Latitude and longitude; left out for the middle of the boundary.',
  closed: 'Whether closed units stand in it too.',
  open: 'The ids of the units whose children are shown.',
  icon: 'Its picture; null for the usual one.',
  intoId: 'The id of the unit that takes everything in.',
  joining: 'How people come in.',
  kind: 'The key of its kind.',
  parentId: 'The id of the unit above.',
  parents: 'The keys of the kinds below which it may stand; none for any.',
  name: 'Its name.',
  personId: 'The id of the person; null for nobody.',
  value: 'What is set, in the shape that the setting has.',
}
