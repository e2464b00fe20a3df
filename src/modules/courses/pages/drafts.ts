import { DraftPage } from '../../../../templates/pages/courses/draft-page.tsx'
import { NewCoursePage } from '../../../../templates/pages/courses/new-course-page.tsx'
import { OfferPage } from '../../../../templates/pages/courses/offer-page.tsx'
import { TellingPage } from '../../../../templates/pages/courses/telling-page.tsx'
import { WrittenPage } from '../../../../templates/pages/courses/written-page.tsx'
import { type AnyPage, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notAllowed } from '../../../platform/errors.ts'
import { listModel } from '../../../platform/lists/page-model.ts'
import { authorityAnywhere } from '../../../platform/policy/actor.ts'
import { languagesIn } from '../../../platform/presentation/countries.ts'
import { changeDraft } from '../commands/change-draft.ts'
import { changeOffer } from '../commands/change-offer.ts'
import { draftCourse } from '../commands/draft-course.ts'
import type { DraftReply } from '../contract.ts'
import { courseList } from '../queries/course-list.ts'
import { readCourse } from '../queries/courses.ts'
import { listUnitsToTeachIn, readDraft } from '../queries/drafts.ts'
import { addressOf, courseIn, draftOf, written } from './addresses.ts'

const all = page({
  name: 'courses.writtenPage',
  path: written,
  permission: 'person',
  navigation: {
    group: 'administration',
    label: 'courses.list.title',
    icon: 'learn',
    order: 28,
    permission: 'courses.manage',
  },
  show: async (context) =>
    draw(WrittenPage, {
      list: await listModel(courseList, context),
      mayDraft: authorityAnywhere(context.caller.actor, 'courses.manage', context.caller.now) !== null,
    }),
})

const draft = page({
  name: 'courses.newCoursePage',
  path: `${written}/new`,
  permission: 'courses.manage',
  async show({ ask, form, timeZone, query, caller }) {
    const locale = caller.locale()
    const { items } = await ask(listUnitsToTeachIn, {})
    return draw(NewCoursePage, {
      units: items,
      languages: languagesIn(locale),
      form: form({ unitId: query.unitId ?? '', language: locale.slice(0, 2), timeZone }),
    })
  },
  submit: {
    command: draftCourse,
    done: (result) => go(draftOf(result), success('courses.drafted')),
  },
})

const outline = page({
  name: 'courses.draftPage',
  path: `${written}/:courseId/draft`,
  permission: 'person',
  show: async ({ ask, params, form }) =>
    draw(DraftPage, { draft: await ask(readDraft, courseIn(params)), form: form() }),
})

const telling = page({
  name: 'courses.tellingPage',
  path: `${written}/:courseId/draft/edit`,
  permission: 'person',
  async show({ ask, params, form, caller }) {
    const found = await ask(readDraft, courseIn(params))
    return draw(TellingPage, {
      draft: found,
      languages: languagesIn(caller.locale()),
      form: form(typedIn(found)),
    })
  },
  submit: {
    command: changeDraft,
    done: (result) => go(draftOf(result), success('courses.saved')),
  },
})

/** What stands in the fields of the form. */
function typedIn(found: DraftReply): object {
  const lines = Object.fromEntries(
    (['tags', 'objectives', 'prerequisites', 'audience'] as const).map((name) => [
      name,
      found[name].join('\n'),
    ]),
  )
  const { title, level, language } = found
  const { summary, description, changes } = found
  return {
    ...{ title, level, language, ...lines },
    ...{ summary: summary ?? '', description: description ?? '', changes: changes ?? '' },
  }
}

const offer = page({
  name: 'courses.offerPage',
  path: `${written}/:courseId/offer`,
  permission: 'courses.manage',
  async show({ ask, params, form }) {
    const course = await ask(readCourse, courseIn(params))
    if (!course.abilities.manage) throw notAllowed()
    const { visibility, timeZone, isFeatured, accessDays, capacity } = course
    return draw(OfferPage, {
      course,
      form: form({
        ...{ visibility, timeZone, isFeatured },
        ...{ accessDays: accessDays ?? '', capacity: capacity ?? '' },
      }),
    })
  },
  submit: {
    command: changeOffer,
    done: (result) => go(addressOf(result), success('courses.offered')),
  },
})

export const draftPages: readonly AnyPage[] = [all, draft, outline, telling, offer]
