import { FieldPage } from '../../../templates/pages/fields/field-page.tsx'
import { FieldsPage } from '../../../templates/pages/fields/fields-page.tsx'
import { MyFieldsPage } from '../../../templates/pages/fields/my-fields-page.tsx'
import { PersonFieldsPage } from '../../../templates/pages/fields/person-fields-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { textIn } from '../../platform/presentation/translated.ts'
import { archiveField } from './commands/archive-field.ts'
import { changeField } from './commands/change-field.ts'
import { declareField } from './commands/declare-field.ts'
import { fillMyFields } from './commands/fill-my-fields.ts'
import { fillPersonFields } from './commands/fill-person-fields.ts'
import { restoreField } from './commands/restore-field.ts'
import { FieldReference, PersonReference } from './contract.ts'
import { listFields, readField, readMyFields, readPersonFields } from './queries/fields.ts'

/** Empty lines at the end of the options, so that some can be added without a script. */
const spareOptions = 5

const all = page({
  name: 'fields.fieldsPage',
  path: '/settings/fields',
  permission: 'fields.manage',
  navigation: { group: 'settings', label: 'fields.title', icon: 'settings', order: 10 },
  async show({ ask, caller, form }) {
    const { items } = await ask(listFields, {})
    return draw(FieldsPage, { items, locale: caller.locale(), idempotencyKey: form().idempotencyKey })
  },
})

const add = page({
  name: 'fields.newFieldPage',
  path: '/settings/fields/new',
  permission: 'fields.manage',
  async show({ ask, form, locales }) {
    const { items } = await ask(listFields, {})
    const position = Math.max(0, ...items.map((field) => field.position)) + 10
    return draw(FieldPage, {
      field: null,
      spareOptions,
      languages: locales,
      form: form({
        type: 'text',
        seenBy: 'person',
        editedBy: 'person',
        position: Math.min(position, 10_000),
      }),
    })
  },
  submit: {
    command: declareField,
    tidy: withoutSpareOptions,
    done: ({ label }, { caller }) =>
      go('/settings/fields', success('fields.new.done', { label: textIn(label, caller.locale()) })),
  },
})

const change = page({
  name: 'fields.fieldPage',
  path: '/settings/fields/:fieldId',
  permission: 'fields.manage',
  async show({ ask, params, form, locales }) {
    const reference = FieldReference.safeParse(params)
    if (!reference.success) throw notFound()
    const field = await ask(readField, reference.data)
    return draw(FieldPage, { field, spareOptions, languages: locales, form: form(field) })
  },
  submit: {
    command: changeField,
    // A form says all: of a box that is not ticked, and of the last option that was taken out, it sends nothing.
    tidy: (decoded) => ({ isRequired: false, options: [], ...withoutSpareOptions(decoded) }),
    done: ({ label }, { caller }) =>
      go('/settings/fields', success('fields.change.done', { label: textIn(label, caller.locale()) })),
  },
})

const archive = action({
  name: 'fields.archiveFieldAction',
  path: '/settings/fields/:fieldId/archive',
  permission: 'fields.manage',
  command: archiveField,
  done: () => go('/settings/fields', success('fields.archive.done')),
  back: () => '/settings/fields',
})

const restore = action({
  name: 'fields.restoreFieldAction',
  path: '/settings/fields/:fieldId/restore',
  permission: 'fields.manage',
  command: restoreField,
  done: () => go('/settings/fields', success('fields.restore.done')),
  back: () => '/settings/fields',
})

const mine = page({
  name: 'fields.myFieldsPage',
  path: '/profile/fields',
  permission: 'member',
  async show({ ask, form, links }) {
    const filled = await ask(readMyFields, {})
    return draw(MyFieldsPage, { filled, form: form({ values: filled.values }), tabs: links('profile') })
  },
  submit: { command: fillMyFields, done: () => go('/profile/fields', success('fields.fill.done')) },
})

const theirs = page({
  name: 'fields.personFieldsPage',
  path: '/people/:personId/fields',
  permission: 'fields.fill',
  async show({ ask, params, form }) {
    const reference = PersonReference.safeParse(params)
    if (!reference.success) throw notFound()
    const filled = await ask(readPersonFields, reference.data)
    return draw(PersonFieldsPage, { filled, form: form({ values: filled.values }) })
  },
  submit: {
    command: fillPersonFields,
    done: (_result, { params }) => go(`/people/${params.personId}/fields`, success('fields.fill.done')),
  },
})

/** A line of options that nobody filled in is none. What is no line at all stays, to be refused. */
function withoutSpareOptions(input: Record<string, unknown>): Record<string, unknown> {
  const { options } = input
  return Array.isArray(options) ? { ...input, options: options.filter((option) => !isSpare(option)) } : input
}

function isSpare(option: unknown): boolean {
  if (typeof option !== 'object' || option === null) return false
  const { value = '', label = {} } = option as { value?: unknown; label?: unknown }
  if (typeof label !== 'object' || label === null) return false
  return value === '' && Object.values(label).every((text) => text === '')
}

export const pages: readonly AnyPage[] = [all, add, change, archive, restore, mine, theirs]
