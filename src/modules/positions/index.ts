export { appoint } from './commands/appoint.ts'
export { declarePosition } from './commands/declare-position.ts'
export { termChanged } from './facts.ts'
export { readTermLetter } from './queries/terms.ts'
