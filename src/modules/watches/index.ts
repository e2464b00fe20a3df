export { takeDueWatches } from './commands/take-due-watches.ts'
export { digestMade } from './facts.ts'
export { readDigest } from './queries/watches.ts'
