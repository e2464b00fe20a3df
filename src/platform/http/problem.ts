import type { ErrorRequestHandler, Request, Response } from 'express'
import { AppError, away, busy, malformed, tooLarge, unsupportedMedia } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Issue, Translate } from '../presentation/view.ts'
import { type CodedIssue, issueKeyOf } from '../run/issues.ts'
import type { Words } from '../words.ts'
import { visitOf } from './entry.ts'

/** RFC 9457. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  code: string
  requestId: string
  issues?: Issue[]
}

/** What anything thrown means to whoever asked. What we did not expect is ours, and tells nothing of itself. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const fault = error as {
    type?: unknown
    status?: unknown
    expose?: unknown
    code?: unknown
    message?: unknown
    syscall?: unknown
  }
  if (fault.type === 'entity.too.large' || fault.type === 'parameters.too.many') return tooLarge()
  if (fault.type === 'encoding.unsupported' || fault.type === 'charset.unsupported') return unsupportedMedia()
  // What body parsers refuse, down to a body that does not unpack, is marked as fit to be shown.
  if (error instanceof URIError || (fault.expose === true && fault.status === 400)) return malformed()
  // PostgreSQL text holds no NUL and no broken UTF-16; a message with one cannot have been meant.
  if (fault.code === '22021' || fault.code === '22P05') return malformed()
  if (isAway(fault)) return away({ headers: { 'Retry-After': '10' } })
  if (isBusy(fault)) return busy({ headers: { 'Retry-After': '1' } })
  return new AppError('request.fault', 500)
}

interface Fault {
  code?: unknown
  message?: unknown
  syscall?: unknown
}

/** The database cannot be reached, or has just gone: whatever keeps a connection from being made, and how one ends. */
function isAway({ code, message, syscall }: Fault): boolean {
  return (
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    (typeof code === 'string' && /^(08...|57P0\d|ECONNREFUSED|ECONNRESET|EPIPE)$/.test(code)) ||
    /Connection terminated|Client has encountered a connection error/.test(String(message))
  )
}

/** The database is full or too slow just now: nothing was changed, and another try may work. */
function isBusy({ code, message }: Fault): boolean {
  return (
    (typeof code === 'string' && /^(53...|57014|P2024|P2028)$/.test(code)) ||
    /timeout exceeded when trying to connect/.test(String(message))
  )
}

export function withWords(issues: readonly Issue[], t: Translate): Issue[] {
  return issues.map(({ pointer, code, message, ...rest }) => ({
    pointer,
    code,
    message: message || t(issueKeyOf(code), (rest as Partial<CodedIssue>).values),
  }))
}

export function problemOf(error: AppError, t: Translate, requestId: string): Problem {
  return {
    type: 'about:blank',
    title: t(`request.status.${error.status}`),
    status: error.status,
    detail: t(error.messageKey, error.values),
    code: error.code,
    requestId,
    ...(error.issues ? { issues: withWords(error.issues, t) } : {}),
  }
}

export function logFault(log: Log, error: unknown, known: AppError, request: Request): void {
  if (known.status >= 500)
    log.error({ err: error, requestId: visitOf(request).caller.request.id }, 'request failed')
}

/** The end of the API's chain: every error becomes problem+json. */
export function problemHandler(log: Log, words: Words): ErrorRequestHandler {
  return (error: unknown, request: Request, response: Response, _next) => {
    const known = toAppError(error)
    logFault(log, error, known, request)
    // Half an answer cannot become another one: the connection ends, and whoever asked sees that it did.
    if (response.headersSent) return void response.destroy()
    const { caller } = visitOf(request)
    for (const [name, value] of Object.entries(known.headers)) response.setHeader(name, value)
    response.statusCode = known.status
    response.setHeader('Content-Type', 'application/problem+json; charset=utf-8')
    response.setHeader('Cache-Control', 'no-store')
    response.end(JSON.stringify(problemOf(known, words.in(caller.locale()), caller.request.id)))
  }
}
