import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { z } from 'zod'
import { modules } from '../../../src/modules.ts'
import { draw, page } from '../../../src/platform/declare/page.ts'
import { room } from '../../../src/platform/declare/room.ts'
import { typedValues, withRowsChanged } from '../../../src/platform/http/forms.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Form, TextField } from '../../../templates/components/form.tsx'
import { Repeated } from '../../../templates/components/repeated.tsx'
import { QuietLayout } from '../../../templates/layout/quiet-layout.tsx'
import { makeAssociation } from '../../factories/people.ts'
import { openPortal, type Portal, testConfig } from '../../support/portal.ts'

const typed: Array<[string, string]> = [
  ['_key', 'a-key-of-the-form'],
  ['title', 'Papers'],
  ['papers.0.name', 'First aid'],
  ['papers.1.name', 'Crane'],
]

test('a row more keeps what was typed', () => {
  const changed = withRowsChanged([...typed, ['_rows', 'add papers 2']])
  expect(Object.keys(typedValues(changed ?? []).papers as object)).toEqual(['0', '1', '2'])
})

test('a row less moves those behind it up', () => {
  const changed = withRowsChanged([...typed, ['_rows', 'remove papers.0']])
  expect(changed).toEqual([typed[0], typed[1], ['papers.0.name', 'Crane']])
})

test('a form that asks for no row is sent as ever; nonsense changes nothing', () => {
  expect(withRowsChanged(typed)).toBeNull()
  for (const wish of ['', 'remove', 'remove papers', 'add __proto__ x', 'drop papers.0'])
    expect(withRowsChanged([...typed, ['_rows', wish]])).toEqual(typed)
})

function Papers({ form }: { form: FormState }) {
  return (
    <QuietLayout title="Papers">
      <Form action="/papers" state={form}>
        <Repeated name="papers" legend="Papers" add="Add" rowLegend={(number) => `Paper ${number}`}>
          {(at) => <TextField name={`${at}.name`} label="Name" />}
        </Repeated>
      </Form>
    </QuietLayout>
  )
}

let portal: Portal
let ran = 0
beforeAll(async () => {
  const { command } = room({ name: 'trial', models: [], permissions: {} })
  const keepPapers = command({
    name: 'trial.keepPapers',
    summary: 'Keep papers',
    permission: 'anyone',
    idempotent: false,
    input: z.strictObject({ papers: z.array(z.strictObject({ name: z.string().min(1) })) }),
    output: z.strictObject({}),
    async run() {
      ran += 1
      return {}
    },
  })
  const papers = page({
    name: 'trial.papers',
    path: '/papers',
    permission: 'anyone',
    show: async ({ form }) => draw(Papers, { form: form() }),
    submit: { command: keepPapers, done: () => ({ kind: 'redirect', to: '/papers' }) },
  })
  portal = await openPortal({
    modules: [...modules(testConfig()), { name: 'trial', operations: [keepPapers], pages: [papers] }],
  })
  await makeAssociation(portal)
})
afterAll(() => portal.close())

const post = (body: string) =>
  fetch(`${portal.url}/papers`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: portal.url },
    body,
  })

test('the buttons of a repeated group draw the form again and carry nothing out', async () => {
  const more = await post('papers.0.name=First+aid&_rows=add+papers+1')
  expect(more.status).toBe(200)
  const html = await more.text()
  expect(html).toContain('value="First aid"')
  expect(html).toContain('name="papers.1.name"')
  expect(html).not.toContain('error-summary')
  expect(ran).toBe(0)
})

test('errors of a row are summed up with its name and a link to its field', async () => {
  const refused = await post('papers.0.name=First+aid&papers.1.name=')
  expect(refused.status).toBe(422)
  const html = await refused.text()
  expect(html).toContain('href="#form-papers-1-name"')
  expect(html).toContain('Paper 2, Name')
  expect((await post('papers.0.name=First+aid')).status).toBe(303)
  expect(ran).toBe(1)
})
