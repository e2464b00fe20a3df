import type { Readable } from 'node:stream'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { S3Driver } from 'flydrive/drivers/s3'
import type { Config } from '../config.ts'
import type { ByteRange, RangedDriver } from './storage.ts'

/** A bucket of S3, or of whatever speaks like it. An object appears there whole or not at all. */
export class Bucket extends S3Driver implements RangedDriver {
  readonly #client: S3Client
  readonly #bucket: string

  constructor(config: Config) {
    const bucket = config.FILES_S3_BUCKET ?? ''
    const { FILES_S3_ACCESS_KEY_ID: accessKeyId, FILES_S3_SECRET_ACCESS_KEY: secretAccessKey } = config
    const client = new S3Client({
      region: config.FILES_S3_REGION,
      endpoint: config.FILES_S3_ENDPOINT,
      forcePathStyle: config.FILES_S3_PATH_STYLE,
      // Without them Amazon's library looks where it always looks: the machine's own role, for instance.
      ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
      // Sums that only Amazon's own servers are sure to understand.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    })
    // Who may read is decided here, never by the bucket; many of its kind know no ACLs at all.
    super({ client, bucket, visibility: 'private', supportsACL: false })
    this.#client = client
    this.#bucket = bucket
  }

  async getRange(key: string, range?: ByteRange): Promise<Readable | null> {
    try {
      const { Body } = await this.#client.send(
        new GetObjectCommand({
          Bucket: this.#bucket,
          Key: key,
          ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}),
        }),
      )
      return Body as Readable
    } catch (error) {
      if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404)
        return null
      throw error
    }
  }
}
