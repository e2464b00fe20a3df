import { definedErrors, messageKeyOf } from '../errors.ts'
import { templateText } from '../words.ts'
import type { JsonSchema } from './document.ts'

/** What an operation or endpoint declares that says how it can be refused. */
export interface Refusable {
  name: string
  permission: string
  acts: boolean
  readsBody: boolean
  /** Whether there is anything in it that can be wrong. */
  takesInput: boolean
  findsSomething: boolean
  hasVersion: boolean
}

export interface Refusal {
  code: string
  status: number
  words: string
}

export interface RefusalReply {
  description: string
  content: Record<string, { schema: JsonSchema }>
}

const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }

/** Every named error there is, with its words in English; what stands for values is left open. */
export function allRefusals(message: (key: string) => string | undefined): Refusal[] {
  return [...definedErrors()]
    .map(([code, status]) => ({ code, status, words: templateText(message(messageKeyOf(code)) ?? '') }))
    .sort((one, other) => (one.code < other.code ? -1 : 1))
}

/** The statuses by which it can be refused, as far as its declaration tells. */
function statusesOf(declared: Refusable): number[] {
  const { permission, acts, readsBody, takesInput, findsSomething, hasVersion } = declared
  return [
    ...(acts ? [400] : []),
    ...(permission === 'anyone' ? [] : [401]),
    // Also visitors are refused what another website sends in their name.
    ...(acts || permission !== 'anyone' ? [403] : []),
    ...(findsSomething ? [404] : []),
    ...(acts ? [409] : []),
    ...(hasVersion ? [412] : []),
    ...(readsBody ? [413, 415] : []),
    ...(takesInput || acts ? [422] : []),
    429,
  ]
}

/** The replies of refusals, shared by the operations of a room: they name the room's own codes beside those of all. */
export function refusalReplies(refusals: readonly Refusal[], say: (key: string) => string) {
  const shared: Record<string, RefusalReply> = {
    otherwise: {
      description: 'Anything else, such as 503 while the portal is too busy: nothing was changed.',
      content: problem,
    },
  }
  return {
    shared,
    of(declared: Refusable): Record<string, { $ref: string }> {
      const room = declared.name.split('.')[0] ?? ''
      const replies = statusesOf(declared).map((status) => {
        const key = `${room}.${status}`
        shared[key] ??= { description: describe(status, room), content: problem }
        return [status, { $ref: `#/components/responses/${key}` }]
      })
      return { ...Object.fromEntries(replies), default: { $ref: '#/components/responses/otherwise' } }
    },
  }

  function describe(status: number, room: string): string {
    const codes = refusals
      .filter((refusal) => refusal.status === status)
      .map(({ code }) => code)
      .filter((code) => code.startsWith('request.') || code.startsWith(`${room}.`))
    return `${say(`request.status.${status}`)}: ${codes.map((code) => `\`${code}\``).join(', ')}.`
  }
}
