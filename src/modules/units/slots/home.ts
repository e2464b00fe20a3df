import { sql } from '../../../platform/db/sql.ts'
import type { HomeCard } from '../../../platform/presentation/home-cards.ts'
import type { Translated } from '../../../platform/presentation/translated.ts'
import { inReaders, quote, say } from '../../../platform/presentation/words.ts'
import type { HomeSection } from '../../../platform/slots/home.ts'
import { unitsManagedBy, visibleUnits } from '../policy.ts'
import type { UnitStatus } from '../unit.ts'
import { joiningOf } from '../views.ts'

/** More than these stand behind a link. */
const mineShown = 6

/** Most people manage one unit; who manages many finds them all in the list. */
const managedShown = 4

interface MyCard {
  id: string
  kindLabel: Translated
  name: string
  isPrimary: boolean
  parentName: string | null
  all: number
}

const mine: HomeSection = {
  name: 'units.mine',
  title: say('units.mine.title'),
  order: 20,
  permission: 'units.join',
  async load(run, actor) {
    const units = await run<MyCard>(sql`
      SELECT u.id, k.label AS "kindLabel", u.name, m.is_primary AS "isPrimary", a.name AS "parentName", count(*) OVER ()::int AS all
      FROM memberships m JOIN units u ON u.tenant_id = m.tenant_id AND u.id = m.unit_id
      JOIN unit_kinds k ON k.tenant_id = u.tenant_id AND k.key = u.kind
      LEFT JOIN units a ON a.tenant_id = u.tenant_id AND a.id = u.parent_id
      WHERE m.tenant_id = ${actor.tenantId}::uuid AND m.person_id = ${actor.personId}::uuid AND m.ended_at IS NULL
      ORDER BY m.is_primary DESC, u.name, u.id LIMIT ${mineShown}`)
    const cards = units.map(
      ({ id, kindLabel, name, isPrimary, parentName }): HomeCard => ({
        title: quote(name),
        href: `/units/${id}`,
        icon: 'units',
        facts: [inReaders(kindLabel), ...(parentName === null ? [] : [quote(parentName)])],
        ...(isPrimary ? { badge: { words: say('units.primary'), tone: 'info' as const } } : {}),
      }),
    )
    if (cards.length === 1)
      cards.push({
        title: say('units.mine.find'),
        href: '/units',
        icon: 'search',
        facts: [say('units.mine.findHelp')],
      })
    return {
      cards,
      ...((units[0]?.all ?? 0) > mineShown
        ? { more: { words: say('units.home.allMine'), href: '/my-units' } }
        : {}),
      empty: {
        title: say('units.mine.none'),
        help: say('units.mine.noneHelp'),
        action: { words: say('units.mine.find'), href: '/units' },
      },
    }
  },
}

interface ProposedCard {
  id: string | null
  name: string | null
  kindLabel: Translated | null
  isLocated: boolean
}

/** Where the reader lives, once it is known; before that, the way to say it, where any unit has a boundary. */
const proposed: HomeSection = {
  name: 'units.proposed',
  title: say('units.proposed.title'),
  order: 5,
  permission: 'units.join',
  async load(run, actor, now) {
    const rows = await run<ProposedCard>(sql`
      WITH me AS (
        SELECT p.tenant_id, p.person_id, p.longitude, p.latitude FROM person_positions p
        WHERE p.tenant_id = ${actor.tenantId}::uuid AND p.person_id = ${actor.personId}::uuid)
      (SELECT u.id, u.name, k.label AS "kindLabel", true AS "isLocated" FROM me JOIN units u
        ON u.boundary && polygon(box(point(me.longitude, me.latitude), point(me.longitude, me.latitude)))
        AND u.boundary @> point(me.longitude, me.latitude) AND u.tenant_id = me.tenant_id
      JOIN unit_kinds k ON k.tenant_id = u.tenant_id AND k.key = u.kind
      WHERE u.status = 'open' AND ${joiningOf} <> 'closed' AND ${visibleUnits(actor, now)}
        AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = me.person_id AND m.unit_id = u.id AND m.ended_at IS NULL)
      ORDER BY area(u.boundary::path), u.id LIMIT 2)
      UNION ALL
      (SELECT NULL, NULL, NULL, false WHERE NOT EXISTS (SELECT 1 FROM me) AND EXISTS (
        SELECT 1 FROM units u WHERE u.tenant_id = ${actor.tenantId}::uuid AND u.status = 'open' AND u.boundary IS NOT NULL))`)
    if (rows.length === 0) return null
    return {
      cards: rows.map(
        ({ id, name, kindLabel }): HomeCard =>
          id === null || name === null || kindLabel === null
            ? {
                title: say('units.proposed.ask'),
                href: '/profile/contact',
                icon: 'place',
                facts: [say('units.proposed.askHelp')],
              }
            : {
                title: quote(name),
                href: `/units/${id}`,
                icon: 'place',
                facts: [inReaders(kindLabel), say('units.proposed.livesHere')],
                action: { words: say('units.proposed.join', { name }), href: `/units/${id}` },
              },
      ),
    }
  },
}

interface ManagedCard {
  id: string
  kindLabel: Translated
  name: string
  status: UnitStatus
  memberCount: number
  belowCount: number
}

const managed: HomeSection = {
  name: 'units.managed',
  title: say('units.home.managed'),
  order: 10,
  permission: 'units.manage',
  async load(run, actor, now) {
    const unitIds = unitsManagedBy(actor, now).slice(0, managedShown)
    const units = await run<ManagedCard>(sql`
      SELECT u.id, k.label AS "kindLabel", u.name, u.status,
        n.people AS "memberCount",
        (SELECT count(*)::int FROM units c WHERE c.tenant_id = u.tenant_id AND c.parent_id = u.id) AS "belowCount"
      FROM units u JOIN unit_counts n ON n.unit_id = u.id JOIN unit_kinds k ON k.tenant_id = u.tenant_id AND k.key = u.kind
      WHERE u.id = ANY(${unitIds}::uuid[]) AND ${visibleUnits(actor, now)} ORDER BY u.path`)
    return {
      cards: units.map(
        ({ id, kindLabel, name, status, memberCount, belowCount }): HomeCard => ({
          title: quote(name),
          href: `/units/${id}`,
          icon: 'settings',
          facts: [
            inReaders(kindLabel),
            say('units.memberCount', { count: memberCount }),
            say('units.belowCount', { count: belowCount }),
          ],
          ...(status === 'closed'
            ? { badge: { words: say('units.statuses.closed'), tone: 'neutral' as const } }
            : { action: { words: say('units.new.button'), href: `/units/${id}/new` } }),
        }),
      ),
    }
  },
}

export const home: readonly HomeSection[] = [proposed, managed, mine]
