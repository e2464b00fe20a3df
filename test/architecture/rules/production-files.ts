import { Copy, DockerfileParser } from 'dockerfile-ast'
import { parse } from 'yaml'

export interface Service {
  image?: string
  build?: string
  command?: string[]
  restart?: string
  environment?: Record<string, string>
  ports?: string[]
  volumes?: string[]
  healthcheck?: { test?: string[]; disable?: boolean }
  depends_on?: Record<string, { condition?: string }>
}

export interface Compose {
  services: Record<string, Service>
  volumes: Record<string, unknown>
}

export interface Stage {
  from: string
  /** Sources and place of each COPY; `stage` where it copies from another one. */
  copies: Array<{ stage: string | null; sources: string[]; to: string }>
  run: string[]
  environment: Record<string, string>
  user: string | null
  ports: string[]
  command: string[] | null
  healthcheck: string | null
  stopSignal: string | null
  labels: string[]
}

export function readCompose(text: string): Compose {
  const { services = {}, volumes = {} } = parse(text, { merge: true }) as Partial<Compose>
  return { services, volumes: volumes ?? {} }
}

/** The stages of a Dockerfile, with what each of them says. */
export function readStages(text: string): Stage[] {
  const stages: Stage[] = []
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const words = instruction.getArguments().map((argument) => argument.getValue())
    const rest = instruction.getArgumentsContent() ?? ''
    const stage = stages.at(-1)
    switch (instruction.getKeyword()) {
      case 'FROM':
        stages.push({
          from: words[0] ?? '',
          copies: [],
          run: [],
          environment: {},
          user: null,
          ports: [],
          command: null,
          healthcheck: null,
          stopSignal: null,
          labels: [],
        })
        break
      case 'COPY': {
        const from = instruction instanceof Copy ? (instruction.getFromFlag()?.getValue() ?? null) : null
        const paths = rest.split(/\s+/)
        stage?.copies.push({ stage: from, sources: paths.slice(0, -1), to: paths.at(-1) ?? '' })
        break
      }
      case 'RUN':
        stage?.run.push(...rest.split('&&').map((command) => command.replaceAll('\\\n', ' ').trim()))
        break
      case 'ENV':
        for (const [, name = '', value = ''] of rest.matchAll(/([A-Z_]+)=(\S+)/g))
          if (stage) stage.environment[name] = value
        break
      case 'USER':
        if (stage) stage.user = rest
        break
      case 'EXPOSE':
        stage?.ports.push(...words)
        break
      case 'CMD':
        if (stage) stage.command = JSON.parse(rest)
        break
      case 'HEALTHCHECK':
        if (stage) stage.healthcheck = rest
        break
      case 'STOPSIGNAL':
        if (stage) stage.stopSignal = rest
        break
      case 'LABEL':
        stage?.labels.push(...[...rest.matchAll(/([\w.]+)=/g)].map(([, name = '']) => name))
        break
    }
  }
  return stages
}

/** `${NAME:?…}` and `${NAME:-…}` in a value; a name without either is null. */
export function variablesIn(value: string): Array<{ name: string; kind: 'required' | 'optional' | null }> {
  return [...value.replaceAll('$$', '').matchAll(/\$\{(\w+)(:[?-])?([^}]*)\}/g)].map(
    ([, name = '', sign, words]) => ({
      name,
      kind: sign === ':?' && words ? 'required' : sign === ':-' ? 'optional' : null,
    }),
  )
}

/** What a service's process would see, if every variable were given one of these or its default. */
export function filledIn(service: Service, given: Record<string, string>): Record<string, string> {
  const fill = (value: string) =>
    value.replace(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_whole, name: string, sign: string, words: string) =>
      given[name] !== undefined ? given[name] : sign === '-' ? words : '',
    )
  return Object.fromEntries(
    Object.entries(service.environment ?? {}).map(([name, value]) => [name, fill(String(value))]),
  )
}

export interface Known {
  /** Names of all settings. */
  settings: readonly string[]
  /** Settings that an operator of the compose file need not be able to change, each with the reason. */
  decided: Readonly<Record<string, string>>
  /** Programs of dist/ that the image holds. */
  programs: readonly string[]
  exists(path: string): boolean
}

export function composeFaults(text: string, known: Known): string[] {
  const { services, volumes } = readCompose(text)
  const faults: string[] = []
  const used = new Set<string>()
  for (const [name, service] of Object.entries(services)) {
    const isOnce = service.restart === 'no'
    if (!service.healthcheck?.test && !(isOnce && service.healthcheck?.disable))
      faults.push(`${name} has no healthcheck.`)
    for (const volume of service.volumes ?? []) {
      const [source = ''] = volume.split(':')
      if (source.startsWith('.')) {
        if (!known.exists(source)) faults.push(`${name} mounts ${source}, which is not there.`)
      } else {
        used.add(source)
        if (!(source in volumes)) faults.push(`${name} uses the volume ${source}, which is not declared.`)
      }
    }
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      const wanted = services[other]?.restart === 'no' ? 'service_completed_successfully' : 'service_healthy'
      if (!services[other]) faults.push(`${name} waits for ${other}, which is not there.`)
      else if (condition !== wanted) faults.push(`${name} waits for ${other} without ${wanted}.`)
    }
    for (const [key, value] of Object.entries(service.environment ?? {})) {
      for (const variable of variablesIn(String(value)))
        if (variable.kind === null)
          faults.push(
            `${name}: ${key} takes ${variable.name} without a default and without saying what it is.`,
          )
      if (/PASSWORD|SECRET|TOKEN|KEYS?$/.test(key) && !/^\$\{\w+:[?-][^}]*\}$/.test(String(value)))
        faults.push(`${name}: ${key} stands there in the open.`)
      if (/:\/\/[^@/]*:[^@/$]+@/.test(String(value).replace(/\$\{[^}]*\}/g, '$')))
        faults.push(`${name}: ${key} holds a password.`)
      if (service.build && !known.settings.includes(key)) faults.push(`${name}: ${key} is no setting.`)
    }
    const program = service.command?.find((word) => word.startsWith('dist/'))
    if (service.build && program && !known.programs.some((one) => program === `dist/${one}.js`))
      faults.push(`${name} runs ${program}, which the image does not hold.`)
    if (service.image?.endsWith(':latest')) faults.push(`${name} takes whatever is latest.`)
  }
  for (const volume of Object.keys(volumes))
    if (!used.has(volume)) faults.push(`The volume ${volume} is declared and not used.`)
  const passed = new Set(
    Object.values(services).flatMap(({ build, environment }) =>
      build ? Object.keys(environment ?? {}) : [],
    ),
  )
  for (const setting of known.settings)
    if (!passed.has(setting) && !(setting in known.decided))
      faults.push(
        `${setting} cannot be set: add "${setting}: \${${setting}:-}" to x-settings in docker-compose.yml.`,
      )
  return faults
}

export function dockerfileFaults(text: string, ignored: string, known: Known): string[] {
  const faults: string[] = []
  const stages = readStages(text)
  const [build, image] = [stages[0], stages.at(-1)]
  if (!build || !image || stages.length < 2) return ['The Dockerfile has not two stages.']
  const allowed = ignored
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1))
  for (const { sources } of build.copies)
    for (const source of sources) {
      const path = source.replace(/^\.\//, '')
      if (!known.exists(path)) faults.push(`It copies ${path}, which is not there.`)
      if (!allowed.includes(path)) faults.push(`.dockerignore keeps ${path} out.`)
    }
  if (!build.run.some((command) => /^npm ci .*--omit=dev/.test(command)))
    faults.push('It installs packages for development.')
  for (const command of build.run) {
    const script = /^node (\S+)/.exec(command)?.[1]
    if (script && !known.exists(script)) faults.push(`It runs ${script}, which is not there.`)
  }
  for (const name of Object.keys(image.environment))
    if (!known.settings.includes(name)) faults.push(`${name} is no setting.`)
  if (image.environment.NODE_ENV !== 'production') faults.push('It does not run in production.')
  if (!image.user || /^(root|0)\b/.test(image.user)) faults.push('It runs as root.')
  if (image.copies.some(({ stage }) => stage === null))
    faults.push('The image copies from outside its build.')
  const ports = [image.environment.PORT, image.environment.OPERATIONS_PORT]
  if (image.ports.join() !== ports.join()) faults.push(`It exposes ${image.ports} and listens on ${ports}.`)
  for (const command of [image.command?.join(' '), image.healthcheck]) {
    const program = /dist\/([\w-]+)\.js/.exec(command ?? '')?.[1]
    if (!program || !known.programs.includes(program))
      faults.push(`It does not hold what it runs: ${command}.`)
  }
  if (image.stopSignal !== 'SIGTERM') faults.push('It is not stopped by SIGTERM.')
  return faults
}
