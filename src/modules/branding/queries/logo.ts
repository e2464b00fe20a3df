import { z } from 'zod'
import { sql } from '../../../platform/db/sql.ts'
import { notFound } from '../../../platform/errors.ts'
import { mailLooks } from '../../../platform/mail/colours.ts'
import { keyOf } from '../../files/index.ts'
import { findBrand } from '../brand-row.ts'
import { DocumentBrand, LogoImage, LogoImageReference, LogoReply, Nothing } from '../contract.ts'
import { logoType, widthOf } from '../logo.ts'
import { findLogo } from '../logo-row.ts'
import { query } from '../room.ts'
import { toLogoReply } from '../views.ts'

export const readLogo = query({
  name: 'branding.readLogo',
  summary: 'Read about the logo of your association, and where it is',
  permission: 'member',
  input: Nothing,
  output: LogoReply,
  http: { method: 'get', path: '/brand/logo' },
  target: ({ db, actor }) => findLogo(db.sql, actor),
  async run(_context, _input, { logo }) {
    if (!logo) throw notFound()
    return toLogoReply(logo)
  },
})

/** For the pages that change it, which are there before it is. */
export const findMyLogo = query({
  name: 'branding.findMyLogo',
  summary: 'Read about the logo that you may change, if there is one',
  permission: 'branding.change',
  input: Nothing,
  output: z.strictObject({ logo: LogoReply.nullable() }),
  target: ({ db, actor }) => findLogo(db.sql, actor),
  run: async (_context, _input, { logo }) => ({ logo: logo && toLogoReply(logo) }),
})

interface ImageRow {
  mediaType: string
  size: number
  sha256: Buffer
}

/** Whoever comes to the door of an association sees its sign, signed in or not; that of another one is not there. */
export const readLogoImage = query({
  name: 'branding.readLogoImage',
  summary: 'Find the image of the logo of an association',
  permission: 'anyone',
  input: LogoImageReference,
  output: LogoImage,
  async target({ db, actor }, { fileId, size }) {
    const width = widthOf(size)
    const [image] = await db.sql<ImageRow>(sql`
      SELECT f.media_type AS "mediaType", coalesce(r.size, f.size) AS size, coalesce(r.sha256, f.sha256) AS sha256
      FROM brand_logos l JOIN kept_files f ON f.tenant_id = l.tenant_id AND f.file_id = l.file_id
      LEFT JOIN kept_renditions r ON r.tenant_id = f.tenant_id AND r.file_id = f.file_id AND r.width = ${width}
      WHERE l.tenant_id = ${actor.tenantId}::uuid AND l.file_id = ${fileId}::uuid`)
    return image ?? null
  },
  run: async (_context, { fileId, size: of }, { mediaType, size, sha256 }) => ({
    key: keyOf(fileId, widthOf(of)),
    mediaType,
    size,
    tag: sha256.toString('hex'),
  }),
})

/** For whatever room typesets a document of an association. */
export const readDocumentBrand = query({
  name: 'branding.readDocumentBrand',
  summary: 'Read what the documents of an association wear',
  permission: 'system',
  input: Nothing,
  output: DocumentBrand,
  async run({ db, actor, services }) {
    const [brand, target] = await Promise.all([findBrand(db.sql, actor), findLogo(db.sql, actor)])
    if (!brand || !target) throw notFound()
    const { logo } = target
    return {
      name: brand.unitName,
      ink: mailLooks(brand, services.config.BRAND_HUE).brandText,
      colour: brand.colour,
      corners: brand.corners,
      logo: logo && {
        key: keyOf(logo.fileId),
        mediaType: logoType,
        width: logo.width,
        height: logo.height,
        alt: logo.alt,
        name: logo.name,
      },
    }
  },
})
