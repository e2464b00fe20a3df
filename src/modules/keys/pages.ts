import { KeysPage } from '../../../templates/pages/keys/keys-page.tsx'
import { type AnyPage, draw, go, page, success } from '../../platform/declare/page.ts'
import { startRotation } from './commands/start-rotation.ts'
import { listKeysInUse } from './queries/keys-in-use.ts'

const all = page({
  name: 'keys.keysPage',
  path: '/platform/keys',
  permission: 'platform',
  navigation: { group: 'platform', label: 'keys.title', icon: 'lock', order: 40 },
  show: async ({ ask, form }) => draw(KeysPage, { ...(await ask(listKeysInUse, {})), form: form() }),
  submit: { command: startRotation, done: () => go('/platform/keys', success('keys.rotation.begun')) },
})

export const pages: readonly AnyPage[] = [all]
