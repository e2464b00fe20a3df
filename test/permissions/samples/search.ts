import { nothing, type Samples } from './sample.ts'

export const search: Samples = {
  'search.findEverywhere': { about: 'nothing', input: () => ({ text: 'unit' }) },
  'search.search': { about: 'nothing', input: () => ({ text: 'unit' }) },
  'search.searchPage': nothing,
}
