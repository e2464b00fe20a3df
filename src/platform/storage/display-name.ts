const longest = 120

/**
 * A file's name as it may be shown and offered for saving: no folders, nothing invisible, nothing that turns the
 * reading direction to make `exe.pdf` out of `fdp.exe`, no name that an operating system keeps for itself.
 */
export function displayName(given: string): string | null {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .toWellFormed()
    .normalize('NFC')
    // Controls, format characters (directions, joiners, invisible tags), private and unassigned ones, line separators.
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\ufffd]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const name = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(clean) ? `_${clean}` : clean
  return name === '' ? null : shortened(name)
}

/** The end of a name says what it is, so the middle goes. */
function shortened(name: string): string {
  const letters = [...name]
  if (letters.length <= longest) return name
  const dot = letters.lastIndexOf('.')
  const ending = dot > 0 && letters.length - dot <= 12 ? letters.slice(dot) : []
  return [...letters.slice(0, longest - ending.length), ...ending].join('')
}

/** RFC 6266: a plain name for what is old, the real one for everybody else. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string | null): string {
  if (name === null) return kind
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%;]/g, '_')
  const real = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${real}`
}
