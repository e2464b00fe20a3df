import Sequencer from '@jest/test-sequencer'

/**
 * The files that take longest, in this order. Jest knows only after a first run how long each takes, and goes by their
 * size until then: a short file of much work would begin last, and one of two workers would wait for the other.
 */
export const longest = [
  'browser/pages-axe',
  'fuzz/inputs',
  'permissions/permissions',
  'browser/pages-weight',
  'start/task-worker',
  'browser/pages-words',
  'browser/journeys',
  'browser/procurement',
  'permissions/leaks',
  'start/killed-workers',
  'fuzz/openapi',
  'start/demo',
  'browser/components',
  'platform/db/embedded',
  'start/server',
  'start/backup',
  'platform/lists/acts',
  'platform/db/drift',
  'browser/lists',
  'platform/backup/backup',
  'start/image',
].map((name) => `/test/${name}.test.ts`)

export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const place = ({ path }) => {
      const found = longest.findIndex((end) => path.endsWith(end))
      return found < 0 ? longest.length : found
    }
    return [...(await super.sort(tests))].sort((one, other) => place(one) - place(other))
  }
}
