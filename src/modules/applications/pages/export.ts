import { ExportPage } from '../../../../templates/pages/applications/export-page.tsx'
import { type AnyPage, draw, go, page } from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { requestExport } from '../commands/request-export.ts'
import { exportForms, SealingReference } from '../contract.ts'
import { readProjectToExport } from '../queries/export.ts'

const toFile = page({
  name: 'applications.exportPage',
  path: '/managed-projects/:projectId/applications/export',
  permission: 'applications.read',
  async show({ ask, params, form }) {
    const reference = SealingReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(ExportPage, {
      project: await ask(readProjectToExport, reference.data),
      forms: exportForms,
      form: form({ form: 'zip' }),
    })
  },
  submit: { command: requestExport, done: ({ taskId }) => go(`/tasks/${taskId}`) },
})

export const exportPages: readonly AnyPage[] = [toFile]
