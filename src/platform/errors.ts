import type { Issue, MessageValues } from './presentation/view.ts'

export interface ErrorDetails {
  /** Fills the placeholders of the message. */
  values?: MessageValues
  issues?: Issue[]
  headers?: Record<string, string>
}

/**
 * A refusal that people and programs may see. `code` is stable; the words come from the locale key
 * `<room>.error.<name>`, so the same refusal reads well in each language and as a page.
 */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly values: MessageValues
  readonly issues: Issue[] | undefined
  readonly headers: Record<string, string>

  constructor(code: string, status: number, details: ErrorDetails = {}) {
    super(code)
    this.name = 'AppError'
    this.code = code
    this.status = status
    this.values = details.values ?? {}
    this.issues = details.issues
    this.headers = details.headers ?? {}
  }

  get messageKey(): string {
    return messageKeyOf(this.code)
  }
}

export function messageKeyOf(code: string): string {
  const dot = code.indexOf('.')
  return `${code.slice(0, dot)}.error.${code.slice(dot + 1)}`
}

const defined = new Map<string, number>()

/** Declares a named refusal once; calling it makes the error to throw. */
export function defineError(code: string, status: number): (details?: ErrorDetails) => AppError {
  defined.set(code, status)
  return (details) => new AppError(code, status, details)
}

/** Code and status of every refusal that was declared. */
export function definedErrors(): ReadonlyMap<string, number> {
  return defined
}

export const notFound = defineError('request.notFound', 404)
export const signedOut = defineError('request.signedOut', 401)
export const notAllowed = defineError('request.notAllowed', 403)
export const crossSite = defineError('request.crossSite', 403)
export const foreignName = defineError('request.foreignName', 421)
export const secondFactorNeeded = defineError('request.secondFactorNeeded', 403)
export const stepUpNeeded = defineError('request.stepUpNeeded', 403)
export const tokenInvalid = defineError('request.tokenInvalid', 401)
export const notAsAnother = defineError('request.notAsAnother', 403)
export const tokenRefused = defineError('request.tokenRefused', 403)
export const tokenScope = defineError('request.tokenScope', 403)
export const noPerson = defineError('request.noPerson', 403)
/** Their session was begun in another way than by a sign-in provider, which the association asks for. */
export const providerNeeded = defineError('request.providerNeeded', 403)
/** Suspended, expelled or the like: the page about one's own membership says what holds and whom to ask. */
export const membershipRests = defineError('request.membershipRests', 403)
/** Of the association as a whole. Its administrators may read why. */
export const tenantSuspended = defineError('request.tenantSuspended', 403)
export const tenantClosing = defineError('request.tenantClosing', 409)
export const tenantClosed = defineError('request.tenantClosed', 403)
/** A platform administrator who looks into an association reads there, and does nothing. */
export const onlyLooking = defineError('request.onlyLooking', 403)
export const malformed = defineError('request.malformed', 400)
export const tooLarge = defineError('request.tooLarge', 413)
export const unsupportedMedia = defineError('request.unsupportedMedia', 415)
export const methodNotAllowed = defineError('request.methodNotAllowed', 405)
export const tooMany = defineError('request.tooMany', 429)
export const stale = defineError('request.stale', 412)
export const keyReused = defineError('request.keyReused', 422)
/** A repeat of what answered a secret: it was shown once and is kept nowhere. */
export const alreadyDone = defineError('request.alreadyDone', 409)
/** `missing`: what is asked, in words. */
export const notEligible = defineError('request.notEligible', 409)
export const alreadyExists = defineError('request.alreadyExists', 409)
export const stillInUse = defineError('request.stillInUse', 409)
export const busy = defineError('request.busy', 503)
/** The database cannot be reached. */
export const away = defineError('request.away', 503)

const notRight = defineError('request.invalid', 422)

export function invalid(issues: Issue[]): AppError {
  return notRight({ issues })
}
