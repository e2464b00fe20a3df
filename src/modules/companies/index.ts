export { registerCompany } from './commands/register-company.ts'
export { type Party, type Power, powers } from './company.ts'
export { mayActFor } from './company-row.ts'
