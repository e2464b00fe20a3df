// npm run bench [-- --quick] [--case read,list,…, scale or projects] [--markdown] [--same-headers] [--profile]: how fast the portal is,
// compared with a program that reads and writes the same and does nothing else. See docs/performance.md.
import { runProgram, StartupError } from '../../src/platform/startup-error.ts'
import { type Case, type CaseName, caseNames, requestBytes } from '../bench/cases.ts'
import { askOnce } from '../bench/load.ts'
import { measureInTurn, type Plan, type Side } from '../bench/measure.ts'
import { residentMegabytes, type Server } from '../bench/processes.ts'
import { profilePortal } from '../bench/profile.ts'
import { measureProjects, projectsReport } from '../bench/projects.ts'
import { type CaseResult, circumstances, markdownReport, textReport } from '../bench/report.ts'
import { measureScale, scaleReport } from '../bench/scale.ts'
import { closeStage, openProjects, openScale, openStage, type Stage } from '../bench/stage.ts'
import { readArguments } from './read-arguments.ts'

const { values: options } = readArguments({
  usage:
    'npm run bench -- [--quick] [--case read,list,…, scale or projects] [--markdown] [--same-headers] [--profile]',
  does: 'Says how fast the portal is, compared with a program that reads and writes the same and does nothing else. See docs/performance.md.',
  options: {
    quick: { type: 'boolean', default: false },
    case: { type: 'string', multiple: true, default: [] },
    markdown: { type: 'boolean', default: false },
    'same-headers': { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
})

/** Only where they are named: they take minutes to build what they ask. */
const apart = ['scale', 'projects'] as const

const connections = 16
const plan: Plan = options.quick
  ? { connections, rounds: 5, milliseconds: 200, rampMilliseconds: 50, warmUpMilliseconds: 300 }
  : { connections, rounds: 7, milliseconds: 1_300, rampMilliseconds: 100, warmUpMilliseconds: 2_000 }

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, async () => {
    await closeStage()
    process.exit(130)
  })
}

await runProgram(async () => {
  const names = chosenCases()
  try {
    if (isAsked('scale')) await measureSizes()
    if (isAsked('projects')) await measureOffers()
    if (names.length === 0) return
    const stage = await openStage({
      poolSize: connections,
      extraFlags: options.profile ? ['--inspect=127.0.0.1:0'] : [],
      sameHeaders: options['same-headers'],
    })
    if (options.profile)
      await profilePortal(
        stage,
        names.map((name) => stage.cases[name]),
        plan,
      )
    else await compare(stage, names)
  } finally {
    await closeStage()
  }
})
process.exit()

function asked(): string[] {
  return options.case.flatMap((text) => text.split(','))
}

function isAsked(name: (typeof apart)[number]): boolean {
  return asked().includes(name)
}

function chosenCases(): CaseName[] {
  const unknown = asked().filter((name) => !([...apart, ...caseNames] as readonly string[]).includes(name))
  if (unknown.length > 0)
    throw new StartupError(
      `There is no case ${unknown.join(', ')}. Choose from ${[...caseNames, ...apart].join(', ')}.`,
    )
  return caseNames.filter((name) => asked().length === 0 || asked().includes(name))
}

/** How much longer the same questions take in an association that is a hundred times as large. */
async function measureSizes(): Promise<void> {
  const { port, crowds } = await openScale()
  console.log(`\n${circumstances(new Date())}\n\n${scaleReport(await measureScale(port, crowds))}`)
}

/** How much longer it takes to find projects among a hundred times as many, and what of it is the portal's own. */
async function measureOffers(): Promise<void> {
  const stage = await openProjects(plan.connections)
  console.log(`\n${circumstances(new Date())}\n\n${projectsReport(await measureProjects(stage, plan))}`)
}

async function compare(stage: Stage, names: readonly CaseName[]): Promise<void> {
  const idle = residentMegabytes(stage.portal.pid)
  const results: CaseResult[] = []
  for (const name of names) {
    const one = stage.cases[name]
    process.stderr.write(`${one.title} …\n`)
    results.push(await compareCase(stage, one))
  }
  const memory = { idle, loaded: residentMegabytes(stage.portal.pid) }
  const where = `${circumstances(new Date())}; ${connections} connections, medians of ${plan.rounds} rounds`
  console.log(
    options.markdown
      ? `${markdownReport(results, memory)}\n\n${where}.`
      : `\n${where}\n\n${textReport(results, memory)}`,
  )
}

async function compareCase(stage: Stage, one: Case): Promise<CaseResult> {
  const portal = one.cheapPasswords ? await stage.cheapPortal() : stage.portal
  const bodyLength = await agreedLength(one, portal, stage.floor)
  const side = ({ name, pid, port }: Server): Side => ({
    name,
    pid,
    load: { port, next: one.next, status: one.status, bodyLength },
  })
  const sides = [side(portal), side(stage.floor)]
  if (one.name === 'sign-in') sides.push(argon2Side(stage))
  await stage.client.query('CHECKPOINT')
  // One password takes so long that a short round would see only a few.
  const longer = one.name === 'sign-in' ? { milliseconds: plan.milliseconds * 2 } : {}
  const measured = await measureInTurn(sides, { ...plan, ...longer }, stage.postmaster, stage.forgetRates)
  const [first, second, third = null] = measured
  if (!first || !second) throw new Error('Two sides were to be measured.')
  return { case: one, portal: first, floor: second, argon2: third }
}

function argon2Side({ floor, argon2 }: Stage): Side {
  const bytes = requestBytes('POST', '/argon2', {}, argon2)
  return {
    name: 'argon2',
    pid: floor.pid,
    load: { port: floor.port, next: () => bytes, status: 200, bodyLength: 2 },
  }
}

/** Asks both sides once and sees that they answer the same; returns how long the answer is. */
/** Each drawing of a form has a key of its own, as long as any other. */
function withoutKeys(page: string): string {
  return page.replaceAll(/(name="_key" value=")[^"]+/g, '$1')
}

async function agreedLength(one: Case, portal: Server, floor: Server): Promise<number> {
  const request = one.comparable ? one.next() : null
  const answers = [] as string[]
  for (const { port } of [portal, floor]) answers.push(await askOnce(port, request ?? one.next(), one.status))
  const [first = '', second = ''] = answers
  const same =
    first.length === second.length && (!one.comparable || withoutKeys(first) === withoutKeys(second))
  if (!same)
    throw new Error(
      `${one.title}: the floor does not send what the portal sends.\nPortal: ${first.slice(0, 400)}\nFloor:  ${second.slice(0, 400)}`,
    )
  return Buffer.byteLength(first)
}
