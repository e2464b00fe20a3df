import { z } from 'zod'
import { currencyCode } from '../../platform/presentation/codes.ts'
import type { Issue } from '../../platform/presentation/view.ts'
import { hasNoControls, isVisible } from '../../platform/presentation/visible.ts'

export const mostRows = 60
/** More than anybody asks for, and still exact as a number of JSON. */
export const mostMoney = 9_000_000_000_000

/** What is being written may have gaps: what is missing is said before it is handed in. */
const words = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .refine((text) => text === '' || isVisible(text), { params: { code: 'invalid' } })
    .default('')
const line = (longest: number) => words(longest).refine(hasNoControls, { params: { code: 'invalid' } })

const Day = z.iso
  .date()
  .refine((day) => day >= '1900', { params: { code: 'invalid' } })
  .nullable()
  .default(null)

const isThousandths = (quantity: number) => Math.abs(quantity * 1000 - Math.round(quantity * 1000)) < 1e-6

const Item = z.strictObject({
  title: line(200),
  quantity: z
    .number()
    .min(0.001)
    .max(1_000_000)
    .refine(isThousandths, { params: { code: 'applications.error.threeDecimals' } })
    .default(1),
  unit: line(40),
  price: z.int().min(0).max(mostMoney).nullable().default(null),
})

const Milestone = z.strictObject({ title: line(200), doneOn: Day })
const TeamMember = z.strictObject({
  name: line(120),
  role: line(120),
  years: z.int().min(0).max(80).nullable().default(null),
  note: words(500),
})
const PortfolioItem = z.strictObject({
  title: line(200),
  link: line(500).refine((link) => link === '' || isLink(link), {
    params: { code: 'applications.error.link' },
  }),
  description: words(1000),
})
const Reference = z.strictObject({
  name: line(120),
  organisation: line(200),
  role: line(120),
  email: line(254),
  phone: line(40),
  note: words(500),
})

const some = <Row extends z.ZodType>(row: Row) => z.array(row).max(mostRows).default([])

export const contentsParts = {
  proposal: words(8000),
  experience: words(4000),
  timeline: words(4000),
  milestones: some(Milestone),
  currency: currencyCode.nullable().default(null),
  items: some(Item),
  team: some(TeamMember),
  works: z.array(z.uuid()).max(mostRows).default([]),
  portfolio: some(PortfolioItem),
  references: some(Reference),
  papers: z.array(z.uuid()).max(mostRows).default([]),
}

const Parts = z.strictObject(contentsParts)

/** What is written, as its row keeps it. */
export const Contents = z.strictObject({ v: z.literal(1), ...contentsParts })
export type Contents = z.output<typeof Contents>

export const emptyContents = (currency: string | null): Contents => Contents.parse({ v: 1, currency })

function isLink(text: string): boolean {
  return /^https?:\/\/[^\s]+$/.test(text) && URL.canParse(text)
}

/** What a line comes to, in minor units: the half is rounded up. Quantities have three decimals. */
export function lineTotal({
  quantity,
  price,
}: Pick<Contents['items'][number], 'quantity' | 'price'>): bigint {
  return (BigInt(Math.round(quantity * 1000)) * BigInt(price ?? 0) + 500n) / 1000n
}

/** What all lines come to: each is rounded by itself, as it stands beside it. Null where nothing is asked for. */
export function totalOf({ items }: Pick<Contents, 'items'>): number | null {
  if (items.length === 0) return null
  return Number(items.reduce((sum, item) => sum + lineTotal(item), 0n))
}

/** What two fields say together. */
export function fitTogether(said: z.output<typeof Parts>, context: z.RefinementCtx): void {
  const fault = (path: PropertyKey[], code: string) =>
    context.addIssue({ code: 'custom', path, params: { code } })
  if (said.currency === null && said.items.some(({ price }) => price !== null))
    fault(['currency'], 'required')
  if ((totalOf(said) ?? 0) > mostMoney) fault(['items'], 'applications.error.tooMuch')
  for (const name of ['works', 'papers'] as const)
    if (new Set(said[name]).size < said[name].length) fault([name], 'applications.error.twice')
}

/** What it lacks before it can be handed in, all at once. */
export function lacking(contents: Contents): Issue[] {
  const issues: Issue[] = []
  const lacks = (pointer: string, code = 'required') => issues.push({ pointer, code, message: '' })
  for (const name of ['proposal', 'experience', 'timeline'] as const)
    if (contents[name] === '') lacks(`/${name}`)
  contents.milestones.forEach(({ title, doneOn }, index) => {
    if (title === '') lacks(`/milestones/${index}/title`)
    if (doneOn === null) lacks(`/milestones/${index}/doneOn`)
  })
  contents.items.forEach(({ title, price }, index) => {
    if (title === '') lacks(`/items/${index}/title`)
    if (price === null) lacks(`/items/${index}/price`)
  })
  contents.team.forEach(({ name }, index) => {
    if (name === '') lacks(`/team/${index}/name`)
  })
  contents.portfolio.forEach(({ title }, index) => {
    if (title === '') lacks(`/portfolio/${index}/title`)
  })
  contents.references.forEach(({ name, email, phone }, index) => {
    if (name === '') lacks(`/references/${index}/name`)
    if (email === '' && phone === '') lacks(`/references/${index}/email`, 'applications.error.noContact')
    else if (email !== '' && !z.email().safeParse(email).success)
      lacks(`/references/${index}/email`, 'format.email')
  })
  return issues
}
