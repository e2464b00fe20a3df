import type { Config } from './platform/config.ts'

export interface DemoAccount {
  /** E-mail address, or phone. */
  address: string
  password: string
  /** What this kind of user can do, in a few words. */
  kind: string
}

/** What the terminal shows when the portal is ready. */
export function greeting(config: Config, accounts: readonly DemoAccount[]): string {
  if (config.ROLE === 'worker') return 'Guildhall works on its jobs.\n'
  const lines = ['', `Guildhall is ready at ${config.BASE_URL ?? `http://localhost:${config.PORT}`}`, '']
  if (accounts.length > 0) {
    const width = Math.max(...accounts.map(({ address }) => address.length))
    const secretWidth = Math.max(...accounts.map(({ password }) => password.length))
    lines.push(
      'Demo accounts:',
      ...accounts.map(
        ({ address, password, kind }) =>
          `  ${address.padEnd(width)}  ${password.padEnd(secretWidth)}  ${kind}`,
      ),
    )
    lines.push(
      '',
      'Mail is kept at /dev/mail, messages to phones at /dev/sms. The API is described at /api/docs. Stop with Ctrl-C.',
      '',
    )
  }
  return `${lines.join('\n')}\n`
}
