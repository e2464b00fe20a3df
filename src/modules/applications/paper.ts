import { foldedWords } from '../../platform/text.ts'

/** A paper as the applicant’s profile has it. */
export interface Paper {
  id: string
  kind: string
  title: string
  issuer: string | null
  jurisdiction: string | null
  amount: number | null
  currency: string | null
  issuedOn: string | null
  /** Null where it lasts. */
  expiresOn: string | null
}

export interface Demand {
  id: string
  kind: string
  title: string
  jurisdiction: string | null
  amount: number | null
  isGate: boolean
}

export const paperStates = ['met', 'expiresBefore', 'expiresBeforeStart', 'lapsed', 'tooLow'] as const
type PaperState = (typeof paperStates)[number]

/** When the work is, as far as it is said: who demands a paper wants it there when work begins. */
export interface WhenItIs {
  /** The day that it is where the project is. */
  today: string
  startsOn: string | null
  endsOn: string | null
}

/** How what is shown answers what is asked for. */
export interface Answered extends Demand {
  state: PaperState | 'missing'
  /** The paper that answers it best, if any does. */
  paper: Paper | null
}

const bestFirst = ['met', 'expiresBefore', 'tooLow', 'expiresBeforeStart', 'lapsed', 'missing'] as const

/**
 * Whether papers that are shown answer what a project asks for: of that kind, each word of its title in theirs, counting in
 * that place, covering as much, and not over on the day or before the work begins: the rule by which projects fit somebody as well. One
 * that is over before the work is done is told, and lets pass.
 */
export function answers(
  demands: readonly Demand[],
  shown: readonly Paper[],
  currency: string | null,
  when: WhenItIs,
): Answered[] {
  return demands.map((demand) => {
    const judged = shown
      .filter((paper) => isAbout(paper, demand))
      .map((paper) => ({ paper, state: stateOf(paper, demand, currency, when) }))
      .sort((one, other) => bestFirst.indexOf(one.state) - bestFirst.indexOf(other.state))
    const [best] = judged
    return { ...demand, state: best?.state ?? 'missing', paper: best?.paper ?? null }
  })
}

function isAbout(paper: Paper, { kind, title, jurisdiction }: Demand): boolean {
  const words = new Set(foldedWords(paper.title))
  if (paper.kind !== kind || !foldedWords(title).every((word) => words.has(word))) return false
  return jurisdiction === null || same(paper.jurisdiction, jurisdiction)
}

function same(one: string | null, other: string): boolean {
  return foldedWords(one ?? '').join(' ') === foldedWords(other).join(' ')
}

function stateOf(paper: Paper, demand: Demand, currency: string | null, when: WhenItIs): PaperState {
  const validity = validityOf(paper, when)
  if (validity === 'lapsed' || validity === 'expiresBeforeStart') return validity
  if (demand.amount !== null && (paper.currency !== currency || (paper.amount ?? 0) < demand.amount))
    return 'tooLow'
  return validity
}

/** How long a paper holds, for the work that it is shown for. */
export function validityOf(
  { expiresOn }: Pick<Paper, 'expiresOn'>,
  { today, startsOn, endsOn }: WhenItIs,
): Exclude<PaperState, 'tooLow'> {
  if (expiresOn === null) return 'met'
  if (expiresOn < today) return 'lapsed'
  if (startsOn !== null && expiresOn < startsOn) return 'expiresBeforeStart'
  return endsOn !== null && expiresOn < endsOn ? 'expiresBefore' : 'met'
}

/** What keeps somebody out: a gate that nothing opens. */
export function closedGates(answered: readonly Answered[]): Answered[] {
  return answered.filter(({ isGate, state }) => isGate && state !== 'met' && state !== 'expiresBefore')
}
