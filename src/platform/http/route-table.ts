import type { ErrorRequestHandler, NextFunction, Request, RequestHandler, Response } from 'express'
import { methodNotAllowed, notFound } from '../errors.ts'

/** One that takes four arguments is there for errors, as everywhere in Express. */
export type Handler = RequestHandler | ErrorRequestHandler

interface Route {
  /** Of the path's variable parts, in their order. */
  names: readonly string[]
  handlers: readonly Handler[]
}

/** A place on the way through the parts of a path. */
interface Place {
  fixed: Map<string, Place>
  variable: Place | null
  /** By method, as requests name them. */
  routes: Map<string, Route> | null
}

/**
 * Where each path leads. Express tries routes one after the other, and with hundreds of them that is what a request
 * mostly does; here a request goes from part to part of its path. A fixed part counts before a variable one, in
 * whatever order they were declared.
 */
export class RouteTable {
  readonly #root = newPlace()

  add(method: string, path: string, ...handlers: Handler[]): void {
    const names: string[] = []
    let place = this.#root
    for (const part of path.split('/').slice(1)) {
      if (part.startsWith(':')) {
        names.push(part.slice(1))
        place.variable ??= newPlace()
        place = place.variable
      } else {
        let next = place.fixed.get(part)
        if (!next) {
          next = newPlace()
          place.fixed.set(part, next)
        }
        place = next
      }
    }
    place.routes ??= new Map()
    const key = method.toUpperCase()
    if (place.routes.has(key)) throw new Error(`${key} ${path} is taken by another declaration.`)
    place.routes.set(key, { names, handlers })
  }

  /** Ends here, one way or the other: what no route takes is not found. */
  readonly handler: RequestHandler = (request, response, next) => {
    const { url } = request
    const query = url.indexOf('?')
    const values: string[] = []
    const routes = find(this.#root, query === -1 ? url : url.slice(0, query), 1, values)
    if (!routes) throw notFound()
    const route = routes.get(request.method) ?? (request.method === 'HEAD' ? routes.get('GET') : undefined)
    if (!route) throw methodNotAllowed({ headers: { Allow: [...routes.keys()].join(', ') } })
    const params: Record<string, string> = {}
    for (let index = 0; index < values.length; index += 1)
      params[route.names[index] as string] = decodeURIComponent(values[index] as string)
    request.params = params
    runInTurn(route.handlers, request, response, (error?: unknown) => next(error ?? notFound()))
  }
}

function newPlace(): Place {
  return { fixed: new Map(), variable: null, routes: null }
}

/** The routes at the end of a path, and on the way there the values of its variable parts. */
function find(place: Place, path: string, start: number, values: string[]): Map<string, Route> | null {
  if (start > path.length) return place.routes
  const slash = path.indexOf('/', start)
  const end = slash === -1 ? path.length : slash
  const part = path.slice(start, end)
  const fixed = place.fixed.get(part)
  const found = fixed ? find(fixed, path, end + 1, values) : null
  if (found || !place.variable || part === '') return found
  values.push(part)
  const behind = find(place.variable, path, end + 1, values)
  if (!behind) values.pop()
  return behind
}

/** All handlers as one: each calls the next, and a fault goes to the next one that is there for faults. */
export function inTurn(...handlers: Handler[]): RequestHandler {
  return (request, response, next) => runInTurn(handlers, request, response, next)
}

function runInTurn(
  handlers: readonly Handler[],
  request: Request,
  response: Response,
  done: (error?: unknown) => void,
): void {
  let position = 0
  const next = (error?: unknown): void => {
    let handler = handlers[position]
    while (handler && handler.length > 3 !== (error !== undefined)) {
      position += 1
      handler = handlers[position]
    }
    if (!handler) {
      done(error)
      return
    }
    position += 1
    try {
      const result: unknown =
        error === undefined
          ? (handler as RequestHandler)(request, response, next as NextFunction)
          : (handler as ErrorRequestHandler)(error, request, response, next as NextFunction)
      if (result instanceof Promise) result.catch(next)
    } catch (fault) {
      next(fault)
    }
  }
  next()
}
