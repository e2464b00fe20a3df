import { z } from 'zod'
import { fileField } from '../../platform/storage/incoming.ts'
import { writtenText } from '../../platform/text.ts'
import { TranslatedReply } from '../../platform/translated-text.ts'
import { NewPassword, Token, TypedAddress } from '../identity/index.ts'
import { mainNames, offeredLocales, timeZone } from '../people/index.ts'
import { lineColumns } from './file/lines.ts'
import { invitationDays, invitationStates } from './invitation.ts'

export const Nothing = z.strictObject({})

const Moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

export const InvitePerson = z.strictObject({
  unitId: z.uuid({ error: ({ input }) => (input === undefined || input === '' ? 'notChosen' : undefined) }),
  address: TypedAddress,
  ...mainNames,
  role: z
    .string()
    .trim()
    .max(36)
    .nullish()
    .transform((role) => role || null),
  roleEndsAt: Moment.nullish().transform((at) => at ?? null),
  days: z.coerce
    .number()
    .int()
    .min(invitationDays.least)
    .max(invitationDays.most)
    .default(invitationDays.usual),
  greeting: writtenText(500)
    .nullish()
    .transform((text) => text ?? null),
  locale: z.enum(offeredLocales).default('en'),
})

export const InviteToClaim = InvitePerson.omit({
  unitId: true,
  givenName: true,
  familyName: true,
  role: true,
  roleEndsAt: true,
}).extend({
  personId: z.uuid(),
})

export const InvitationReference = z.strictObject({ invitationId: z.uuid() })

export const InvitationReply = z
  .strictObject({
    id: z.uuid(),
    unitId: z.uuid(),
    personId: z.uuid().nullable(),
    state: z.enum(invitationStates),
    expiresAt: z.date(),
  })
  .meta({ id: 'Invitation' })

export const InvitationDetail = z
  .strictObject({
    id: z.uuid(),
    state: z.enum(invitationStates),
    address: z.string(),
    name: z.string(),
    unit: z.strictObject({ id: z.uuid(), name: z.string() }),
    /** Of whom nobody signs in as yet, where it is for them. */
    personId: z.uuid().nullable(),
    role: z.string().nullable(),
    roleName: TranslatedReply.nullable(),
    roleEndsAt: z.date().nullable(),
    greeting: z.string().nullable(),
    locale: z.string(),
    invitedBy: z.string().nullable(),
    createdAt: z.date(),
    lastSentAt: z.date().nullable(),
    sends: z.int(),
    expiresAt: z.date(),
    endedAt: z.date().nullable(),
    acceptedBy: z.strictObject({ personId: z.uuid(), name: z.string() }).nullable(),
    /** What will happen when it is accepted that whoever invites may not expect, in words. */
    notes: z.array(z.string()),
    abilities: z.strictObject({ resend: z.boolean(), withdraw: z.boolean() }),
  })
  .meta({ id: 'InvitationDetail' })

export const WithToken = z.strictObject({ token: Token })

/** What whoever has the link reads. */
export const Invited = z
  .strictObject({
    state: z.enum(invitationStates),
    association: z.string(),
    unit: z.string().nullable(),
    /** Null where they are gone. */
    invitedBy: z.string().nullable(),
    role: z.string().nullable(),
    roleName: TranslatedReply.nullable(),
    roleEndsAt: z.date().nullable(),
    needsSecondFactor: z.boolean(),
    greeting: z.string().nullable(),
    givenName: z.string().nullable(),
    familyName: z.string().nullable(),
    /** As much of the address as its owner knows it by. */
    address: z.string(),
    expiresAt: z.date(),
    /** Where the unit is: whoever is not signed in reads times of there. */
    timeZone: z.string(),
    /** They are known by this name already, and take over what the association has of them. */
    claimedName: z.string().nullable(),
    /** `newcomer`: makes an account; `signIn`: has one; `you`: is signed in with it; `other`: is signed in with another. */
    reader: z.enum(['newcomer', 'signIn', 'you', 'other']),
    providers: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
    /** Whether people get in by these only. */
    providerOnly: z.boolean(),
  })
  .meta({ id: 'Invited' })

/** Whoever is known already need not say their name. */
export const AcceptAsNewcomer = z.strictObject({
  token: Token,
  ...mainNames,
  password: z.union([NewPassword, z.null()]).optional(),
  timeZone: timeZone.default('UTC'),
})

export const Accepted = z
  .strictObject({ tenantId: z.uuid(), unitId: z.uuid(), personId: z.uuid() })
  .meta({ id: 'InvitationAccepted' })

export const InvitationLetter = z
  .strictObject({
    channel: z.enum(['email', 'phone']),
    to: z.string(),
    name: z.string(),
    locale: z.string(),
    association: z.string(),
    unit: z.string(),
    invitedBy: z.string(),
    greeting: z.string(),
    timeZone: z.string(),
    expiresAt: z.date(),
    token: z.string(),
  })
  .nullable()

export const AcceptanceLetter = z
  .strictObject({
    inviterId: z.uuid(),
    name: z.string(),
    unit: z.string(),
    invitationId: z.uuid(),
    /** They came in without the role that was promised. */
    lacksRole: z.boolean(),
  })
  .nullable()

export const PlacesToInvite = z.strictObject({
  items: z.array(z.strictObject({ id: z.uuid(), name: z.string(), level: z.int() })),
})

export const RolesToGive = z.strictObject({
  items: z.array(z.strictObject({ role: z.string(), name: TranslatedReply.nullable() })),
})

export const ClaimablePerson = z
  .strictObject({
    personId: z.uuid(),
    name: z.string(),
    address: z.string().nullable(),
    unitName: z.string(),
    /** Somebody signs in as this person already. */
    signsIn: z.boolean(),
  })
  .meta({ id: 'ClaimablePerson' })

export const PersonReference = z.strictObject({ personId: z.uuid() })

export type InvitePerson = z.output<typeof InvitePerson>
export type Invited = z.output<typeof Invited>
export type InvitationDetail = z.output<typeof InvitationDetail>
export type ClaimablePerson = z.output<typeof ClaimablePerson>
export type PlacesToInvite = z.output<typeof PlacesToInvite>
export type RolesToGive = z.output<typeof RolesToGive>

export const ReceiveFile = z.strictObject({ unitId: z.uuid(), file: fileField('invitations.error.noFile') })

/** A file that was received, as only whoever sent it can name it. */
export const FileReference = z
  .strictObject({
    unitId: z.uuid().describe('The unit that the file was handed in for.'),
    fileId: z.uuid().describe('The file that was handed in.'),
    ticket: z.string().regex(/^[\w-]{43}$/),
  })
  .meta({ id: 'InvitationFile' })

export const PreviewFile = FileReference.extend({})

export const fileModes = ['all', 'good'] as const

export const StartFile = FileReference.extend({
  mode: z.enum(fileModes).describe('`all`: all lines or none; `good`: those that can be sent.'),
  days: InvitePerson.shape.days,
  greeting: InvitePerson.shape.greeting,
  locale: InvitePerson.shape.locale,
})

export const FilePreview = z
  .strictObject({
    unitId: z.uuid(),
    unitName: z.string(),
    /** Headings that mean nothing here, and are left out. */
    leftOut: z.array(z.string()),
    ready: z.int(),
    refused: z.int(),
    /** The first of them, those that would be refused before all others. */
    rows: z.array(
      z.strictObject({
        row: z.int(),
        address: z.string(),
        name: z.string(),
        unit: z.string().nullable(),
        role: z.string().nullable(),
        roleName: TranslatedReply.nullable(),
        issues: z.array(z.strictObject({ column: z.enum(lineColumns).nullable(), code: z.string() })),
        /** What will happen when it is accepted that whoever invites may not expect, in words. */
        notes: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'InvitationFilePreview' })

/** One line, which waits as a draft until the whole file goes out. */
export const DraftInvitation = z.strictObject({
  batchId: z.uuid(),
  startedBy: z.uuid(),
  row: z.int(),
  unitId: z.uuid(),
  channel: z.enum(['email', 'phone']),
  address: z.string(),
  ...mainNames,
  role: z.string().nullable(),
  greeting: z.string().nullable(),
  days: z.int(),
  locale: z.string(),
})

export const SendDrafts = z.strictObject({
  batchId: z.uuid(),
  /** All at once, or none of them. */
  all: z.boolean(),
  /** How many of the file went out before. */
  before: z.int(),
  /** Makes two steps two calls. */
  step: z.int(),
})

export type FilePreview = z.output<typeof FilePreview>
