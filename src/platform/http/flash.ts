import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Flash } from '../presentation/view.ts'
import { type CookieNames, clearCookie, readCookie, setCookie } from './cookies.ts'

/** With it the cookie stays well within what browsers keep. */
export const longestDownload = 1500

const flashSchema = z.object({
  kind: z.enum(['success', 'info', 'warning', 'error']),
  message: z.string().regex(/^[\w.]{1,80}$/),
  download: z
    .string()
    .regex(/^\/api\/v1\/[\w/-]+\.csv(\?|$)/)
    .max(longestDownload)
    .optional(),
  values: z.record(z.string(), z.union([z.string().max(600), z.number()])).optional(),
})

/** Words for the next page travel in a cookie, so that no table is written for them. */
export function leaveFlash(response: Response, cookies: CookieNames, flash: Flash): void {
  setCookie(response, cookies, cookies.flash, Buffer.from(JSON.stringify(flash)).toString('base64url'))
}

export function takeFlash(request: Request, response: Response, cookies: CookieNames): Flash | null {
  const value = readCookie(request, cookies.flash)
  if (!value) return null
  clearCookie(response, cookies, cookies.flash)
  try {
    return flashSchema.parse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}
