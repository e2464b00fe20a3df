import type { MadePerson } from './people.ts'

export interface MadeCourse {
  courseId: string
  slug: string
}

export interface MadeLesson {
  lessonId: string
  title: string
}

interface Answer<Body> {
  status: number
  text: string
  body: Body
}

function expectStatus<Body>(what: string, wanted: number, answer: Answer<Body>): Body {
  if (answer.status !== wanted) throw new Error(`${what} answered ${answer.status}: ${answer.text}`)
  return answer.body
}

/** A course as its authors would write it, with a section of text lessons. What is not said of it is what most would say. */
export async function makeCourse(
  { client }: MadePerson,
  {
    unitId,
    lessons = ['Helmets', 'Harnesses'],
    ...said
  }: { unitId: string; lessons?: string[] } & Record<string, unknown>,
  { isPublished = true, offer = {} as object } = {},
): Promise<MadeCourse & { moduleId: string; lessons: MadeLesson[] }> {
  const title = 'Safety on site'
  const { courseId, slug } = expectStatus(
    'Drafting a course',
    201,
    await client.call<MadeCourse>('POST', '/courses', { unitId, title, language: 'en' }),
  )
  const draft = `/courses/${courseId}/draft`
  const told = {
    title,
    summary: 'How everybody goes home unharmed.',
    language: 'en',
    description: 'All of it.',
  }
  expectStatus('Describing a course', 200, await client.call('PUT', draft, { ...told, ...said }))
  const { moduleId } = expectStatus(
    'A section',
    201,
    await client.call<{ moduleId: string }>('POST', `${draft}/modules`, { title: 'Basics' }),
  )
  const made: MadeLesson[] = []
  for (const title of lessons) {
    const lesson = { kind: 'text', title, body: `Of ${title.toLowerCase()}.`, minutes: 10 }
    const { lessonId } = expectStatus(
      'A lesson',
      201,
      await client.call<MadeLesson>('POST', `${draft}/modules/${moduleId}/lessons`, lesson),
    )
    made.push({ lessonId, title })
  }
  if (Object.keys(offer).length > 0)
    expectStatus('An offer', 200, await client.call('PUT', `/courses/${courseId}/offer`, offer))
  if (isPublished)
    expectStatus('Publishing a course', 200, await client.call('POST', `/courses/${courseId}/publication`))
  return { courseId, slug, moduleId, lessons: made }
}
