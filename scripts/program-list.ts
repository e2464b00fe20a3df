/** Programs that need the whole app; the build compiles them with it, so that they share its parts. */
export const programs = [
  'migrate',
  'seed',
  'seed-many',
  'admin-first',
  'tenant-host',
  'platform-admin',
  'openapi',
  'bench',
  'bench-audit',
  'keys-rotate',
  'healthcheck',
  'audit-verify',
  'audit-checkpoint',
  'backup',
  'restore',
  'jobs-dead',
  'jobs-redrive',
  'purge',
] as const

/** What the image runs; packages that only others load stay out of it. */
export const inProduction = [
  'main',
  'migrate',
  'admin-first',
  'tenant-host',
  'platform-admin',
  'healthcheck',
  'keys-rotate',
  'audit-verify',
  'audit-checkpoint',
  'backup',
  'restore',
  'jobs-dead',
  'jobs-redrive',
  'purge',
] as const
