import type { Glossary } from '../../platform/declare/room.ts'

/** What the names of its requests mean, where it is not what they mean everywhere. */
export const glossary: Glossary = {
  projectId: 'The project.',
  personId: 'The person.',
  conflictId: 'A conflict of interest that was declared.',
  hidden: 'What reviewers do not see of applications.',
  appealDays: 'Within how many days after a decision it may be appealed against; 0 for none.',
  approvalAbove:
    'Awards above it take a second person, in minor units of the currency; null for what the association says.',
  currency: 'The currency of the amount, by its three letters of ISO 4217.',
  criteria: 'By what applications are weighed, in order. What is not among them any more is gone.',
  'criteria[].name': 'What is weighed.',
  'criteria[].guidance': 'When there are many points for it, and when few.',
  'criteria[].weight': 'How much it counts beside the others.',
  'criteria[].mostPoints': 'How many points there are at most.',
  reason: 'Why.',
  search: 'Parts of a name.',
}
