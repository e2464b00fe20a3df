import { constants, crc32, deflateRawSync } from 'node:zlib'
import { z } from 'zod'

/**
 * What the directory at the end of an archive says of each file in it. It is kept between the runs of a task: yazl, which
 * writes all other archives, does so in one go and cannot go on where another process was.
 */
export const ZipEntry = z.strictObject({
  name: z.string(),
  /** 0: as it is; 8: deflated. */
  method: z.union([z.literal(0), z.literal(8)]),
  crc: z.number(),
  packed: z.number(),
  size: z.number(),
  offset: z.number(),
})
export type ZipEntry = z.output<typeof ZipEntry>

const versionOf64 = 45
/** The sizes stand behind the file, and names are UTF-8. */
const flags = 0x0808
const most32 = 0xffff_ffff
const most16 = 0xffff

/** The first of January 1980: when something was written is said inside. */
const anyDate = 0x0021

/** What stands before a file whose size and checksum are not known yet. */
export function zipHead(name: string, method: 0 | 8): Buffer {
  const bytes = Buffer.from(name)
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x0403_4b50, 0)
  head.writeUInt16LE(versionOf64, 4)
  head.writeUInt16LE(flags, 6)
  head.writeUInt16LE(method, 8)
  head.writeUInt16LE(anyDate, 12)
  head.writeUInt16LE(bytes.byteLength, 26)
  return Buffer.concat([head, bytes])
}

/** What stands behind it. Files are below four gigabytes each; the archive may be larger. */
export function zipTail({ crc, packed, size }: Pick<ZipEntry, 'crc' | 'packed' | 'size'>): Buffer {
  const tail = Buffer.alloc(16)
  tail.writeUInt32LE(0x0807_4b50, 0)
  tail.writeUInt32LE(crc, 4)
  tail.writeUInt32LE(packed, 8)
  tail.writeUInt32LE(size, 12)
  return tail
}

/** A file that fits into memory, whole: what is written, and its line in the directory. */
export function zipFile(name: string, content: Buffer, offset: number): { bytes: Buffer; entry: ZipEntry } {
  const data = deflateRawSync(content, { level: constants.Z_DEFAULT_COMPRESSION })
  const entry: ZipEntry = {
    name,
    method: 8,
    crc: crc32(content),
    packed: data.byteLength,
    size: content.byteLength,
    offset,
  }
  return { bytes: Buffer.concat([zipHead(name, 8), data, zipTail(entry)]), entry }
}

/** The end of an archive: its directory, with the wide form where there are many files or many bytes. */
export function zipDirectory(entries: readonly ZipEntry[], offset: number): Buffer {
  const lines = entries.map((entry) => {
    const name = Buffer.from(entry.name)
    const extra = Buffer.alloc(entry.offset >= most32 ? 12 : 0)
    if (extra.byteLength > 0) {
      extra.writeUInt16LE(1, 0)
      extra.writeUInt16LE(8, 2)
      extra.writeBigUInt64LE(BigInt(entry.offset), 4)
    }
    const line = Buffer.alloc(46)
    line.writeUInt32LE(0x0201_4b50, 0)
    line.writeUInt16LE(versionOf64, 4)
    line.writeUInt16LE(versionOf64, 6)
    line.writeUInt16LE(flags, 8)
    line.writeUInt16LE(entry.method, 10)
    line.writeUInt16LE(anyDate, 14)
    line.writeUInt32LE(entry.crc, 16)
    line.writeUInt32LE(entry.packed, 20)
    line.writeUInt32LE(entry.size, 24)
    line.writeUInt16LE(name.byteLength, 28)
    line.writeUInt16LE(extra.byteLength, 30)
    line.writeUInt32LE(Math.min(entry.offset, most32), 42)
    return Buffer.concat([line, name, extra])
  })
  const directory = Buffer.concat(lines)
  const wide = Buffer.alloc(76)
  wide.writeUInt32LE(0x0606_4b50, 0)
  wide.writeBigUInt64LE(44n, 4)
  wide.writeUInt16LE(versionOf64, 12)
  wide.writeUInt16LE(versionOf64, 14)
  wide.writeBigUInt64LE(BigInt(entries.length), 24)
  wide.writeBigUInt64LE(BigInt(entries.length), 32)
  wide.writeBigUInt64LE(BigInt(directory.byteLength), 40)
  wide.writeBigUInt64LE(BigInt(offset), 48)
  wide.writeUInt32LE(0x0706_4b50, 56)
  wide.writeBigUInt64LE(BigInt(offset + directory.byteLength), 64)
  wide.writeUInt32LE(1, 72)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x0605_4b50, 0)
  end.writeUInt16LE(Math.min(entries.length, most16), 8)
  end.writeUInt16LE(Math.min(entries.length, most16), 10)
  end.writeUInt32LE(directory.byteLength, 12)
  end.writeUInt32LE(Math.min(offset, most32), 16)
  const isWide = entries.length >= most16 || offset >= most32
  return Buffer.concat(isWide ? [directory, wide, end] : [directory, end])
}
