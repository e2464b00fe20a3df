/** The key by which its room says what a permission allows: it completes "Whoever holds this may …". */
export function permissionWords(permission: string): string {
  const dot = permission.indexOf('.')
  return `${permission.slice(0, dot)}.may${permission.slice(dot)}`
}

/** The key by which its room is called where permissions stand together. */
export function permissionHeading(permission: string): string {
  return `${permission.slice(0, permission.indexOf('.'))}.may.heading`
}
