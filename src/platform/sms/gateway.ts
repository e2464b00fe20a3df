import { type OutgoingSms, SmsDelayed, SmsRefused, type SmsTransport } from './transport.ts'

export interface GatewayOptions {
  url: string
  /** The value of the Authorization header, with `{token}` where the token goes. */
  authorization: string
  token?: string
  from: string
  /** What is posted, with `{to}`, `{from}`, `{text}` and `{id}`: JSON if it begins with a brace, else a form. */
  body: string
  timeoutMilliseconds?: number
}

/**
 * Posts each message to the HTTP gateway that an operator has chosen. Gateways differ in the names of what they take,
 * so the body is a template; they agree on answering 2xx for what they took.
 */
export function gatewayTransport(options: GatewayOptions): SmsTransport {
  const { url, authorization, token, timeoutMilliseconds = 15_000 } = options
  const isJson = options.body.trimStart().startsWith('{')
  const headers = {
    'Content-Type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
    Accept: 'application/json',
    ...(token ? { Authorization: authorization.replaceAll('{token}', token) } : {}),
  }
  return {
    async send(sms) {
      let answer: Response
      try {
        answer = await fetch(url, {
          method: 'POST',
          headers: { ...headers, 'Idempotency-Key': sms.messageId },
          body: filled(options, sms, isJson),
          // Followed, a redirect would carry token and number to a place that nobody configured.
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMilliseconds),
        })
        await answer.body?.cancel()
      } catch (error) {
        // What the failure says may hold the address with its secrets: its name is enough for the log.
        throw new SmsDelayed(`The gateway did not answer (${(error as Error).name})`)
      }
      if (answer.ok) return
      const message = `The gateway answered ${answer.status}`
      throw concernsThisMessage(answer.status) ? new SmsRefused(message) : new SmsDelayed(message)
    },
  }
}

/** A refused token, address or quota is for the operator to mend, and then the message can go out. */
function concernsThisMessage(status: number): boolean {
  return status === 400 || status === 410 || status === 413 || status === 422
}

function filled({ body, from }: GatewayOptions, { to, text, messageId }: OutgoingSms, isJson: boolean) {
  const values: Record<string, string> = { to, from, text, id: messageId }
  const encode = isJson ? (value: string) => JSON.stringify(value).slice(1, -1) : encodeURIComponent
  // One pass, so that a text which holds `{to}` stays what it is.
  return body.replace(/\{(to|from|text|id)\}/g, (_place, name: string) => encode(values[name] ?? ''))
}
