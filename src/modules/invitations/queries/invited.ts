import { sql } from '../../../platform/db/sql.ts'
import type { Translated } from '../../../platform/presentation/translated.ts'
import { entriesAmong, hashToken, listProviders } from '../../identity/index.ts'
import { settingsAt } from '../../units/index.ts'
import { Invited, WithToken } from '../contract.ts'
import { maskedAddress, noSuchInvitation, stateAt } from '../invitation.ts'
import { query } from '../room.ts'

interface Row {
  state: string
  expiresAt: Date
  association: string
  unit: string
  invitedBy: string | null
  role: string | null
  roleName: Translated | null
  roleEndsAt: Date | null
  needsSecondFactor: boolean
  greeting: string | null
  givenName: string | null
  familyName: string | null
  channel: 'email' | 'phone'
  isSomebody: boolean
  address: string
  claimedName: string | null
  accountId: string | null
  tenantId: string
  unitId: string
  unitPath: string
}

/** Who invites into what, for whoever has the link: it was sent to their address. */
export const readInvited = query({
  name: 'invitations.readInvited',
  summary: 'Read the invitation of a link: who invites into what, and whether it can still be accepted',
  permission: 'anyone',
  input: WithToken,
  output: Invited,
  http: { method: 'get', path: '/invited/:token' },
  async run({ db, actor, now, ask }, { token }) {
    const [row] = await db.sql<Row>(sql`
      SELECT i.state, i.expires_at AS "expiresAt", t.name AS association, p.name AS unit, b.display_name AS "invitedBy", i.role,
        r.name AS "roleName", i.role_ends_at AS "roleEndsAt", coalesce(r.needs_second_factor, false) AS "needsSecondFactor",
        i.greeting, i.given_name AS "givenName", i.family_name AS "familyName", h.display_name AS "claimedName",
        i.channel, i.address,
        EXISTS (SELECT 1 FROM account_addresses a JOIN people m ON m.account_id = a.account_id AND m.tenant_id = i.tenant_id
          WHERE CASE WHEN i.channel = 'email' THEN a.email = i.address::citext ELSE a.phone = i.address END) AS "isSomebody",
        (SELECT a.account_id FROM account_addresses a WHERE CASE WHEN i.channel = 'email' THEN a.email = i.address::citext ELSE a.phone = i.address END) AS "accountId",
        i.tenant_id AS "tenantId", p.unit_id AS "unitId", p.path::text AS "unitPath"
      FROM person_invitations i JOIN unit_places p ON p.tenant_id = i.tenant_id AND p.unit_id = i.unit_id
      JOIN unit_places t ON t.unit_id = i.tenant_id
      LEFT JOIN people h ON h.tenant_id = i.tenant_id AND h.person_id = i.person_id
      LEFT JOIN people b ON b.tenant_id = i.tenant_id AND b.person_id = i.invited_by
      LEFT JOIN role_terms r ON r.tenant_id = i.tenant_id AND r.role = i.role
      WHERE i.token_hash = ${hashToken(token)} AND i.state <> 'draft'`)
    if (!row) throw noSuchInvitation()
    const { state, channel, address, accountId, tenantId, unitId, unitPath, ...said } = row
    const zone = (await settingsAt(db.sql, { id: unitId, unitPath })).find(
      ({ name }) => name === 'timeZone',
    )?.value
    // Those of the association whose pages the reader sees; where it is another one, they see them there.
    const { items, providerOnly } =
      tenantId === actor.tenantId ? await ask(listProviders, {}) : { items: [], providerOnly: false }
    const me = actor.kind === 'account' ? actor.accountId : null
    const reader: Invited['reader'] =
      me === null ? (accountId === null ? 'newcomer' : 'signIn') : me === accountId ? 'you' : 'other'
    // One that went to the address of an entry takes that over as well; who is somebody there already takes over nothing.
    const entries =
      said.claimedName === null && !said.isSomebody
        ? await entriesAmong(db.sql, tenantId, [{ channel, value: address }], now)
        : new Map<string, string>()
    const [entry] = await db.sql<{ name: string }>(sql`
      SELECT display_name AS name FROM people WHERE tenant_id = ${tenantId}::uuid AND person_id = ${entries.get(address) ?? null}::uuid`)
    const { isSomebody: _somebody, ...told } = said
    return {
      ...told,
      claimedName: said.claimedName ?? entry?.name ?? null,
      providers: items.map(({ id, name }) => ({ id, name })),
      providerOnly,
      state: stateAt({ state, expiresAt: row.expiresAt }, now),
      address: maskedAddress(channel, address),
      timeZone: typeof zone === 'string' ? zone : 'UTC',
      reader,
    }
  },
})
