import { execFileSync } from 'node:child_process'
import { lchownSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StartupError } from '../../startup-error.ts'

export interface Invocation {
  file: string
  arguments: string[]
  uid?: number
  gid?: number
}

/** Who runs the database server. */
export interface ServerUser {
  invocation(file: string, args: string[]): Invocation
  /** Gives a file or a folder with everything in it to the server. */
  own(path: string): void
}

/**
 * PostgreSQL refuses to run as root, so root lends it another user: the owner of the data if there is one
 * already, else `postgres` or `nobody`.
 */
export function serverUser(dataFolder: string, neededPaths: string[]): ServerUser {
  if (process.getuid?.() !== 0) {
    checkOwner(dataFolder)
    return { invocation: (file, args) => ({ file, arguments: args }), own: () => {} }
  }
  const { uid, gid } = ownerUnlessRoot(dataFolder) ?? serviceUser()
  const prefix = neededPaths.every((path) => canReach(path, uid, gid)) ? null : readEverywhere(uid, gid)
  return {
    invocation: (file, args) => {
      if (!prefix) return { file, arguments: args, uid, gid }
      const [program = '', ...prefixArguments] = prefix
      return { file: program, arguments: [...prefixArguments, file, ...args] }
    },
    own: (path) => own(path, uid, gid),
  }
}

function checkOwner(dataFolder: string): void {
  const owner = ownerOf(dataFolder)
  const uid = process.getuid?.() ?? 0
  const gid = process.getgid?.() ?? 0
  if (!owner || owner.uid === uid) return
  throw new StartupError(
    `The data in ${dataFolder} belongs to ${userName(owner.uid)}, and this is ${userName(uid)}. Stop whatever uses ` +
      `it and run "sudo chown -R ${uid}:${gid} ${dirname(dataFolder)}", start as ${userName(owner.uid)} or root, ` +
      'or choose another folder with DATA_DIR.',
  )
}

function ownerOf(path: string): { uid: number; gid: number } | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null
}

function ownerUnlessRoot(path: string): { uid: number; gid: number } | null {
  const owner = ownerOf(path)
  return owner && owner.uid !== 0 ? owner : null
}

function serviceUser(): { uid: number; gid: number } {
  const users = passwd()
  const user = users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody')
  if (user) return user
  throw new StartupError(
    'PostgreSQL refuses to run as root, and this machine has neither a user "postgres" nor "nobody" to run it as. ' +
      'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own.',
  )
}

function passwd(): { name: string; uid: number; gid: number }[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}

function userName(uid: number): string {
  const user = passwd().find((candidate) => candidate.uid === uid)
  return user ? `user "${user.name}"` : `user ${uid}`
}

function canReach(path: string, uid: number, gid: number): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const status = statSync(folder)
    const searchBit = status.uid === uid ? 0o100 : status.gid === gid ? 0o010 : 0o001
    if ((status.mode & searchBit) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/**
 * A folder above is closed to that user, as /root usually is. Then the server keeps one right of root's, to
 * look into every folder, and nothing else. Containers usually withhold CAP_DAC_READ_SEARCH but leave the wider
 * CAP_DAC_OVERRIDE. PostgreSQL asks access(), which forgets capabilities unless `no_setuid_fixup` is set.
 */
function readEverywhere(uid: number, gid: number): string[] {
  for (const capability of ['+dac_read_search', '+dac_override']) {
    const prefix = [
      'setpriv',
      `--reuid=${uid}`,
      `--regid=${gid}`,
      '--clear-groups',
      '--securebits=+no_setuid_fixup',
      `--inh-caps=-all,${capability}`,
      `--ambient-caps=-all,${capability}`,
    ]
    if (works([...prefix, 'true'])) return prefix
  }
  throw new StartupError(
    `PostgreSQL refuses to run as root, and ${userName(uid)} may not enter every folder above the program or its ` +
      'data. Move them out of closed folders such as /root, choose another data folder with DATA_DIR, or start as ' +
      'an ordinary user.',
  )
}

function works([file = '', ...args]: string[]): boolean {
  try {
    execFileSync(file, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function own(path: string, uid: number, gid: number): void {
  const status = statSync(path)
  if (status.uid === uid) return
  if (status.isDirectory()) {
    for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }))
      lchownSync(join(path, name), uid, gid)
  }
  lchownSync(path, uid, gid)
}
