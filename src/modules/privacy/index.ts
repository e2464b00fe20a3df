export { eraseClosing } from './commands/erase-closing.ts'
export { closingRequested } from './facts.ts'
export { readClosingLetter } from './queries/my-data.ts'
