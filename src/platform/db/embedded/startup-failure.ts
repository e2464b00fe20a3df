import { StartupError } from '../../startup-error.ts'

/** What `initdb` or the server said when it ended before its time. */
export class ServerFailure extends Error {}

/** Turns what a machine can do to us into a sentence; a mistake of ours stays what it is. */
export function explained(error: unknown, folder: string): unknown {
  if (error instanceof StartupError) return error
  if (error instanceof ServerFailure) return new StartupError(sentenceForOutput(error.message, folder))
  const { code = '', path = folder } = error as NodeJS.ErrnoException
  const sentence = sentenceForCode(code, path.startsWith(folder) ? folder : path)
  return sentence ? new StartupError(sentence) : error
}

function sentenceForCode(code: string, path: string): string | null {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return noSpace(path)
    case 'EACCES':
    case 'EPERM':
      return (
        `${path} cannot be written by this user. Give it to this user with ` +
        `"sudo chown -R ${userNumbers()} ${path}", start as its owner, or choose another folder with DATA_DIR.`
      )
    case 'EROFS':
      return `${path} is on a file system that is read-only. Choose another folder with DATA_DIR.`
    case 'ENOENT':
      return `${path} cannot be created. Choose another folder with DATA_DIR.`
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path} is needed as a folder, but something else has that name. Choose another folder with DATA_DIR.`
    default:
      return null
  }
}

function sentenceForOutput(output: string, folder: string): string {
  if (/shared memory segment/.test(output)) {
    return `The database server got no shared memory; in a container, raise it with --shm-size=256m. It said: ${tail(output)}`
  }
  if (/No space left on device|Check free disk space|Disk quota exceeded/.test(output)) return noSpace(folder)
  if (/could not look up effective user ID/.test(output)) {
    return (
      `This user (${userNumbers()}) has no entry in /etc/passwd, and PostgreSQL cannot make its data folder ` +
      'without one. Add an entry, start as another user, or set DATABASE_URL to a PostgreSQL server of your own.'
    )
  }
  return `The database server for ${folder} did not start. It said: ${tail(output)}`
}

function noSpace(path: string): string {
  return `There is no space left on the disk of ${path}. Make room there, or choose another folder with DATA_DIR.`
}

function userNumbers(): string {
  return `${process.getuid?.()}:${process.getgid?.()}`
}

function tail(output: string): string {
  return output.trim().split('\n').slice(-8).join('\n')
}
