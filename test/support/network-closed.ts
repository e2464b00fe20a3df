// The network is closed in tests: only loopback and Unix sockets are open, so that no test can depend on, or tell
// anything to, a machine outside.
import dns from 'node:dns'
import net from 'node:net'

const closed = Symbol.for('guildhall.network-closed')

function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  if (net.isIPv4(name)) return name.startsWith('127.')
  if (net.isIPv6(name)) return name === '::1' || name.startsWith('::ffff:127.')
  return name === 'localhost' || name.endsWith('.localhost')
}

function refuse(action: string, host: string): never {
  const error = new Error(
    `The network is closed in tests: ${action} ${host}. Use a server on 127.0.0.1 instead.`,
  )
  throw Object.assign(error, { code: 'NETWORK_CLOSED' })
}

function destination(parameters: unknown[]): string | undefined {
  // net.connect() hands its normalised arguments on as one array.
  const [first, second] = Array.isArray(parameters[0]) ? parameters[0] : parameters
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: string; host?: string }
    return path ? undefined : (host ?? 'localhost')
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return undefined
  return typeof second === 'string' ? second : 'localhost'
}

// biome-ignore lint/suspicious/noExplicitAny: Node's overloads cannot be spelled for a wrapper
type AnyFunction = (...parameters: any[]) => any

function guard(holder: object, name: string, check: (parameters: unknown[]) => void): void {
  const functions = holder as Record<string, AnyFunction>
  const original = functions[name]
  if (typeof original !== 'function') return
  functions[name] = function (this: unknown, ...parameters: unknown[]) {
    check(parameters)
    return original.apply(this, parameters)
  }
}

// Node's own modules are shared by all test files of a worker: patch them once.
if (!(closed in net)) {
  Object.defineProperty(net, closed, { value: true })
  guard(net.Socket.prototype, 'connect', (parameters) => {
    const host = destination(parameters)
    if (host !== undefined && !isLoopback(host)) refuse('connecting to', host)
  })
  for (const holder of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      if (!/^(lookup|lookupService|resolve\w*|reverse)$/.test(name)) continue
      guard(holder, name, ([host]) => {
        if (typeof host === 'string' && !isLoopback(host)) refuse('looking up', host)
      })
    }
  }
}
