import { z } from 'zod'
import { nameText, writtenText } from '../../platform/text.ts'
import { TranslatedReply } from '../../platform/translated-text.ts'
import { hasName, mainNames, nameless, timeZone } from '../people/index.ts'
import { EmailAddress, TypedAddress } from './address.ts'
import { OneTimeCode } from './code.ts'
import { GivenPassword, NewPassword } from './password.ts'
import { openStatuses, resetStates, waitHours } from './second-step-reset.ts'
import { Token } from './token.ts'

export const Nothing = z.strictObject({})

export const AdmitFounder = z.strictObject({
  accountId: z.uuid(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  locale: z.string(),
  timeZone: z.string(),
})

export const BeginVisit = z.strictObject({
  visitId: z.uuid(),
  accountId: z.uuid(),
  tenantId: z.uuid(),
  until: z.date(),
})

const signUpFields = {
  ...mainNames,
  address: TypedAddress,
  timeZone: timeZone.default('UTC'),
  unitId: z
    .uuid()
    .nullish()
    .transform((unitId) => unitId ?? null)
    .describe(
      'A unit that one wants to come to as well: at once where it is open to all, else by asking there.',
    ),
  message: z
    .string()
    .trim()
    .max(1000)
    .nullish()
    .transform((text) => text || null)
    .describe('What the staff of that unit read, where they decide.'),
  ref: z
    .string()
    .max(200)
    .nullish()
    .transform((code) => code || null)
    .describe('The code of the link of a member, by which one comes; one that does not count stops nobody.'),
}

export const RequestSignUp = z.strictObject(signUpFields).refine(hasName, nameless)

/** It says nothing about the address, whether or not anybody has it. */
export const SignUpRequested = z
  .strictObject({
    association: z
      .enum(['joins', 'asks'])
      .describe(
        'Whether one becomes a member at once, or waits until the staff of the association have decided.',
      ),
    unit: z
      .enum(['joins', 'asks', 'none'])
      .nullable()
      .describe(
        'What comes of the unit that was named: one joins it, one asks there, or it takes nobody. Null where none was.',
      ),
    referral: z
      .enum(['counts', 'unknown'])
      .nullable()
      .describe('Whether the link of a member counts by which one comes. Null where there was none.'),
  })
  .meta({ id: 'SignUpRequested' })

/** Who joins by signing up. */
export const SignedUp = z
  .strictObject({
    entry: z
      .string()
      .nullable()
      .describe(
        'The name of the entry that the association kept with the address and that is now yours, names included; null where there was none.',
      ),
  })
  .meta({ id: 'SignedUp' })

export const WithToken = z.strictObject({ token: Token })

export const WithCode = z.strictObject({ code: OneTimeCode })

export const WithAddress = z.strictObject({ address: TypedAddress })

/** Whoever confirms an address is who sets the password: no stranger has chosen it before. */
export const ConfirmByLink = z.strictObject({ token: Token, password: NewPassword })

export const ConfirmByCode = z.strictObject({ code: OneTimeCode, password: NewPassword })

export const SignIn = z.strictObject({ address: TypedAddress, password: GivenPassword })

const bytes = (most: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .max(most)

/** Of `readPasskeyRequest` or `readPasskeyCreation`; it says until when it counts. */
const ticket = z.string().regex(/^[\w-]{43}\.\d{13}$/)

/** As PublicKeyCredential.toJSON makes it. Browsers add fields as they like: what is not needed is left out. */
const credentialFields = { id: bytes(1400), rawId: bytes(1400), type: z.literal('public-key') }

export const GivenPasskey = z.strictObject({
  ticket,
  credential: z.object({
    ...credentialFields,
    response: z.object({
      clientDataJSON: bytes(4000),
      authenticatorData: bytes(4000),
      signature: bytes(4000),
      userHandle: bytes(100).optional(),
    }),
  }),
})

export const NewPasskey = z.strictObject({
  ticket,
  credential: z.object({
    ...credentialFields,
    response: z.object({
      clientDataJSON: bytes(4000),
      attestationObject: bytes(20_000),
      transports: z.array(z.string().max(40)).max(10).default([]),
    }),
  }),
})

function isOneOf({
  code,
  password,
  passkey,
}: {
  code?: string
  password?: string
  passkey?: object
}): boolean {
  return [code, password, passkey].filter((each) => each !== undefined).length === 1
}

/** One of the three: a passkey, a code (of the app, a recovery code, or one that was sent), or the password. */
export const StepUp = z
  .strictObject({
    code: z.string().trim().min(1).max(40).optional(),
    password: GivenPassword.optional(),
    passkey: GivenPasskey.optional(),
  })
  .refine(isOneOf, { path: ['code'], params: { code: 'required' } })

export const CompleteSignIn = z
  .strictObject({
    /** Six digits of the app, or a recovery code. */
    code: z.string().trim().min(1).max(40).optional(),
    passkey: GivenPasskey.optional(),
    /** Not asked again in this browser for some days. */
    trust: z.boolean().default(false),
  })
  .refine(isOneOf, { path: ['code'], params: { code: 'required' } })

export const SignInWithPasskey = z.strictObject({ passkey: GivenPasskey })

export const MyAssociations = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        name: z.string(),
        /** The one that this request is about. */
        isHere: z.boolean(),
        /** Its own host name; null where one chooses it at the address of the portal. */
        host: z.string().nullable(),
        href: z.string(),
      }),
    ),
  })
  .meta({ id: 'MyAssociations' })

export type MyAssociations = z.output<typeof MyAssociations>

export const AskForPasskey = z.strictObject({ purpose: z.enum(['signIn', 'secondStep', 'stepUp']) })

export const RequestOptions = z
  .strictObject({ ticket: z.string(), publicKey: z.looseObject({ challenge: z.string() }) })
  .meta({
    id: 'PasskeyRequest',
    description: 'publicKey is what PublicKeyCredential.parseRequestOptionsFromJSON takes.',
  })

export const CreationOptions = z
  .strictObject({ ticket: z.string(), publicKey: z.looseObject({ challenge: z.string() }) })
  .meta({
    id: 'PasskeyCreation',
    description: 'publicKey is what PublicKeyCredential.parseCreationOptionsFromJSON takes.',
  })

const passkeyName = nameText(60)

export const AddPasskey = z.strictObject({ name: passkeyName, passkey: NewPasskey })

export const PasskeyReference = z.strictObject({ passkeyId: z.uuid() })

export const RenamePasskey = z.strictObject({ passkeyId: z.uuid(), name: passkeyName })

export const PasskeyList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        name: z.string(),
        /** The host name at which it works. */
        host: z.string(),
        mayBeSynced: z.boolean(),
        isBackedUp: z.boolean(),
        createdAt: z.date(),
        lastUsedAt: z.date().nullable(),
      }),
    ),
  })
  .meta({ id: 'PasskeyList' })

export const RecoveryCodes = z
  .strictObject({ recoveryCodes: z.array(z.string()) })
  .meta({ id: 'RecoveryCodes', description: 'Each works once. They are never shown again.' })

export const ChangeMyPassword = z.strictObject({ password: NewPassword })

export const SessionReference = z.strictObject({ sessionId: z.uuid() })

export const DeviceReference = z.strictObject({ deviceId: z.uuid() })

export const Channel = z.strictObject({ channel: z.enum(['email', 'phone']) })

export const Security = z
  .strictObject({
    email: z.string().nullable(),
    phone: z.string().nullable(),
    hasPassword: z.boolean(),
    passwordChangedAt: z.date(),
    secondStepSince: z.date().nullable(),
    recoveryCodesLeft: z.int(),
    secondStepAsked: z
      .boolean()
      .describe('Whether a role that you hold here waits until you have a second step.'),
  })
  .meta({ id: 'Security' })

export const SessionList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        /** Null: signed out, but remembered. */
        sessionId: z.uuid().nullable(),
        deviceId: z.uuid().nullable(),
        /** What an app calls itself and its device; null for a browser. */
        app: z.string().nullable(),
        browser: z.string().nullable(),
        system: z.string().nullable(),
        ipAddress: z.string().nullable(),
        createdAt: z.date(),
        lastSeenAt: z.date(),
        trustedUntil: z.date().nullable(),
        isThis: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'SessionList' })

/** For how long staff may use the portal as somebody else. */
export const actingMinutes = [5, 15, 30, 60] as const

export const ActFor = z.strictObject({
  personId: z.uuid(),
  reason: writtenText(500),
  minutes: z.coerce.number().int().min(1).max(60),
})

export const ActingFor = z
  .strictObject({ personId: z.uuid(), name: z.string(), until: z.date() })
  .meta({ id: 'ActingFor' })

export const WhomToActFor = z.strictObject({ personId: z.uuid(), name: z.string() })

export const ConnectApp = z.strictObject({
  /** What its owner will know it by among their devices. */
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .refine((name) => !/\p{Cc}/u.test(name), { params: { code: 'invalid' } }),
})

export const RefreshTokenOnly = z.strictObject({ refreshToken: z.string().min(1).max(200) })

export const AppTokens = z
  .strictObject({
    sessionId: z.uuid(),
    /** Comes with each request, as `Authorization: Bearer …`. */
    accessToken: z.string(),
    accessExpiresAt: z.date(),
    /** Exchanged for new tokens, once. */
    refreshToken: z.string(),
    /** Without a refresh until then, the app is signed out. */
    expiresAt: z.date(),
  })
  .meta({ id: 'AppTokens' })

export const SignedIn = z.strictObject({ next: z.enum(['done', 'secondStep']) }).meta({
  id: 'SignedIn',
  description: 'With `secondStep` there is no session yet: go on at /sign-in/second-step.',
})

export const AcceptInvitation = z
  .strictObject({ token: Token, ...mainNames, email: EmailAddress, password: NewPassword })
  .refine(hasName, nameless)

/** Whoever comes in has shown that the address of a new account is theirs. */
export const LetIn = z.strictObject({
  tenantId: z.uuid(),
  unitId: z.uuid(),
  account: z.union([
    z.strictObject({ accountId: z.uuid() }),
    z.strictObject({
      channel: z.enum(['email', 'phone']),
      address: z.string(),
      /** Null for whoever comes in by another way. */
      passwordHash: z.string().nullable(),
    }),
  ]),
  /** Somebody whom the association knows already, and whom nobody signs in as yet. */
  personId: z.uuid().nullable(),
  ...mainNames,
  locale: z.string(),
  timeZone,
})

export const InviteAdministrator = z.strictObject({ tenantId: z.uuid() })

export const InvitationLink = z.strictObject({ token: z.string(), expiresAt: z.date() })

export const ChooseAssociation = z.strictObject({ tenantId: z.uuid() })

export const ChosenAssociation = z.strictObject({ name: z.string() })

export const Addressees = z.strictObject({
  items: z.array(
    z.strictObject({
      personId: z.uuid(),
      name: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
      locale: z.string(),
    }),
  ),
})

export const ListAddressees = z.strictObject({ personIds: z.array(z.uuid()).max(10_000) })

const channel = z.enum(['email', 'phone'])

/** What goes to the address of a challenge. `none`: there is nobody to write to, or nothing to say any more. */
export const ChallengeLetter = z.strictObject({
  kind: z.enum([
    'join',
    'known',
    'signIn',
    'resetPassword',
    'noAccount',
    'changeAddress',
    'addressTaken',
    'undoChange',
    'stepUp',
    'unlock',
    'none',
  ]),
  channel,
  to: z.string(),
  name: z.string(),
  locale: z.string(),
  code: z.string().nullable(),
  token: z.string().nullable(),
})

/** Where a word about the account itself goes: its mail, or its phone where it has none. */
export const AccountLetter = z
  .strictObject({
    channel,
    to: z.string(),
    name: z.string(),
    locale: z.string(),
    timeZone: z.string(),
    /** The session that it is about, if it is about one. */
    session: z
      .strictObject({ userAgent: z.string().nullable(), ipAddress: z.string().nullable() })
      .nullable(),
  })
  .nullable()

export const ProviderReference = z.strictObject({ providerId: z.uuid() })

export const ProviderVersion = z.strictObject({ providerId: z.uuid(), version: z.int() })

export const BeginAtProvider = z.strictObject({
  providerId: z.uuid(),
  next: z.string().max(2000).optional(),
  ticket: z.string().max(200).optional(),
  ref: z
    .string()
    .max(200)
    .optional()
    .describe('The code of the link of a member, by which a newcomer comes.'),
})

export const CompleteProviderSignIn = z.strictObject({
  providerId: z.uuid(),
  /** Missing where the provider sent somebody back without one, and says why in `error`. */
  code: z.string().min(1).max(4000).optional(),
  state: z.string().min(1).max(4000),
  iss: z.string().max(1000).optional(),
  error: z.string().max(200).optional(),
})

export const ProviderSignedIn = z.strictObject({ next: z.string() }).meta({ id: 'ProviderSignedIn' })

export const Providers = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        name: z.string(),
        admits: z.boolean().describe('Whether newcomers come in by it.'),
      }),
    ),
    /** Whether people get in by these only. */
    providerOnly: z.boolean(),
  })
  .meta({ id: 'Providers' })

const providerFields = {
  name: nameText(60),
  clientId: z.string().trim().min(1).max(300),
  scopes: z
    .string()
    .trim()
    .regex(/^openid( [\w.:/-]+)*$/)
    .max(300)
    .default('openid email profile'),
  groupsClaim: z
    .string()
    .trim()
    .regex(/^[\w.:/-]{1,100}$/)
    .nullable()
    .default(null),
  /** Of e-mail, that are the association's own. */
  domains: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^([a-z0-9-]+\.)+[a-z0-9-]{2,}$/)
        .max(200),
    )
    .max(50)
    .default([]),
  /** Whether whoever it vouches for becomes a member. */
  admits: z.boolean(),
  roles: z
    .array(
      z.strictObject({
        group: nameText(200),
        /** The key of a built-in role, or the id of one that staff made. */
        role: z.string().min(1).max(36),
        unitId: z.uuid(),
      }),
    )
    .max(50)
    .default([]),
}

export const RolesForGroups = z.strictObject({
  items: z.array(
    z.strictObject({
      /** The key of a built-in role, or the id of one that staff made. */
      role: z.string(),
      /** Null where it is built in. */
      name: TranslatedReply.nullable(),
      /** Where it was made: it exists there and below. */
      unitName: z.string().nullable(),
    }),
  ),
})

export type RolesForGroups = z.output<typeof RolesForGroups>

export const AddProvider = z.strictObject({
  ...providerFields,
  issuer: z.url({ protocol: /^https?$/ }).max(500),
  clientSecret: z.string().min(1).max(500),
})

export const ChangeProvider = z.strictObject({
  providerId: z.uuid(),
  ...providerFields,
  clientSecret: z.string().max(500).optional(),
})

export const ManagedProvider = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    issuer: z.string(),
    clientId: z.string(),
    scopes: z.string(),
    groupsClaim: z.string().nullable(),
    domains: z.array(z.string()),
    admits: z.boolean(),
    roles: z.array(z.strictObject({ group: z.string(), role: z.string(), unitId: z.uuid() })),
    linkedCount: z.int(),
    version: z.int(),
  })
  .meta({ id: 'IdentityProvider' })

export const ProviderDetail = ManagedProvider.extend({
  /** What is registered at the provider as the address to come back to. */
  redirectUri: z.string(),
  /** How many wait for a role of a group, as they lack what is asked for it; each gets it once they do not. */
  waiting: z.int(),
  /** The first hundred of them. */
  waits: z.array(
    z.strictObject({
      personId: z.uuid(),
      name: z.string(),
      role: z.string(),
      roleName: TranslatedReply.nullable(),
      unitName: z.string(),
      /** What they lack, in words. */
      missing: z.string(),
    }),
  ),
}).meta({ id: 'IdentityProviderDetail' })

export const SignInRules = z
  .strictObject({ items: z.array(ManagedProvider), providerOnly: z.boolean() })
  .meta({ id: 'SignInRules' })

export const SignInRule = z.strictObject({ providerOnly: z.boolean() })

export const BegunLink = z
  .strictObject({ name: z.string(), path: z.string() })
  .meta({ id: 'BegunLink', description: 'The path of the portal at which the browser goes on.' })

export const SessionsOfPerson = z.strictObject({ personId: z.uuid() })

export const LinkedReference = z.strictObject({ linkedId: z.uuid() })

export const LinkedIdentities = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: z.uuid(),
        provider: z.string(),
        association: z.string(),
        email: z.string().nullable(),
        linkedAt: z.date(),
        lastUsedAt: z.date().nullable(),
      }),
    ),
    /** Providers of the association that are not linked yet. */
    linkable: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
  })
  .meta({ id: 'LinkedIdentities' })

export type AppTokens = z.output<typeof AppTokens>
export type Providers = z.output<typeof Providers>
export type ManagedProvider = z.output<typeof ManagedProvider>
export type ProviderDetail = z.output<typeof ProviderDetail>
export type SignInRules = z.output<typeof SignInRules>
export type LinkedIdentities = z.output<typeof LinkedIdentities>
export type GivenPasskey = z.output<typeof GivenPasskey>
export type NewPasskey = z.output<typeof NewPasskey>
export type PasskeyList = z.output<typeof PasskeyList>
export type Security = z.output<typeof Security>
export type SessionList = z.output<typeof SessionList>
export type ChallengeLetter = z.output<typeof ChallengeLetter>

export const WithPerson = z.strictObject({ personId: z.uuid() })

export const ResetReference = z.strictObject({ resetId: z.uuid() })

export const BeginReset = z.strictObject({
  personId: z.uuid(),
  /** How staff know that it is the owner who asks. The audit keeps it. */
  reason: writtenText(500),
})

export const ResetBegun = z.strictObject({ resetId: z.uuid(), dueAt: z.date() }).meta({ id: 'ResetBegun' })

export const ResetStopped = z
  .strictObject({ takenBack: z.boolean() })
  .meta({ id: 'ResetStopped', description: 'takenBack: it was completed already, and counts no more.' })

export const ResetReply = z
  .strictObject({
    id: z.uuid(),
    personId: z.uuid(),
    name: z.string(),
    state: z.enum(resetStates),
    reason: z.string().nullable(),
    openedAt: z.date(),
    begunAt: z.date().nullable(),
    begunBy: z.string().nullable(),
    /** Not before then. */
    dueAt: z.date().nullable(),
    expiresAt: z.date(),
    endedAt: z.date().nullable(),
    /** It is about the account of whoever reads it, who can only stop it. */
    isOwn: z.boolean(),
  })
  .meta({ id: 'SecondStepReset' })

export const HelpPreview = z
  .strictObject({ personId: z.uuid(), name: z.string(), hasSecondStep: z.boolean(), hours: z.int() })
  .meta({ id: 'SecondStepHelp' })

export const SetResetWait = z.strictObject({ hours: z.int().min(waitHours.least).max(waitHours.most) })

export const ResetWait = z
  .strictObject({ hours: z.int(), least: z.int(), most: z.int() })
  .meta({ id: 'SecondStepResetWait' })

export const MyReset = z
  .strictObject({
    underWay: z.strictObject({ state: z.enum(openStatuses), dueAt: z.date().nullable() }).nullable(),
  })
  .meta({ id: 'MySecondStepReset' })

export const ResetLetter = z
  .strictObject({
    email: z.string().nullable(),
    phone: z.string().nullable(),
    name: z.string(),
    locale: z.string(),
    timeZone: z.string(),
    associationName: z.string(),
    dueAt: z.date().nullable(),
    begunBy: z.string().nullable(),
    isOver: z.boolean(),
    token: z.string(),
    /** Persons who may help. */
    helpers: z.array(z.uuid()),
  })
  .nullable()

export type ResetReply = z.output<typeof ResetReply>
export type HelpPreview = z.output<typeof HelpPreview>
export type ResetWait = z.output<typeof ResetWait>
