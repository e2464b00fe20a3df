export { MatchReply, sayMatch } from './contract.ts'
export {
  type Contractor,
  type Match,
  MatchReasons,
  type MatchRow,
  matchVersion,
  toMatch,
} from './match.ts'
export { contractorTables, matchDetails, matched, type Wanted } from './match-row.ts'
