import { type DestinationStream, type Logger, pino } from 'pino'
import { bearerPattern } from './crypto/bearer-token.ts'

export type Log = Logger

/**
 * JSON lines for machines. Log ids, codes and durations: never names, addresses, bodies or query strings.
 * The serializer keeps only what explains a fault, because drivers put row values into error details.
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => describeFault(error) },
    },
    // Some fifty lines a write: one write for each line costs a tenth of a small request.
    destination ?? pino.destination({ fd: 1, sync: false, minLength: 8192, periodicFlush: 200 }),
  )
}

function describeFault(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: withoutSecrets(String(error)) }
  const code = (error as { code?: unknown }).code
  return {
    name: error.name,
    message: withoutSecrets(error.message),
    code,
    stack: error.stack && withoutSecrets(error.stack),
  }
}

/**
 * Mail servers repeat in their refusals whom they refuse. A path such as `node_modules/@scope` is no address. And what
 * somebody could use is taken out of whatever repeats it.
 */
function withoutSecrets(text: string): string {
  return text.replace(/[^\s<>"'(),:;/]+@[^\s<>"'(),:;/]+/g, '<address>').replace(bearerPattern, '<token>')
}
