import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { derivedKey } from './crypto/derived-key.ts'
import { type KeyEncryptionKey, madeFromSecret, parseKeys, parseSigningKeys } from './crypto/keyring.ts'
import { StartupError } from './startup-error.ts'

const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
const seconds = z.coerce.number().int().positive()
const perMinute = z.coerce.number().int().min(1)
const country = z.string().regex(/^[A-Z]{2}$/, 'Two capital letters, such as US')
const countries = z
  .string()
  .transform((text) => text.split(',').map((code) => code.trim()))
  .pipe(z.array(country).min(1))

/** Every setting of Guildhall. `.env.example` is written from this, so each line says what it is for. */
export const settings = {
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .describe('production switches demo mode off and makes the start refuse what is unsafe'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe('Port of the portal'),
  OPERATIONS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .optional()
    .describe('A port of its own for health and metrics; a worker has no other'),
  HOST: z
    .string()
    .min(1)
    .optional()
    .describe('Address to listen on; demo mode always uses loopback, otherwise 0.0.0.0'),
  BASE_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Public address, used in mails and links, such as https://portal.example.org'),
  ROLE: z
    .enum(['web', 'worker', 'all'])
    .default('all')
    .describe('What this process does: serve pages, run jobs, or both'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL 15 or newer; without it Guildhall starts one of its own in DATA_DIR'),
  MIGRATION_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe(
      'The same database as its owner, for npm run migrate; without it DATABASE_URL migrates, and only a trigger guards the audit',
    ),
  DATABASE_ALLOW_PLAINTEXT: flag.default(false).describe('Accept a database on another host without TLS'),
  DATABASE_POOL: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(16)
    .describe('Connections that one process keeps to the database'),
  DATA_DIR: z.string().min(1).default('.data').describe('Where the embedded database and files live'),
  FILES_DRIVER: z
    .enum(['disk', 's3'])
    .default('disk')
    .describe('Where files are kept: in DATA_DIR, or in a bucket of S3 or of what speaks like it'),
  FILES_S3_BUCKET: z.string().min(3).optional().describe('Bucket for files; nobody else may read it'),
  FILES_S3_REGION: z.string().min(1).default('us-east-1').describe('Region of the bucket'),
  FILES_S3_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address of an S3 server that is not Amazon, such as https://s3.example.org'),
  FILES_S3_PATH_STYLE: flag
    .default(false)
    .describe('The bucket is a part of the path rather than of the name: what most other servers want'),
  FILES_S3_ACCESS_KEY_ID: z
    .string()
    .min(1)
    .optional()
    .describe("Key of the bucket's user; without it the role of the machine is used"),
  FILES_S3_SECRET_ACCESS_KEY: z.string().min(1).optional().describe('Its secret'),
  SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('At least 32 random characters; signs what leaves the portal. Required in production'),
  ENCRYPTION_KEYS: z
    .string()
    .transform((text, context) => {
      const { keys, problems } = parseKeys(text)
      for (const message of problems) context.addIssue({ code: 'custom', message })
      return keys
    })
    .optional()
    .describe(
      'Keys that seal sensitive columns: id:key,id:key with 32 random bytes in base64 each, the current one first; derived, as an older one, is made from the secret. Required in production',
    ),
  ENCRYPTION_ALLOW_LOST: flag
    .default(false)
    .describe('Start, or restore, although values are sealed under keys that are lost for good'),
  AUDIT_SIGNING_KEY: z
    .string()
    .transform((text, context) => {
      const { keys, problems } = parseSigningKeys(text)
      for (const message of problems) context.addIssue({ code: 'custom', message })
      return keys
    })
    .optional()
    .describe(
      'Signs how far the audit has come: 32 random bytes in base64, earlier keys after it by commas, derived being the one made from the secret. Required in production for workers',
    ),
  TRUST_PROXY: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Addresses of proxies whose X-Forwarded-* headers are believed, such as loopback or 10.0.0.0/8',
    ),
  OUTSIDE_PRIVATE_HOSTS: z
    .string()
    .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
    .pipe(z.array(z.string().regex(/^[a-z0-9.:-]+$/, 'Names of hosts, such as login.example.internal')))
    .default([])
    .describe(
      'Hosts that the portal may ask although they have no public address, such as an identity provider in the same network: login.example.internal',
    ),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe(
      'Mail server, such as smtps://user:password@mail.example.org; without it mail is kept at /dev/mail',
    ),
  SMTP_ALLOW_PLAINTEXT: flag.default(false).describe('Accept a mail server on another host without TLS'),
  MAIL_ENABLED: flag
    .default(true)
    .describe('false sends no mail, and keeps it in the database: for an installation without a mail server'),
  MAIL_FROM: z.string().min(3).default('Guildhall <portal@localhost>').describe('Sender of all mail'),
  SMS_ENABLED: flag
    .default(true)
    .describe('false sends no message to any phone: the switch for an emergency'),
  SMS_GATEWAY_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'HTTP gateway for messages to phones; without it they are kept, and in production switched off',
    ),
  SMS_GATEWAY_TOKEN: z.string().min(1).optional().describe('Token for the gateway'),
  SMS_GATEWAY_AUTHORIZATION: z
    .string()
    .min(1)
    .default('Bearer {token}')
    .describe('How the gateway takes its token, such as Basic {token} or App {token}'),
  SMS_GATEWAY_BODY: z
    .string()
    .min(1)
    .default('{"from":"{from}","to":"{to}","text":"{text}","id":"{id}"}')
    .describe('What is posted to the gateway: JSON, or a form such as From={from}&To={to}&Body={text}'),
  SMS_FROM: z.string().max(20).default('Guildhall').describe('Sender of messages, as the gateway allows it'),
  SMS_COUNTRIES: countries
    .optional()
    .describe('Countries whose numbers get messages, such as US,CA,UA; without it all of them'),
  SMS_DEFAULT_COUNTRY: country
    .default('US')
    .describe('Country of numbers that are written without a country code'),
  SMS_HOURLY_LIMIT_PER_COUNTRY: z.coerce
    .number()
    .int()
    .positive()
    .default(200)
    .describe('Messages that visitors can cause in one hour to numbers of one country'),
  BRAND_NAME: z
    .string()
    .min(1)
    .max(60)
    .default('Guildhall')
    .describe('Name shown where no association is known'),
  BRAND_HUE: z.coerce
    .number()
    .int()
    .min(0)
    .max(359)
    .default(210)
    .describe('Hue of the brand colour, 0 to 359'),
  PSEUDO_LOCALE: flag
    .default(false)
    .describe(
      'Adds the language en-XA, a disguised English that shows which words are not translated; for development',
    ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .optional()
    .describe('How much is logged; info in production, otherwise warn'),
  METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('Bearer token for /metrics; without it metrics answer on loopback only'),
  RATE_LIMIT_READS: perMinute
    .default(1200)
    .describe('Pages and reads a minute for one account, or for the visitors of one network'),
  RATE_LIMIT_WRITES: perMinute
    .default(240)
    .describe('Writes a minute for one account, or for the visitors of one network'),
  PASSWORD_MEMORY_KIB: z.coerce
    .number()
    .int()
    .min(8)
    .default(19_456)
    .describe('argon2id: memory for one password'),
  PASSWORD_ITERATIONS: z.coerce.number().int().min(1).default(2).describe('argon2id: passes over the memory'),
  PASSWORD_PARALLELISM: z.coerce.number().int().min(1).default(1).describe('argon2id: lanes'),
  CLOSING_GRACE_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(90)
    .default(14)
    .describe('Days between closing an account and its erasure, in which its owner may come back'),
  UNDO_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe('Days in which an import of people, or a merge of two entries, can be undone'),
  FOUNDING: z
    .enum(['closed', 'approved', 'open'])
    .default('closed')
    .describe(
      'Who founds associations in the portal: nobody, anyone signed in once a platform administrator approves, or anyone signed in',
    ),
  FOUNDING_DOMAIN: z
    .string()
    .trim()
    .toLowerCase()
    .regex(
      /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/,
      'A name of a domain, such as example.org',
    )
    .optional()
    .describe(
      'Domain below which each association that is founded in the portal gets a host name of its own, such as example.org for name.example.org',
    ),
  TENANT_CLOSING_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe(
      'Days between the wish to close an association and its end, in which it can be read and taken out, and closing be taken back',
    ),
  SESSION_IDLE_SECONDS: seconds.default(14 * 86_400).describe('A session not used for so long ends'),
  SESSION_MAX_SECONDS: seconds.default(60 * 86_400).describe('A session ends after so long, used or not'),
  STEP_UP_SECONDS: seconds
    .default(600)
    .describe('How long it counts that somebody showed their strongest factor, for what asks for it'),
  DEVICE_TRUST_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(365)
    .default(30)
    .describe(
      'How long a browser may go without the second step, where its owner wishes; 0 offers it to nobody',
    ),
} satisfies Record<string, z.ZodType>

const schema = z.object(settings)

export type Settings = z.output<typeof schema>

export interface Config extends Omit<Settings, 'LOG_LEVEL'> {
  LOG_LEVEL: NonNullable<Settings['LOG_LEVEL']>
  /** Demo accounts and the pages under /dev: only with no database configured, not in production. */
  demo: boolean
  /** Answer only to names of this machine: another name that leads here is a website's trick to read the demo. */
  localNamesOnly: boolean
  /** Where messages to phones go. `off`: nobody is asked for a number, since nothing would arrive. */
  sms: 'gateway' | 'kept' | 'off'
  /** SECRET, or outside production one that the data folder keeps. */
  secret: string
  /** ENCRYPTION_KEYS, the current one first; outside production one that is made from the secret. */
  encryptionKeys: readonly KeyEncryptionKey[]
  /** AUDIT_SIGNING_KEY, the current one first; elsewhere one that is made from the secret. */
  auditSigningKeys: readonly Buffer[]
}

/** The one place that reads the environment. Throws a StartupError that lists all that is wrong. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const issues = schema.safeParse(given).error?.issues ?? []
  const wrong = new Set(issues.map(({ path: [name] }) => name))
  // Without those that are wrong, so that one start tells of the others too.
  const config = schema.parse(Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name))))
  const production = config.NODE_ENV === 'production'
  const linesOf = (problems: Problem[]) =>
    problems.filter(({ of }) => !of.some((name) => wrong.has(name))).map(({ text }) => `  ${text}`)
  const refusals = [
    list(
      'These settings are not right:',
      [
        ...issues.map((issue) => `  ${issue.path.join('.')}: ${whatIsWrong(issue)}`),
        ...linesOf(incompleteIn(config)),
      ],
      'See .env.example for what each one takes.',
    ),
    list('Guildhall does not start in production like this:', linesOf(production ? unsafeIn(config) : [])),
  ].flat()
  if (refusals.length > 0) throw new StartupError(refusals.join('\n'))
  const secret = config.SECRET ?? keptSecret(config.DATA_DIR)
  const { ENCRYPTION_KEYS = [madeFromSecret], AUDIT_SIGNING_KEY = [madeFromSecret] } = config
  return {
    ...config,
    LOG_LEVEL: config.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    demo: !production && !config.DATABASE_URL,
    localNamesOnly: !production && !config.DATABASE_URL,
    sms: waysOfSms(config, production),
    secret,
    auditSigningKeys: AUDIT_SIGNING_KEY.map((key) =>
      key === madeFromSecret ? derivedKey(secret, 'audit signing') : key,
    ),
    encryptionKeys: ENCRYPTION_KEYS.map((key) =>
      key === madeFromSecret ? { id: key, key: derivedKey(secret, 'encryption') } : key,
    ),
  }
}

/** What is wrong with how settings stand together. It is not told where one of them is wrong by itself. */
interface Problem {
  of: Array<keyof Settings>
  text: string
}

function list(title: string, lines: readonly string[], end?: string): string[] {
  return lines.length === 0 ? [] : [title, ...lines, ...(end === undefined ? [] : [end])]
}

/** What operators read should not need to know what a parser calls things. */
function whatIsWrong(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `has to be a ${issue.expected === 'int' ? 'whole number' : issue.expected}`
    case 'too_small':
      return issue.origin === 'string'
        ? `has to have at least ${issue.minimum} characters`
        : `has to be ${issue.minimum} or more`
    case 'too_big':
      return `has to be ${issue.maximum} or less`
    case 'invalid_value':
      return `has to be one of: ${issue.values.join(', ')}`
    case 'invalid_format':
      return issue.format === 'url' ? 'has to be an address, with what stands before ://' : issue.message
    default:
      return issue.message
  }
}

function waysOfSms({ SMS_ENABLED, SMS_GATEWAY_URL }: Settings, production: boolean): Config['sms'] {
  if (!SMS_ENABLED) return 'off'
  if (SMS_GATEWAY_URL) return 'gateway'
  return production ? 'off' : 'kept'
}

function keptSecret(folder: string): string {
  const file = join(folder, 'secret')
  mkdirSync(folder, { recursive: true })
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new StartupError(`The data folder ${folder} cannot be written to. Choose another with DATA_DIR.`)
  }
  return readFileSync(file, 'utf8')
}

function incompleteIn(config: Settings): Problem[] {
  const problems: Problem[] = []
  if (config.FILES_DRIVER === 's3' && !config.FILES_S3_BUCKET)
    problems.push({
      of: ['FILES_DRIVER', 'FILES_S3_BUCKET'],
      text: 'FILES_DRIVER is s3, so FILES_S3_BUCKET has to say which bucket.',
    })
  if (!config.FILES_S3_ACCESS_KEY_ID !== !config.FILES_S3_SECRET_ACCESS_KEY)
    problems.push({
      of: ['FILES_S3_ACCESS_KEY_ID', 'FILES_S3_SECRET_ACCESS_KEY'],
      text: 'FILES_S3_ACCESS_KEY_ID and FILES_S3_SECRET_ACCESS_KEY go together: set both or none.',
    })
  return problems
}

function unsafeIn(config: Settings): Problem[] {
  const problems: Problem[] = []
  const add = (text: string, ...of: Problem['of']) => problems.push({ of, text })
  if (!config.SECRET) add('SECRET is not set. Make one with: openssl rand -base64 48', 'SECRET')
  else if (new Set(config.SECRET).size < 10 || /change|secret|example/i.test(config.SECRET))
    add('SECRET looks like a default. Make a random one with: openssl rand -base64 48', 'SECRET')
  if (!config.ENCRYPTION_KEYS)
    add(
      'ENCRYPTION_KEYS is not set. Make one with: echo "$(date +%Y-%m):$(openssl rand -base64 32)" and keep it apart from the backups.',
      'ENCRYPTION_KEYS',
    )
  if (!config.AUDIT_SIGNING_KEY && config.ROLE !== 'web')
    add('AUDIT_SIGNING_KEY is not set. Make one with: openssl rand -base64 32', 'AUDIT_SIGNING_KEY', 'ROLE')
  if (!config.BASE_URL) add('BASE_URL is not set. Mails would carry links that lead nowhere.', 'BASE_URL')
  if (config.SMS_GATEWAY_URL?.startsWith('http:') && !isThisMachine(new URL(config.SMS_GATEWAY_URL).hostname))
    add(
      'SMS_GATEWAY_URL leads to another host without TLS. Codes would travel in the open.',
      'SMS_GATEWAY_URL',
    )
  if (!config.SMTP_URL && config.MAIL_ENABLED)
    add(
      'SMTP_URL is not set. Nobody could confirm an address or set a new password. Set MAIL_ENABLED=false where that is wanted.',
      'SMTP_URL',
      'MAIL_ENABLED',
    )
  if (config.PSEUDO_LOCALE) add('PSEUDO_LOCALE is on. It is for development.', 'PSEUDO_LOCALE')
  if (!config.DATABASE_URL)
    add('DATABASE_URL is not set. The embedded database is for trying and for development.', 'DATABASE_URL')
  for (const name of ['DATABASE_URL', 'MIGRATION_DATABASE_URL'] as const)
    if (config[name] && !config.DATABASE_ALLOW_PLAINTEXT && reachesOverPlaintext(config[name]))
      add(
        `${name} leads to another host without TLS. Add sslmode=verify-full, or set DATABASE_ALLOW_PLAINTEXT=true where the network is yours.`,
        name,
        'DATABASE_ALLOW_PLAINTEXT',
      )
  return problems
}

function reachesOverPlaintext(databaseUrl: string): boolean {
  const url = new URL(databaseUrl)
  const host = url.searchParams.get('host') ?? url.hostname
  const local = host === '' || host.startsWith('/') || isThisMachine(host)
  const mode = url.searchParams.get('sslmode')
  return !local && !['require', 'verify-ca', 'verify-full'].includes(mode ?? '')
}

function isThisMachine(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/.test(host)
}

/** The text of `.env.example`. */
export function environmentExample(): string {
  const lines = [
    '# Every setting of Guildhall. Copy to .env and change what you need; all of them are optional in development.',
    '',
  ]
  for (const [name, setting] of Object.entries(settings)) {
    const initial = schema.shape[name as keyof typeof settings].safeParse(undefined)
    const value = initial.success && initial.data !== undefined ? String(initial.data) : ''
    lines.push(`# ${setting.description ?? ''}`, `#${name}=${value}`, '')
  }
  return lines.join('\n')
}
