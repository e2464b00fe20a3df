import { createTransport } from 'nodemailer'
import { singleLine } from './values.ts'

export interface OutgoingMail {
  to: string
  from: string
  subject: string
  html: string
  text: string
  /** Stays the same when a mail is tried again, so that a receiver can tell. */
  messageId: string
  /** Images that its page shows by `cid:`. */
  images?: readonly MailImage[]
  /** Where one press of a button in a mail program ends mail of this kind. */
  unsubscribe?: string
}

export interface MailImage {
  contentId: string
  mediaType: string
  bytes: Buffer
}

export interface MailTransport {
  send(mail: OutgoingMail): Promise<void>
  close(): Promise<void>
}

/** The server refuses this mail or its recipient for good: trying again would change nothing. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused'
}

/** The mail was not taken this time: the server is away, busy, or not set up right. Try again later. */
export class MailDelayed extends Error {
  override readonly name = 'MailDelayed'
}

export interface SmtpOptions {
  /** `smtps://user:password@host` or `smtp://host:587`. */
  url: string
  /** Defaults to true except for a server on this machine. */
  requireTls?: boolean
  maxConnections?: number
  timeouts?: { connect: number; greeting: number; silence: number }
}

/** What nodemailer says about a failure; `permanent` is there only if the server answered. */
interface SmtpFailure extends Error {
  command?: string
  response?: string
  permanent?: boolean
}

export function smtpTransport(options: SmtpOptions): MailTransport {
  const { connect, greeting, silence } = options.timeouts ?? {
    connect: 10_000,
    greeting: 10_000,
    silence: 30_000,
  }
  const onThisMachine = !needsTls(options.url)
  const transporter = createTransport({
    url: options.url,
    pool: true,
    maxConnections: options.maxConnections ?? 3,
    connectionTimeout: connect,
    dnsTimeout: connect,
    greetingTimeout: greeting,
    socketTimeout: silence,
    requireTLS: options.requireTls ?? !onThisMachine,
    // A server on this machine has no certificate that anybody could vouch for.
    ...(onThisMachine ? { tls: { rejectUnauthorized: false } } : {}),
    // What stands in a mail must never make this process read a file or call an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  return {
    async send({ to, from, subject, html, text, messageId, images = [], unsubscribe }) {
      if (!isOneAddress(to)) throw new MailRefused('The recipient is not one mail address')
      try {
        await transporter.sendMail({
          // As an object, because in a text a comma would make two recipients.
          to: { name: '', address: to },
          from,
          subject,
          html,
          text,
          messageId,
          attachments: images.map(({ contentId, mediaType, bytes }) => ({
            cid: contentId,
            contentType: mediaType,
            content: bytes,
            contentDisposition: 'inline',
            // Programs that show no page list it by its name.
            filename: `logo.${mediaType.replace('image/', '')}`,
          })),
          headers: {
            // Out-of-office programs answer neither.
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            ...(unsubscribe
              ? // RFC 8058: the press posts this to the address, without asking anybody.
                {
                  'List-Unsubscribe': `<${unsubscribe}>`,
                  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
                }
              : {}),
          },
        })
      } catch (error) {
        throw classified(error as SmtpFailure)
      }
    },
    async close() {
      transporter.close()
    },
  }
}

/** Hands mail to a function that keeps it, where there is no mail server. What it carries is kept in its page. */
export function keptTransport(keep: (mail: OutgoingMail) => Promise<void>): MailTransport {
  return {
    send: ({ images = [], ...mail }) => keep({ ...mail, html: images.reduce(withImage, mail.html) }),
    close: async () => {},
  }
}

function withImage(html: string, { contentId, mediaType, bytes }: MailImage): string {
  return html.replaceAll(`"cid:${contentId}"`, `"data:${mediaType};base64,${bytes.toString('base64')}"`)
}

function classified(failure: SmtpFailure): Error {
  // Only what concerns this mail is final. A refused sign-in or sender is for the operator to mend, and then the
  // mail can go out.
  const concernsThisMail = failure.command === 'RCPT TO' || failure.command === 'DATA'
  const Kind = concernsThisMail && failure.permanent === true ? MailRefused : MailDelayed
  return new Kind(singleLine(failure.response ?? failure.message), { cause: failure })
}

function isOneAddress(to: string): boolean {
  return /^[^\s@,;:<>()"\\\p{Cc}]+@[^\s@,;:<>()"\\\p{Cc}]+$/u.test(to)
}

/** Whatever leaves this machine is encrypted, unless the operator decides otherwise. */
export function needsTls(url: string): boolean {
  const { hostname } = new URL(url)
  return !(hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname))
}
