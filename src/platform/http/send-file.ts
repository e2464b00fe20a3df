import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { Storage } from '../storage/storage.ts'

export interface SentFile {
  /** Under which the storage holds it. */
  key: string
  mediaType: string
  size: number
}

/** Sends a file of the storage to its end, or to when whoever asked goes away. */
export async function sendFile(
  storage: Storage,
  { key, mediaType, size }: SentFile,
  response: Response,
): Promise<void> {
  if (response.destroyed) return
  response.setHeader('Content-Type', mediaType)
  response.setHeader('Content-Length', size)
  response.setHeader('Cache-Control', 'private, max-age=3600')
  const bytes = storage.read(key)
  try {
    await pipeline(bytes, response)
  } catch (error) {
    // Someone who closes the page is no fault of anybody.
    if (!response.destroyed || (error as NodeJS.ErrnoException).code === 'ENOENT') throw error
  } finally {
    bytes.destroy()
  }
}
