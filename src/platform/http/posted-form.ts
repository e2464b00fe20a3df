import express, { type Request, type RequestHandler } from 'express'
import type { Upload } from '../declare/operation.ts'
import { malformed, tooLarge, unsupportedMedia } from '../errors.ts'

export interface PostedForm {
  fields: Array<[string, string]>
  /** Bytes by the name of their field; a file nobody chose is not there. */
  files: Record<string, Uint8Array>
}

/** A form may have this much of everything else beside its file. */
const roomForFieldsBytes = 64 * 1024

/** More than any form of ours has. */
const mostFields = 1_000

const multipartForms = new WeakMap<Request, PostedForm>()

/** Reads a form with a file, as far as the file may be large. */
export function readMultipart({ limitBytes }: Upload): RequestHandler[] {
  return [
    (request, _response, next) => {
      if (!request.is('multipart/form-data')) throw unsupportedMedia()
      next()
    },
    express.raw({ limit: limitBytes + roomForFieldsBytes, type: 'multipart/form-data' }),
    async (request, _response, next) => {
      multipartForms.set(request, await parse(request))
      next()
    },
  ]
}

export function postedForm(request: Request): PostedForm {
  const form = multipartForms.get(request) ?? {
    fields: [...new URLSearchParams(String(request.body ?? ''))],
    files: {},
  }
  if (form.fields.length > mostFields) throw tooLarge()
  return form
}

async function parse(request: Request): Promise<PostedForm> {
  const headers = { 'Content-Type': request.headers['content-type'] ?? '' }
  const form = await new Response(request.body, { headers }).formData().catch(() => {
    throw malformed()
  })
  const posted: PostedForm = { fields: [], files: {} }
  for (const [name, value] of form) {
    if (typeof value === 'string') posted.fields.push([name, value])
    else if (value.size > 0 && name !== '__proto__')
      posted.files[name] = new Uint8Array(await value.arrayBuffer())
  }
  return posted
}
