import { z } from 'zod'

export const lessonKinds = ['text', 'video', 'link', 'live'] as const
export type LessonKind = (typeof lessonKinds)[number]

/** How a lesson comes to count as done: by being opened, or when whoever learns says so. */
export const completions = ['viewed', 'confirmed'] as const

/** What is kept of a lesson beside its words; version 1. */
export const LessonContent = z.object({
  v: z.literal(1),
  /** Where a video is shown, where a link leads, or where a session is held online. */
  url: z.string().nullable(),
  /** What is said in a video; Markdown. */
  transcript: z.string().nullable(),
  /** A live session. */
  startsAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime().nullable(),
  venue: z.string().nullable(),
})
export type LessonContent = z.output<typeof LessonContent>

export const LessonLinks = z.object({
  v: z.literal(1),
  items: z.array(z.object({ title: z.string(), url: z.string() })),
})

export const Completion = z.object({ v: z.literal(1), by: z.enum(completions) })

/** Nobody can learn anything by it yet. */
export function isEmptyLesson(kind: LessonKind, body: string | null, content: LessonContent): boolean {
  switch (kind) {
    case 'text':
      return body === null
    case 'video':
    case 'link':
      return content.url === null
    case 'live':
      return content.startsAt === null || (content.url === null && content.venue === null)
  }
}

/** Hosts whose players the portal shows, and the address under which each is shown. */
const players = [
  {
    host: 'www.youtube-nocookie.com',
    address:
      /^https:\/\/(?:www\.|m\.)?youtube(?:-nocookie)?\.com\/(?:watch\?(?:.*&)?v=|embed\/|shorts\/)([\w-]{11})/,
    short: /^https:\/\/youtu\.be\/([\w-]{11})/,
    player: (id: string) => `https://www.youtube-nocookie.com/embed/${id}`,
  },
  {
    host: 'player.vimeo.com',
    address: /^https:\/\/(?:www\.|player\.)?vimeo\.com\/(?:video\/)?(\d{5,12})/,
    short: null,
    player: (id: string) => `https://player.vimeo.com/video/${id}?dnt=1`,
  },
] as const

export const playerHosts: readonly string[] = players.map(({ host }) => `https://${host}`)

/** The address at which a video is played inside a page; null where its host is none of those that may. */
export function playerOf(url: string): string | null {
  for (const { address, short, player } of players) {
    const id = (address.exec(url) ?? short?.exec(url))?.[1]
    if (id) return player(id)
  }
  return null
}

/** What a kind of lesson takes beside words; the rest stays empty, whatever a form sends along. */
const taken = {
  text: [],
  video: ['url', 'transcript'],
  link: ['url'],
  live: ['url', 'startsAt', 'endsAt', 'venue'],
} as const satisfies Record<LessonKind, ReadonlyArray<keyof LessonContent>>

export function takes(kind: LessonKind, field: keyof LessonContent): boolean {
  return (taken[kind] as readonly string[]).includes(field)
}
