import { type RequestHandler, Router } from 'express'
import { notFound } from '../errors.ts'

/**
 * Express tries routes one after the other. With hundreds of them that is what a request mostly does, so they are
 * sorted into one router for each first part of the path.
 */
export class Segments {
  readonly #routers = new Map<string, Router>()

  /** The router for a path that begins with a fixed part. */
  at(path: string): Router {
    const segment = path.split('/')[1] ?? ''
    let router = this.#routers.get(segment)
    if (!router) {
      router = Router({ caseSensitive: true, strict: true })
      this.#routers.set(segment, router)
    }
    return router
  }

  /** Ends here, one way or the other: what no route takes is not found. */
  readonly handler: RequestHandler = (request, response, next) => {
    const { path } = request
    const end = path.indexOf('/', 1)
    const router = this.#routers.get(path.slice(1, end === -1 ? undefined : end))
    if (!router) throw notFound()
    router(request, response, (error?: unknown) => next(error ?? notFound()))
  }
}
