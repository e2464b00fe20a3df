import { randomBytes, randomUUID } from 'node:crypto'
import { MadeIds, nothing, type Sample, type Samples } from './sample.ts'

const newToken: Sample = {
  about: 'unit',
  input: ({ spot }) => ({
    name: 'Program',
    unitId: spot.unitId,
    scopes: ['own.read', 'units.read'],
    days: 30,
  }),
}

const tokenIds = new MadeIds()

/** Somebody else's. */
const aToken: Sample = {
  about: 'unit',
  input: ({ spot }) => ({ tokenId: tokenIds.get(spot.unitId) }),
  async prepare({ world, spot }) {
    const tokenId = randomUUID()
    tokenIds.set(spot.unitId, tokenId)
    await world.portal.app.database.pool.query(
      `INSERT INTO api_tokens (id, tenant_id, person_id, unit_id, name, token_hash, scopes, created_at, expires_at)
       VALUES ($1, $2, $3, $4, 'Theirs', $5, '{own.read}', now(), '2100-01-01')`,
      [tokenId, spot.tenantId, spot.newcomerId, spot.unitId, randomBytes(32)],
    )
  },
}

const chosenToken: Sample = { ...aToken, input: ({ spot }) => ({ chosen: [tokenIds.get(spot.unitId)] }) }

export const tokens: Samples = {
  'tokens.listMyTokens': nothing,
  'tokens.readTokenChoices': nothing,
  'tokens.listTokens': nothing,
  'tokens.listTokensFile': nothing,
  'tokens.createToken': newToken,
  'tokens.endMyToken': aToken,
  'tokens.endToken': aToken,
  'tokens.endTokens': chosenToken,
  'tokens.tokensPage': nothing,
  'tokens.newTokenPage': { ...newToken, about: 'nothing' },
  'tokens.endMyTokenAction': aToken,
  'tokens.allTokensPage': nothing,
  'tokens.endTokensPage': { ...chosenToken, about: 'nothing' },
}
