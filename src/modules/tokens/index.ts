export { tokenChanged } from './facts.ts'
export { makerOf } from './queries/authentication.ts'
export { tokensWithScope } from './scope-row.ts'
