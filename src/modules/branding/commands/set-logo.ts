import { sql } from '../../../platform/db/sql.ts'
import { invalid } from '../../../platform/errors.ts'
import { system } from '../../../platform/policy/actor.ts'
import { dropFile, keepImage, registerFile, seenOn } from '../../files/index.ts'
import { LogoReply, SetLogo } from '../contract.ts'
import { isTooThin, logoPurpose, logoTooThin, nameOf } from '../logo.ts'
import { lockLogo } from '../logo-row.ts'
import { command } from '../room.ts'
import { toLogoReply } from '../views.ts'

export const setLogo = command({
  name: 'branding.setLogo',
  summary: 'Set the logo of your association: PNG, JPEG or WebP, at most 4 MB',
  permission: 'branding.change',
  input: SetLogo,
  output: LogoReply,
  http: { method: 'put', path: '/brand/logo', upload: logoPurpose },
  severity: 'notable',
  idempotent: false,
  async prepare({ services }, { file }) {
    if (!file) return null
    const { file: kept, drawn } = await keepImage(services, logoPurpose, file)
    const [{ pixels, bytes }] = drawn
    if (isTooThin(pixels)) throw logoTooThin()
    const { light, dark } = await seenOn(bytes)
    return { kept, ...pixels, seenOnLight: light, seenOnDark: dark }
  },
  target: ({ tx, actor }) => lockLogo(tx.sql, actor),
  async run({ tx, now, prepared, call, record }, words, { tenantId, logo: before, version }) {
    if (!prepared && !before)
      throw invalid([{ pointer: '/file', code: 'branding.error.noLogo', message: '' }])
    const drawn = prepared ? { ...prepared, fileId: prepared.kept.fileId } : before
    if (!drawn) throw new Error('There is a new logo, or the one before.')
    const { fileId, width, height, seenOnLight, seenOnDark } = drawn
    const logo = {
      fileId,
      alt: words.alt ?? before?.alt ?? (await nameOfAssociation()),
      // Another image has its name elsewhere, most likely.
      name: words.name ?? (prepared || !before ? nameOf(drawn) : before.name),
      width,
      height,
      seenOnLight,
      seenOnDark,
    }
    const as = system('an association gets a logo', tenantId)
    if (prepared) await call(registerFile, prepared.kept, { as })
    await tx.sql(sql`
      INSERT INTO brand_logos (tenant_id, file_id, alt, name, width, height, seen_on_light, seen_on_dark, updated_at)
      VALUES (${tenantId}::uuid, ${fileId}::uuid, ${logo.alt}, ${logo.name}, ${width}, ${height}, ${seenOnLight},
              ${seenOnDark}, ${now})
      ON CONFLICT (tenant_id) DO UPDATE SET file_id = excluded.file_id, alt = excluded.alt, name = excluded.name,
        width = excluded.width, height = excluded.height, seen_on_light = excluded.seen_on_light,
        seen_on_dark = excluded.seen_on_dark, version = brand_logos.version + 1, updated_at = excluded.updated_at`)
    if (prepared && before) await call(dropFile, { fileId: before.fileId }, { as })
    record({ type: 'logo', id: tenantId }, before, logo)
    return toLogoReply({ ...logo, version: version + 1 })

    async function nameOfAssociation(): Promise<string> {
      const [root] = await tx.sql<{ name: string }>(sql`
        SELECT p.name FROM unit_places p WHERE p.tenant_id = ${tenantId}::uuid AND p.parent_id IS NULL`)
      return root?.name ?? ''
    }
  },
})
