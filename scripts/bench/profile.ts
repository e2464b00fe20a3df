import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectRoot } from '../../src/platform/project-root.ts'
import type { Case } from './cases.ts'
import { askOnce, runLoad } from './load.ts'
import type { Plan } from './measure.ts'
import type { Stage } from './stage.ts'

interface CallFrame {
  functionName: string
  url: string
  lineNumber: number
  columnNumber: number
}

interface Profile {
  nodes: Array<{ id: number; callFrame: CallFrame; hitCount?: number }>
  samples: number[]
  timeDeltas: number[]
}

const samplingMicroseconds = 200
const shownFunctions = 30

/** Loads the portal alone, with V8's profiler on, and says where its time goes. The figures are for this only. */
export async function profilePortal(stage: Stage, cases: readonly Case[], plan: Plan): Promise<void> {
  const folder = join(projectRoot, 'test-results')
  mkdirSync(folder, { recursive: true })
  for (const one of cases) {
    const { port, logFile } = one.cheapPasswords ? await stage.cheapPortal() : stage.portal
    const inspector = await connectInspector(logFile)
    const bodyLength = Buffer.byteLength(await askOnce(port, one.next(), one.status))
    const load = { ...plan, port, next: one.next, status: one.status, bodyLength }
    await stage.forgetRates()
    await runLoad({ ...load, milliseconds: plan.warmUpMilliseconds })
    await stage.forgetRates()
    await inspector.send('Profiler.enable')
    await inspector.send('Profiler.setSamplingInterval', { interval: samplingMicroseconds })
    await inspector.send('Profiler.start')
    const { requests } = await runLoad({ ...load, rampMilliseconds: 0, milliseconds: 3_000 })
    const { profile } = await inspector.send<{ profile: Profile }>('Profiler.stop')
    inspector.close()
    const file = join(folder, `portal-${one.name}.cpuprofile`)
    writeFileSync(file, JSON.stringify(profile))
    console.log(`\n${one.title}: ${requests} requests; ${relative(projectRoot, file)}`)
    console.log(describe(profile, requests))
  }
}

interface Share {
  name: string
  microseconds: number
}

function describe(profile: Profile, requests: number): string {
  const functions = new Map<string, Share>()
  const packages = new Map<string, Share>()
  const add = (shares: Map<string, Share>, name: string, microseconds: number) => {
    const share = shares.get(name) ?? { name, microseconds: 0 }
    share.microseconds += microseconds
    shares.set(name, share)
  }
  const places = new Map(profile.nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]))
  profile.samples.forEach((id, index) => {
    const place = places.get(id)
    const microseconds = profile.timeDeltas[index] ?? 0
    if (!place || place.group === '(idle)') return
    add(functions, `${place.group}  ${place.name}`, microseconds)
    add(packages, place.group, microseconds)
  })
  const total = [...packages.values()].reduce((sum, { microseconds }) => sum + microseconds, 0)
  const lines = (shares: Map<string, Share>, count: number) =>
    [...shares.values()]
      .sort((a, b) => b.microseconds - a.microseconds)
      .slice(0, count)
      .map(
        ({ name, microseconds }) =>
          `${(microseconds / requests).toFixed(1).padStart(8)} µs ${((100 * microseconds) / total).toFixed(1).padStart(5)} %  ${name}`,
      )
  return [
    `${(total / requests).toFixed(0)} µs of the main thread for each request, by package:`,
    ...lines(packages, 24),
    'and by function:',
    ...lines(functions, shownFunctions),
  ].join('\n')
}

interface Place {
  group: string
  name: string
}

/** Where a function comes from: a package, one of our own files, Node itself or the machine below. */
function placeOf({ functionName, url, lineNumber, columnNumber }: CallFrame): Place {
  const name = functionName || '(anonymous)'
  if (url === '') return { group: /^\(.*\)$/.test(name) ? name : '(native)', name }
  if (url.startsWith('node:')) return { group: 'node', name: `${name}  ${url}:${lineNumber + 1}` }
  if (url.startsWith('wasm:')) return { group: 'wasm', name }
  if (!url.startsWith('file:')) return { group: url, name }
  const path = fileURLToPath(url)
  const [, installed] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? []
  if (installed) return { group: installed, name: `${name}  ${path.split('/').at(-1)}:${lineNumber + 1}` }
  const origin = originOf(path, lineNumber, columnNumber)
  return { group: dirname(origin.file), name: `${name}  ${origin.file}:${origin.line}` }
}

const maps = new Map<string, SourceMap | null>()

/** The file that a line of the build was written in. */
function originOf(path: string, line: number, column: number): { file: string; line: number } {
  let map = maps.get(path)
  if (map === undefined) {
    map = readMap(`${path}.map`)
    maps.set(path, map)
  }
  const entry = map?.findEntry(line, column)
  if (!entry || !('originalSource' in entry)) return { file: relative(projectRoot, path), line: line + 1 }
  return {
    file: relative(projectRoot, resolve(dirname(path), entry.originalSource)),
    line: entry.originalLine + 1,
  }
}

function readMap(file: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

interface Inspector {
  send<Answer>(method: string, params?: object): Promise<Answer>
  close(): void
}

/** Speaks with the inspector of a portal that was started with --inspect; where it listens stands in its log. */
async function connectInspector(logFile: string): Promise<Inspector> {
  const [address] = /ws:\/\/127\.0\.0\.1:\S+/.exec(readFileSync(logFile, 'utf8')) ?? []
  if (!address) throw new Error('The portal was started without its inspector.')
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', () => reject(new Error('The inspector does not answer.')))
  })
  let last = 0
  const waiting = new Map<number, (answer: unknown) => void>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id: number; result: unknown }
    waiting.get(id)?.(result)
    waiting.delete(id)
  })
  return {
    send: (method, params = {}) =>
      new Promise((resolve) => {
        last += 1
        waiting.set(last, resolve as (answer: unknown) => void)
        socket.send(JSON.stringify({ id: last, method, params }))
      }),
    close: () => socket.close(),
  }
}
