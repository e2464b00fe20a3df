/** Where to go next, if it is a place of this portal; anything else could lead people to a look-alike. */
export function localPath(wanted: string | undefined): string {
  if (!wanted?.startsWith('/') || /^\/[/\\]/.test(wanted) || /[\s\\\p{Cc}]/u.test(wanted)) return '/'
  const base = 'http://portal.invalid'
  const url = URL.canParse(wanted, base) ? new URL(wanted, base) : null
  // `/..//elsewhere` loses its dots only here, and what is left would be another host.
  return url?.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : '/'
}

/** Keeps where one wanted to go through the pages of signing in. */
export function withNext(path: string, query: Record<string, string>): string {
  const next = localPath(query.next)
  return next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`
}

/** The page that a file of the API is of: the list whose rows it holds, or the task that made it; null for what is no file. */
export function pageOfFile(path: string): string | null {
  const [before, api, version, ...parts] = path.split('/')
  if (before !== '' || api !== 'api' || version !== 'v1') return null
  const last = parts.at(-1) ?? ''
  if (parts.length === 3 && parts[0] === 'tasks' && last === 'result') return `/tasks/${parts[1]}`
  const name = last.endsWith('.csv') ? last.slice(0, -'.csv'.length) : ''
  return name === '' ? null : `/${[...parts.slice(0, -1), name].join('/')}`
}
