import { randomUUID } from 'node:crypto'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express'
import type { ComponentType } from 'preact'
import { type ErrorAction, ErrorPage } from '../../../templates/pages/errors/error-page.tsx'
import type { Config } from '../config.ts'
import type { Endpoint } from '../declare/endpoint.ts'
import type { AnyCommand } from '../declare/operation.ts'
import type { AnyPage, Notice, PageContext, PageResult, Submission } from '../declare/page.ts'
import {
  type AppError,
  alreadyDone,
  keyReused,
  membershipRests,
  notAsAnother,
  providerNeeded,
  secondFactorNeeded,
  stale,
  stepUpNeeded,
  tenantClosed,
  tenantClosing,
  tenantSuspended,
  unsupportedMedia,
} from '../errors.ts'
import type { KeepsViews } from '../lists/saved-views.ts'
import type { Log } from '../log.ts'
import type { BrandLook } from '../presentation/brand.ts'
import type { FormState, View } from '../presentation/view.ts'
import { pseudoLocale } from '../pseudo-locale.ts'
import { mayEnter } from '../run/authorise.ts'
import { enterNewest, withNewestRights } from '../run/newest-rights.ts'
import type { Caller, Runner } from '../run/runner.ts'
import type { Services } from '../services.ts'
import { linksOn, type PageLink } from '../slots/links.ts'
import type { Words } from '../words.ts'
import { answerEndpoint, hasBody, queryFields } from './api.ts'
import type { Assets } from './assets.ts'
import { changedMeanwhile } from './changed-meanwhile.ts'
import type { CookieNames } from './cookies.ts'
import { createAnswer } from './drawing.ts'
import { chargeFor, nameRoute, visitOf } from './entry.ts'
import { decodeFields, decodeParams, keyField, typedValues, versionField, withRowsChanged } from './forms.ts'
import { fromCarried, postedForm, readMultipart, splitCarried, toCarried } from './posted-form.ts'
import { logFault, toAppError, withWords } from './problem.ts'
import { timeZoneOf } from './reader.ts'
import { inTurn, type RouteTable } from './route-table.ts'

export interface PortalParts {
  /** Asked for the views of a list that people saved. */
  keepsViews: KeepsViews | null
  pages: readonly AnyPage[]
  links: readonly PageLink[]
  endpoints: readonly Endpoint[]
  runner: Runner
  config: Config
  words: Words
  assets: Assets
  cookies: CookieNames
  log: Log
  services: Services
  /** How the pages of a unit look. */
  brandOf(tenantId: string, unitId: string): Promise<BrandLook | null>
}

const formLimit = '128kb'

const stepUpCode = stepUpNeeded().code
const alreadyDoneCode = alreadyDone().code
const staleCode = stale().code

/** Every page and button has its place in the table. Comes back with what draws errors. */
export function addPortalRoutes(table: RouteTable, parts: PortalParts): ErrorRequestHandler {
  const { pages, endpoints, links, runner, words, log, services, keepsViews, brandOf } = parts
  const readForm = express.text({
    limit: formLimit,
    type: 'application/x-www-form-urlencoded',
    defaultCharset: 'utf-8',
    // Browsers never compress a form; what does wants to unfold into more than was let in.
    inflate: false,
  })
  const readParts = readMultipart({ mediaTypes: [], limitBytes: 0 }, services.incoming)
  const readEither: RequestHandler = (request, response, next) =>
    (request.is('multipart/form-data') ? readParts : requireForm)(request, response, next)
  const say = createAnswer(parts)
  const answer = async (request: Request, response: Response, result: PageResult) => {
    await wearUnit(request, result)
    say(request, response, result)
  }
  const stepUpPage = pages.find(({ path }) => path === '/step-up')

  for (const page of pages) {
    const { show, submit } = page
    if (show) {
      table.add('get', page.path, async (request: Request, response: Response) => {
        nameRoute(response, page.name)
        const { caller } = visitOf(request)
        const shown = await runner.watch({ name: page.name }, request.params, caller, async () => {
          await enter(page, caller)
          chargeFor(page, request)
          return withNewestRights(caller, () => show(contextOf(request, null)))
        })
        await answer(request, response, shown)
      })
    }
    if (submit) {
      const { upload } = submit.command.http ?? {}
      const readers = upload
        ? [readMultipart(upload, services.incoming)]
        : [submit.multipart ? readEither : requireForm, readForm]
      const admit: RequestHandler = async (request, _response, next) => {
        if (page.show) visitOf(request).formAt = request.originalUrl
        // What was typed is read first, where it may have to wait for a step up.
        const { caller } = visitOf(request)
        await runner.watch(submit.command, request.params, caller, () =>
          enter({ permission: page.permission, whileStopped: page.whileStopped }, caller),
        )
        chargeFor(submit.command, request)
        next()
      }
      // Whoever is not let in is told so by a page of its own: `tellAtPage` hears only what comes after.
      table.add('post', page.path, admit, inTurn(...readers, submission(page, submit), tellAtPage(page)))
    }
  }

  for (const endpoint of endpoints)
    table.add(endpoint.method, endpoint.path, answerEndpoint(endpoint, runner, services, words))

  /** The pages of a unit look as it does, or as the nearest unit above it that chose. The page itself has said whether it is there. */
  async function wearUnit(request: Request, result: PageResult): Promise<void> {
    const { unitId } = request.params
    const visit = visitOf(request)
    const { tenantId } = visit.caller.actor
    if (result.kind !== 'drawing' || typeof unitId !== 'string' || tenantId === null) return
    visit.brand = await brandOf(tenantId, unitId)
  }

  function submission(page: AnyPage, submit: Submission<AnyCommand>): RequestHandler {
    return async (request, response) => {
      nameRoute(response, `${page.name}.submit`)
      const { caller } = visitOf(request)
      const { fields: posted, files } = postedForm(request)
      const { own, carried } = splitCarried(posted)
      const onItsWay = page === stepUpPage
      const fields = carried.length > 0 && !onItsWay ? fromCarried(carried) : own
      const waiting = onItsWay ? carried : []
      const context = contextOf(request, { fields, error: null }, waiting)
      const changed = page.show && withRowsChanged(fields)
      if (page.show && changed) {
        await runner.watch(submit.command, request.params, caller, () => enter(page, caller))
        return answer(
          request,
          response,
          await page.show(contextOf(request, { fields: changed, error: null }, waiting)),
        )
      }
      try {
        await runner.watch(submit.command, request.params, caller, () => enter(page, caller))
        const decoded = {
          ...decodeFields(fields, submit.command.input),
          ...decodeParams(context.params, submit.command.input),
          ...files,
          ...submit.fill?.(context),
        }
        const input = submit.tidy?.(decoded) ?? decoded
        const { output } = await runner.callWithReply(submit.command, input, {
          ...caller,
          ...formConditions(fields),
        })
        await answer(request, response, submit.done(output, context))
      } catch (caught) {
        const error = toAppError(caught)
        if (error.code === stepUpCode && stepUpPage?.show && Object.keys(files).length === 0) {
          const asking = contextOf(request, null, toCarried(fields))
          const shown = await stepUpPage.show({ ...asking, query: { to: request.originalUrl } })
          await answer(request, response, shown.kind === 'drawing' ? { ...shown, status: 403 } : shown)
          return
        }
        if (error.status >= 500 || error.status === 401 || error.status === 404) throw caught
        // What was done already is not asked for once more by a form that is ready to do it again.
        if (!page.show || error.status === 403 || error.code === alreadyDoneCode) throw caught
        for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value)
        const shown = await page.show(contextOf(request, { fields, error }, waiting))
        await answer(request, response, shown.kind === 'drawing' ? { ...shown, status: error.status } : shown)
      }
    }
  }

  /** A button has no page of its own: what went wrong is told where it stands. */
  function tellAtPage(page: AnyPage): ErrorRequestHandler {
    return async (caught: unknown, request, response, next) => {
      const error = toAppError(caught)
      // Of a file that is too large nothing was read, so the form cannot show again what stood beside it.
      if (page.show && error.status === 413) {
        const shown = await page.show(contextOf(request, { fields: [], error }))
        return answer(request, response, shown.kind === 'drawing' ? { ...shown, status: 413 } : shown)
      }
      if (page.kind !== 'action' || error.status >= 500 || error.status === 401 || error.status === 404)
        return next(caught)
      const to = page.back?.(contextOf(request, null)) ?? '/'
      await answer(request, response, { kind: 'redirect', to, notice: noticeOf(error) })
    }
  }

  function enter(
    { permission, stepUp, whileStopped }: Pick<AnyPage, 'permission' | 'stepUp' | 'whileStopped'>,
    caller: Caller,
  ): Promise<unknown> {
    // Pages are for people: a program has the API.
    return enterNewest({ kind: 'page', permission, stepUp, tokens: false, whileStopped }, caller)
  }

  function contextOf(
    request: Request,
    sent: { fields: Array<[string, string]>; error: AppError | null } | null,
    carried: PageContext['carried'] = [],
  ): PageContext {
    const visit = visitOf(request)
    const { caller } = visit
    const t = words.in(caller.locale())
    const error = sent?.error ?? null
    const issues = error?.issues ? withWords(error.issues, t) : []
    return {
      caller,
      path: request.path,
      params: request.params as Record<string, string>,
      query: Object.fromEntries(queryFields(request)),
      queryFields: [...queryFields(request)],
      t,
      locales: words.locales.filter((locale) => locale !== pseudoLocale),
      // Whoever is nobody here, and reads a list of the installation, has no views to keep.
      views: async (list) =>
        keepsViews && mayEnter(keepsViews, caller.actor, caller.now)
          ? await runner.ask(keepsViews, { list }, caller)
          : null,
      timeZone: timeZoneOf(request, caller.actor),
      carried,
      ask(query, input) {
        const answer = runner.ask(query, input, caller)
        // A page that fails once it has asked waits for no answer. One that is refused then is nobody's, and would end the process.
        answer.catch(() => undefined)
        return answer
      },
      links: (on, params = {}) => linksOn(links, on, params, caller.actor, caller.now),
      form: (initial): FormState => ({
        values: sent ? { ...initial, ...typedValues(sent.fields) } : { ...initial },
        issues:
          error && issues.length === 0
            ? [
                { pointer: '', code: error.code, message: t(keyForPeople(error), error.values) },
                ...(error.code === staleCode && sent && initial
                  ? changedMeanwhile(initial, typedValues(sent.fields), t)
                  : []),
              ]
            : issues,
        // A form that was refused did nothing, so its next try is a new one.
        idempotencyKey: randomUUID(),
      }),
    }
  }

  return (caught: unknown, request, response, _next) => {
    const error = toAppError(caught)
    logFault(log, caught, error, request)
    if (response.headersSent) return void response.destroy()
    if (error.status === 401 && isPageVisit(request)) {
      const { formAt } = visitOf(request)
      const back = request.method === 'GET' ? request.originalUrl : (formAt ?? '/')
      say(request, response, {
        kind: 'redirect',
        to: `/sign-in?next=${encodeURIComponent(back)}`,
        // Whoever sent a form believed to be signed in.
        notice:
          request.method === 'GET' ? undefined : { kind: 'warning', message: 'layout.signedOutMeanwhile' },
      })
      return
    }
    if (error.code === stepUpCode && isPageVisit(request)) {
      const to = request.method === 'GET' ? request.originalUrl : '/'
      say(request, response, { kind: 'redirect', to: `/step-up?to=${encodeURIComponent(to)}` })
      return
    }
    for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value)
    say(request, response, {
      kind: 'drawing',
      component: ErrorPage as ComponentType<never>,
      model: {
        status: error.status,
        message: messageOf(error, words.in(visitOf(request).caller.locale())),
        actions: actionsAfter(error, words.in(visitOf(request).caller.locale())),
      },
      status: error.status,
    })
  }
}

/** The general words of the status say it better than those of the general errors. */
function messageOf(error: AppError, t: View['t']): string | undefined {
  return error.code.startsWith('request.') && !worded.has(error.code)
    ? undefined
    : t(error.messageKey, error.values)
}

/** Where a refusal has a page that says more. */
function actionsAfter({ code }: AppError, t: View['t']): ErrorAction[] | undefined {
  if (code === membershipRests().code)
    return [{ label: t('request.error.membershipRestsLink'), href: '/membership' }]
  if (code === secondFactorNeeded().code)
    return [{ label: t('request.error.secondFactorNeededLink'), href: '/account/security' }]
  if (code === providerNeeded().code)
    return [{ label: t('request.error.providerNeededLink'), href: '/sign-in' }]
  if (code === tenantSuspended().code)
    return [{ label: t('request.error.tenantSuspendedLink'), href: '/association/state' }]
  if (code === tenantClosing().code)
    return [{ label: t('request.error.tenantClosingLink'), href: '/association/closing' }]
  if (code === tenantClosed().code)
    return [
      { label: t('request.error.tenantClosedLink'), href: '/association' },
      { label: t('request.error.tenantClosedAccountLink'), href: '/account/security' },
    ]
  // Roles have nothing to do with it, so nobody is sent to who gives them out.
  if (code === notAsAnother().code) return [{ label: t('layout.errors.home'), href: '/' }]
  return undefined
}

const worded = new Set([
  'request.alreadyDone',
  'request.alreadyExists',
  'request.notEligible',
  'request.stillInUse',
  'request.noPerson',
  'request.providerNeeded',
  'request.notAsAnother',
  'request.membershipRests',
  'request.tooMany',
  'request.away',
  'request.fileTooLarge',
  'request.secondFactorNeeded',
  'request.tenantSuspended',
  'request.tenantClosing',
  'request.tenantClosed',
  'request.onlyLooking',
])

function noticeOf(error: AppError): Notice {
  // Where one thing is wrong and a room has words for it, they say more than that something is.
  const [issue, ...others] = error.issues ?? []
  if (issue?.code.includes('.error.') && others.length === 0) return { kind: 'error', message: issue.code }
  if (issue?.code === 'required' && issue.pointer === '/reason' && others.length === 0)
    return { kind: 'error', message: 'layout.reasonNeeded' }
  return { kind: 'error', message: keyForPeople(error), values: error.values }
}

/** Programs are told of their key; whoever went back to a form that was sent, and sends another, has none. */
function keyForPeople({ code, messageKey }: AppError): string {
  return code === keyReused().code ? 'layout.form.sentBefore' : messageKey
}

function formConditions(fields: Array<[string, string]>): Pick<Caller, 'idempotencyKey' | 'expectedVersion'> {
  const form = new Map(fields)
  const key = form.get(keyField)
  const version = form.get(versionField)
  return {
    idempotencyKey: key && /^[\w.-]{8,200}$/.test(key) ? key : undefined,
    expectedVersion: version && /^\d{1,9}$/.test(version) ? Number(version) : undefined,
  }
}

const requireForm: RequestHandler = (request, _response, next) => {
  if (hasBody(request) && !request.is('application/x-www-form-urlencoded')) throw unsupportedMedia()
  next()
}

function isPageVisit(request: Request): boolean {
  return Boolean(request.accepts(['html', 'json']) === 'html')
}
