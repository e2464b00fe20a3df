import type { MadePerson } from './people.ts'

export interface MadeProject {
  projectId: string
  slug: string
}

/** A project as staff would write it. What is not said of it is what most would say. */
export async function makeProject(
  { client }: MadePerson,
  said: { unitId: string } & Record<string, unknown>,
  {
    isPublished = true,
    demands = [] as object[],
    /** By what it is weighed, and how: settled before others find it. */
    rubric = [] as object[],
    review = undefined as object | undefined,
  } = {},
): Promise<MadeProject> {
  const drafted = await client.call<MadeProject>('POST', '/projects', {
    title: 'Renew the quay',
    description: 'New piles along the quay.',
    deadline: '2998-12-31T17:00',
    timeZone: 'Europe/Kyiv',
    contactEmail: 'projects@example.org',
    ...said,
  })
  if (drafted.status !== 201)
    throw new Error(`Drafting a project answered ${drafted.status}: ${drafted.text}`)
  const { projectId } = drafted.body
  for (const demand of demands) {
    const asked = await client.call('POST', `/projects/${projectId}/demands`, demand)
    if (asked.status !== 201) throw new Error(`A demand answered ${asked.status}: ${asked.text}`)
  }
  const settled = [
    ['rubric', rubric.length > 0 && { criteria: rubric }],
    ['review', review],
  ] as const
  for (const [part, body] of settled) {
    const said = body && (await client.call('PUT', `/projects/${projectId}/${part}`, body))
    if (said && said.status !== 200) throw new Error(`The ${part} answered ${said.status}: ${said.text}`)
  }
  if (!isPublished) return drafted.body
  const published = await client.call<MadeProject>('POST', `/projects/${projectId}/publication`)
  if (published.status !== 200)
    throw new Error(`Publishing a project answered ${published.status}: ${published.text}`)
  return published.body
}
