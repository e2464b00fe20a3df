import { AuthorPage } from '../../../../templates/pages/courses/author-page.tsx'
import { AuthorsPage } from '../../../../templates/pages/courses/authors-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { nameAuthor } from '../commands/name-author.ts'
import { removeAuthor } from '../commands/remove-author.ts'
import { AuthorReference } from '../contract.ts'
import { findAuthors, listAuthors } from '../queries/authors.ts'
import { courseIn, written } from './addresses.ts'

const path = `${written}/:courseId/authors`
const authorsOf = ({ courseId }: { courseId: string }) => `${written}/${courseId}/authors`

const all = page({
  name: 'courses.authorsPage',
  path,
  permission: 'person',
  async show({ ask, params, query, form }) {
    const reference = courseIn(params)
    const search = (query.search ?? '').slice(0, 120)
    const authors = await ask(listAuthors, reference)
    const found =
      authors.isManaged && search !== '' ? await ask(findAuthors, { ...reference, search }) : { items: [] }
    return draw(AuthorsPage, { authors, search, found: found.items, form: form() })
  },
})

const one = page({
  name: 'courses.authorPage',
  path: `${path}/:personId`,
  permission: 'courses.manage',
  async show({ ask, params, form }) {
    const reference = AuthorReference.safeParse(params)
    if (!reference.success) throw notFound()
    const { personId } = reference.data
    const authors = await ask(listAuthors, courseIn(params))
    const found = authors.items.find((author) => author.personId === personId)
    const { bio = '', isShown = true, mayWrite = true } = found ?? {}
    return draw(AuthorPage, {
      authors,
      personId,
      name: found?.name ?? null,
      form: form({ bio: bio ?? '', isShown, mayWrite }),
    })
  },
  submit: { command: nameAuthor, done: (result) => go(authorsOf(result), success('courses.saved')) },
})

const remove = action({
  name: 'courses.removeAuthorAction',
  path: `${path}/:personId/remove`,
  permission: 'courses.manage',
  command: removeAuthor,
  done: (result) => go(authorsOf(result), success('courses.authors.removed')),
  back: ({ params }) => authorsOf({ courseId: params.courseId ?? '' }),
})

export const authorPages: readonly AnyPage[] = [all, one, remove]
