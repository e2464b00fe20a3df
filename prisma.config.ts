import { defineConfig } from 'prisma/config'

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  // Prisma's own CLI only; Guildhall reads it in src/platform/config.ts. Generating needs none.
  datasource: { url: process.env.DATABASE_URL ?? '' },
})
