import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  columns: 'What each column of the file stands for, from the left; an empty text leaves one out.',
  fileId: 'The id of the file that was sent.',
  known:
    'What becomes of rows whose e-mail address names a member whom you look after: refuse them, add the member to the unit of the row, or change what the row says as well.',
  mode: 'All rows or none (all), or those that are not refused (good).',
  importId: 'The id of the import: that of the task which brought the people in.',
  reason: 'Why, for whoever reads it later; whom it is about reads it too.',
  unitId: 'The id of the unit.',
}
