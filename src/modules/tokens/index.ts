export { tokenChanged } from './facts.ts'
