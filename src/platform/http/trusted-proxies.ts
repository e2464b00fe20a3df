import express, { type Express } from 'express'
import { StartupError } from '../startup-error.ts'
import { Recent } from './recent.ts'

/**
 * Whose `X-Forwarded-*` headers are believed. Express judges each address anew, several times a request; there are
 * few proxies, so what was judged once is remembered.
 */
export function trustProxies(app: Express, proxies: string): void {
  const judged = new Recent<boolean>(1_000)
  const judge = judgeOf(proxies)
  app.set('trust proxy', (address: string | undefined) => {
    if (address === undefined) return false
    let trusted = judged.get(address)
    if (trusted === undefined) {
      trusted = judge(address, 0)
      judged.set(address, trusted)
    }
    return trusted
  })
}

function judgeOf(proxies: string): (address: string, hop: number) => boolean {
  const scratch = express()
  try {
    scratch.set('trust proxy', proxies)
  } catch {
    throw new StartupError(
      `TRUST_PROXY takes addresses of proxies, such as loopback or 10.0.0.0/8, not ${proxies}.`,
    )
  }
  return scratch.get('trust proxy fn')
}
