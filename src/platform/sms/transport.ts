export interface OutgoingSms {
  /** E.164: `+15105550100`. */
  to: string
  text: string
  /** Stays the same when a message is tried again, so that a gateway sends it once. */
  messageId: string
}

export interface SmsTransport {
  send(sms: OutgoingSms): Promise<void>
}

/** The gateway refuses this message or its number for good: trying again would change nothing. */
export class SmsRefused extends Error {
  override readonly name = 'SmsRefused'
}

/** The message was not taken this time: the gateway is away, busy, or not set up right. Try again later. */
export class SmsDelayed extends Error {
  override readonly name = 'SmsDelayed'
}

/** Hands messages to a function that keeps them, where there is no gateway. */
export function keptSmsTransport(keep: (sms: OutgoingSms) => Promise<void>): SmsTransport {
  return { send: keep }
}

/** The operator has switched messages off: those still in a queue go nowhere, and do not wait for the switch. */
export const silentSmsTransport: SmsTransport = {
  async send() {
    throw new SmsRefused('Messages are switched off')
  },
}
