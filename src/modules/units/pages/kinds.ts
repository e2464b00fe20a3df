import { KindPage } from '../../../../templates/pages/units/kind-page.tsx'
import { KindsPage } from '../../../../templates/pages/units/kinds-page.tsx'
import { type AnyPage, action, draw, go, page, success } from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { textIn } from '../../../platform/presentation/translated.ts'
import { archiveKind } from '../commands/archive-kind.ts'
import { changeKind } from '../commands/change-kind.ts'
import { declareKind } from '../commands/declare-kind.ts'
import { restoreKind } from '../commands/restore-kind.ts'
import { KindReference } from '../contract.ts'
import { listKindsToName, readKind } from '../queries/kinds.ts'

const kinds = page({
  name: 'units.kindsPage',
  path: '/settings/unit-kinds',
  permission: 'units.nameKinds',
  navigation: { group: 'settings', label: 'units.kinds.title', icon: 'units', order: 20 },
  async show({ ask, caller, form }) {
    const { items } = await ask(listKindsToName, {})
    return draw(KindsPage, { items, locale: caller.locale(), idempotencyKey: form().idempotencyKey })
  },
})

const newKind = page({
  name: 'units.newKindPage',
  path: '/settings/unit-kinds/new',
  permission: 'units.nameKinds',
  async show({ ask, form, locales }) {
    const { items } = await ask(listKindsToName, {})
    const position = Math.max(0, ...items.map((kind) => kind.position)) + 10
    return draw(KindPage, {
      kind: null,
      others: items,
      languages: locales,
      form: form({ joining: 'open', position: Math.min(position, 10_000) }),
    })
  },
  submit: {
    command: declareKind,
    done: ({ label }, { caller }) =>
      go('/settings/unit-kinds', success('units.kinds.added', { label: textIn(label, caller.locale()) })),
  },
})

const oneKind = page({
  name: 'units.kindPage',
  path: '/settings/unit-kinds/:kindId',
  permission: 'units.nameKinds',
  async show({ ask, params, form, locales }) {
    const reference = KindReference.safeParse(params)
    if (!reference.success) throw notFound()
    const kind = await ask(readKind, reference.data)
    const { items } = await ask(listKindsToName, {})
    return draw(KindPage, { kind, others: items, languages: locales, form: form(kind) })
  },
  submit: {
    command: changeKind,
    done: ({ label }, { caller }) =>
      go('/settings/unit-kinds', success('units.kinds.saved', { label: textIn(label, caller.locale()) })),
  },
})

const archive = action({
  name: 'units.archiveKindAction',
  path: '/settings/unit-kinds/:kindId/archive',
  permission: 'units.nameKinds',
  command: archiveKind,
  done: () => go('/settings/unit-kinds', success('units.kinds.archived')),
  back: () => '/settings/unit-kinds',
})

const restore = action({
  name: 'units.restoreKindAction',
  path: '/settings/unit-kinds/:kindId/restore',
  permission: 'units.nameKinds',
  command: restoreKind,
  done: () => go('/settings/unit-kinds', success('units.kinds.restored')),
  back: () => '/settings/unit-kinds',
})

export const kindPages: readonly AnyPage[] = [kinds, newKind, oneKind, archive, restore]
