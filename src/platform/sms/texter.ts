import { createHash } from 'node:crypto'
import type { MessageValues } from '../presentation/view.ts'
import type { Words } from '../words.ts'
import type { SmsTransport } from './transport.ts'

export interface TextMessage {
  /** E.164: `+15105550100`. */
  to: string
  locale: string
  /** Locale key of the words, and its values. */
  message: string
  values: MessageValues
}

export interface Texter {
  send(message: TextMessage): Promise<void>
}

/** Makes the texter of one handling of one fact: the same message then has the same id at every try. */
export type TexterFor = (key: string) => Texter

export function createTexterFor(transport: SmsTransport, words: Words): TexterFor {
  return (key) => ({
    async send({ to, locale, message, values }) {
      const messageId = createHash('sha256').update(`${key}\0${message}\0${to}`).digest('hex').slice(0, 32)
      await transport.send({ to, text: words.in(locale)(message, values), messageId })
    },
  })
}
