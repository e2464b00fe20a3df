import { KeysPage } from '../../../templates/pages/keys/keys-page.tsx'
import { type AnyPage, draw, go, page } from '../../platform/declare/page.ts'
import { startRotation } from './commands/start-rotation.ts'
import { listKeysInUse } from './queries/keys-in-use.ts'

const all = page({
  name: 'keys.keysPage',
  path: '/settings/keys',
  permission: 'keys.rotate',
  navigation: { group: 'settings', label: 'keys.title', icon: 'lock', order: 80 },
  show: async ({ ask, form }) => draw(KeysPage, { ...(await ask(listKeysInUse, {})), form: form() }),
  submit: { command: startRotation, done: ({ taskId }) => go(`/tasks/${taskId}`) },
})

export const pages: readonly AnyPage[] = [all]
