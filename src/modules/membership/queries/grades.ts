import { notFound } from '../../../platform/errors.ts'
import { personOf } from '../../../platform/policy/actor.ts'
import { classifyPerson } from '../commands/classify-person.ts'
import { verifyPerson } from '../commands/verify-person.ts'
import {
  CheckEligibility,
  ClassificationReply,
  ClassList,
  type ClassReply,
  Eligibility,
  MyClassification,
  Nothing,
  PersonReference,
} from '../contract.ts'
import {
  type Facet,
  type MemberClass,
  type MemberFacts,
  objectionsToEligibility,
  objectionsToPromotion,
} from '../grade.ts'
import { classesOf, classificationsOf, factsOf, toClassReply, verificationsOf } from '../grade-row.ts'
import { query } from '../room.ts'
import { findPlacedPerson } from '../standing-row.ts'

export const listClasses = query({
  name: 'membership.listClasses',
  summary: 'List the grades and types of members that the association has, archived ones last',
  permission: 'member',
  input: Nothing,
  output: ClassList,
  http: { method: 'get', path: '/member-classes' },
  run: async ({ db, actor }) => ({
    items: (await classesOf(db.sql, actor.tenantId, { withArchived: true })).map(toClassReply),
  }),
})

export const readClassification = query({
  name: 'membership.readClassification',
  summary: 'Read grade, type and verifications of a person, and what each other grade asks for',
  permission: 'membership.read',
  input: PersonReference,
  output: ClassificationReply,
  http: { method: 'get', path: '/people/:personId/classes' },
  target: ({ db, actor, now }, { personId }) =>
    findPlacedPerson(db.sql, { personId }, { actor, now, permission: 'membership.decide' }),
  async run({ db, now, able }, _input, person) {
    const { tenantId, personId, name } = person
    const [classes, facts, history, verifications] = await Promise.all([
      classesOf(db.sql, tenantId),
      factsOf(db.sql, tenantId, [personId], now),
      classificationsOf(db.sql, person),
      verificationsOf(db.sql, person),
    ])
    const known = facts.get(personId)
    if (!known) throw notFound()
    const current = (facet: Facet) => history.find((each) => each.facet === facet && each.endsAt === null)
    return {
      personId,
      name,
      grade: current('grade')?.label ?? null,
      type: current('type')?.label ?? null,
      verifications,
      grades: gradesFor(classes, known, now, 'staff'),
      types: classes
        .filter(({ facet }) => facet === 'type')
        .map(({ id, label, key }) => ({
          id,
          label: label as ClassReply['label'],
          isCurrent: key === known.type,
        })),
      history,
      abilities: { classify: able(classifyPerson, person), verify: able(verifyPerson, person) },
    }
  },
})

export const readMyClassification = query({
  name: 'membership.readMyClassification',
  summary: 'Read your own grade, type and verifications, and what each other grade asks for',
  permission: 'person',
  input: Nothing,
  output: MyClassification,
  http: { method: 'get', path: '/me/grade' },
  async run({ db, actor, now }) {
    const me = { tenantId: actor.tenantId as string, personId: personOf(actor) }
    const [classes, facts, history, verifications] = await Promise.all([
      classesOf(db.sql, me.tenantId),
      factsOf(db.sql, me.tenantId, [me.personId], now),
      classificationsOf(db.sql, me),
      verificationsOf(db.sql, me),
    ])
    const known = facts.get(me.personId)
    if (!known) throw notFound()
    const current = (facet: Facet) => history.find((each) => each.facet === facet && each.endsAt === null)
    return {
      grade: current('grade')?.label ?? null,
      type: current('type')?.label ?? null,
      verifications,
      grades: gradesFor(classes, known, now, 'oneself'),
      history: history.map(({ id, facet, label, startsAt, endsAt, reason }) => ({
        id,
        facet,
        label,
        startsAt,
        endsAt,
        reason,
      })),
    }
  },
})

/** Other rooms ask it before they let somebody vote, enrol or be elected. Whoever is not there is told of nothing. */
export const checkEligibility = query({
  name: 'membership.checkEligibility',
  summary: 'Why people do not meet a condition of standing, grade, type and verification',
  permission: 'system',
  input: CheckEligibility,
  output: Eligibility,
  async run({ db, actor, now }, { personIds, ...condition }) {
    const facts = await factsOf(db.sql, actor.tenantId, personIds, now)
    return {
      items: [...facts].map(([personId, known]) => ({
        personId,
        objections: objectionsToEligibility(condition, known),
      })),
    }
  },
})

function gradesFor(classes: readonly MemberClass[], facts: MemberFacts, now: Date, by: 'staff' | 'oneself') {
  return classes
    .filter(({ facet }) => facet === 'grade')
    .map(({ id, label, key, rule }) => ({
      id,
      label: label as ClassReply['label'],
      isCurrent: key === facts.grade,
      objections: key === facts.grade ? [] : objectionsToPromotion(rule, facts, now, by),
      comesAfter: classes
        .filter((each) => each.facet === 'grade' && rule.from.includes(each.key))
        .map((each) => each.label as ClassReply['label']),
    }))
}
