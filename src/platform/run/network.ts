import { isIPv6 } from 'node:net'

/** Whoever has one IPv6 address has all that share its first 64 bits, so those are what is counted. */
export function networkOf(address: string | null): string {
  if (!address) return 'unknown'
  const version4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (version4 || !isIPv6(address)) return version4 ?? address
  const [head = '', tail] = address.replace(/%.*/, '').split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length
  return [...before, ...Array<string>(zeros).fill('0'), ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
