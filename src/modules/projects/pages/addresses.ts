import type { PageContext } from '../../../platform/declare/page.ts'
import { notFound } from '../../../platform/errors.ts'
import { ProjectReference } from '../contract.ts'

export const managed = '/managed-projects'
export const list = '/projects'

export const addressOf = ({ slug }: { slug: string }) => `${list}/${slug}`

/** Where a button of somebody who looks after a project leads back to. */
export const back = ({ params }: Pick<PageContext, 'params'>) => `${managed}/${params.projectId}`

/** The project of the address; what is no id is not found. */
export function referenceOf({ projectId }: Record<string, string>): { projectId: string } {
  const reference = ProjectReference.safeParse({ projectId })
  if (!reference.success) throw notFound()
  return reference.data
}
