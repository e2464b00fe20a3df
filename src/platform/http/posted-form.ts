import { PassThrough, type Readable } from 'node:stream'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import type { Request, RequestHandler } from 'express'
import type { Upload } from '../declare/operation.ts'
import { AppError, malformed, tooLarge, unsupportedMedia } from '../errors.ts'
import { fileTooLarge, type Incoming, type ReceivedFile } from '../storage/incoming.ts'

export interface PostedForm {
  fields: Array<[string, string]>
  /** By the name of their field; a file nobody chose is not there. */
  files: Record<string, ReceivedFile>
}

/**
 * What was typed into a form that must wait until the caller has shown who they are. It travels through the page that
 * asks for that, and comes back with it: nothing of it is kept here.
 */
const carriedPrefix = '_carried:'

type Fields = Array<[string, string]>

export function toCarried(fields: Fields): Fields {
  // Passwords and secrets are never sent back to the browser, so they are typed again.
  return fields
    .filter(([name]) => !/password|passphrase|secret/i.test(name) && !name.startsWith(carriedPrefix))
    .map(([name, value]) => [carriedPrefix + name, value])
}

/** A form that came back is what it was; what was typed on the way is not part of it. */
export function splitCarried(fields: Fields): { own: Fields; carried: Fields } {
  return {
    own: fields.filter(([name]) => !name.startsWith(carriedPrefix)),
    carried: fields.filter(([name]) => name.startsWith(carriedPrefix)),
  }
}

export function fromCarried(carried: Fields): Fields {
  return carried.map(([name, value]) => [name.slice(carriedPrefix.length), value])
}

/** A form may have this much of everything else beside its file. */
const roomForFieldsBytes = 64 * 1024

/** More than any form of ours has. */
const mostFields = 1_000
const mostFiles = 5

const multipartForms = new WeakMap<Request, PostedForm>()

/** Reads a form with a file, as far as the file may be large, and forgets the file with the request. */
export function readMultipart({ limitBytes }: Upload, incoming: Incoming): RequestHandler {
  return async (request, response, next) => {
    if (!request.is('multipart/form-data')) throw unsupportedMedia()
    refuseDeclaredLength(request, limitBytes, roomForFieldsBytes)
    const received: ReceivedFile[] = []
    response.once('close', () => void Promise.all(received.map((file) => incoming.forget(file))))
    const form = await parse(request, limitBytes, async (bytes, name) => {
      const file = await incoming.receive(bytes, { name, limitBytes })
      received.push(file)
      return file
    })
    // Whoever left meanwhile has closed what would have cleared up.
    if (response.closed) return void (await Promise.all(received.map((file) => incoming.forget(file))))
    multipartForms.set(request, form)
    next()
  }
}

/** Reads a body that is a file. */
export function readFile({ mediaTypes, limitBytes }: Upload, incoming: Incoming): RequestHandler {
  const offered = [...mediaTypes]
  return async (request, response, next) => {
    if (!request.is(offered)) throw unsupportedMedia()
    // What unfolds is larger than what was measured.
    if (request.headers['content-encoding']) throw unsupportedMedia()
    refuseDeclaredLength(request, limitBytes, 0)
    const name = sentNameOf(request.headers['content-disposition'])
    const file = await incoming.receive(bodyOf(request), { limitBytes, ...(name !== null && { name }) })
    if (response.closed) return void (await incoming.forget(file))
    response.once('close', () => void incoming.forget(file))
    request.body = { file }
    next()
  }
}

/** RFC 6266: `attachment; filename*=UTF-8''plan%20A.pdf`, or `filename="plan.pdf"`. What cannot be read is no name. */
function sentNameOf(header = ''): string | null {
  const [, encoded] = /;\s*filename\*=UTF-8''([^;\s]{1,900})/i.exec(header) ?? []
  if (encoded !== undefined)
    try {
      return decodeURIComponent(encoded)
    } catch {
      return null
    }
  const [, quoted, bare] = /;\s*filename=(?:"([^"]{1,300})"|([^";\s]{1,300}))/i.exec(header) ?? []
  return quoted ?? bare ?? null
}

/** What says beforehand that it is too large need not be read. */
function refuseDeclaredLength({ headers }: Request, limitBytes: number, besides: number): void {
  if (Number(headers['content-length'] ?? 0) > limitBytes + besides) throw fileTooLarge(limitBytes)
}

export function postedForm(request: Request): PostedForm {
  const form = multipartForms.get(request) ?? {
    fields: [...new URLSearchParams(String(request.body ?? ''))],
    files: {},
  }
  if (form.fields.length > mostFields) throw tooLarge()
  return form
}

type Receive = (bytes: Readable, name: string | undefined) => Promise<ReceivedFile>

async function parse(request: Request, limitBytes: number, receive: Receive): Promise<PostedForm> {
  const posted: PostedForm = { fields: [], files: {} }
  const body = bodyOf(request)
  const parser = openParser(request)
  const open = new Set<Readable>()
  const files: Array<Promise<void>> = []
  const { promise: read, resolve: finish } = Promise.withResolvers<void>()
  let failure: AppError | null = null
  // What comes after is of no use to anybody, and the parser would wait for ever for a file to be taken to its end.
  const fail = (error: unknown) => {
    failure ??= error instanceof AppError ? error : malformed()
    finish()
    body.destroy()
    for (const bytes of open) bytes.destroy(failure)
  }
  parser.on('field', (name, value, _nameCut, valueCut) => {
    if (valueCut) fail(tooLarge())
    else if (typeof name === 'string') posted.fields.push([name, value])
  })
  parser.on('file', (name: string | undefined, bytes, fileName) => {
    // Whoever takes it hears of it; before that and after that an error has nobody to tell.
    bytes.on('error', () => {})
    if (failure) return void bytes.resume()
    open.add(bytes)
    const kept = receive(bytes, fileName)
      .then((file) => {
        if (file.size > 0 && name && name !== '__proto__') posted.files[name] = file
      })
      .catch(fail)
      .finally(() => open.delete(bytes))
    files.push(kept)
  })
  for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const)
    parser.on(limit, () => fail(tooLarge()))
  let size = 0
  body.on('data', (piece: Uint8Array) => {
    size += piece.byteLength
    if (size > limitBytes + roomForFieldsBytes) fail(fileTooLarge(limitBytes))
  })
  body.on('error', fail)
  // Whatever the parser complains of is a form that cannot be read.
  parser.on('error', () => fail(malformed()))
  parser.on('finish', finish)
  body.pipe(parser)
  await read
  await Promise.all(files)
  if (failure) throw failure
  return posted
}

/** The body as a stream of its own: when that comes to a bad end, there is still a way to answer. */
function bodyOf(request: Request): Readable {
  const body = new PassThrough()
  request.pipe(body)
  request.once('close', () => {
    if (!request.complete) body.destroy(malformed())
  })
  body.once('close', () => {
    request.unpipe(body)
    request.resume()
  })
  return body
}

function openParser({ headers }: Request): BusboyInstance {
  try {
    return new Busboy({
      headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
      limits: {
        fieldSize: roomForFieldsBytes,
        fields: mostFields,
        files: mostFiles,
        parts: mostFields + mostFiles,
        headerPairs: 20,
        headerSize: 8 * 1024,
      },
    })
  } catch {
    throw malformed()
  }
}
