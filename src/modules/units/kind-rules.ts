import { invalid } from '../../platform/errors.ts'
import { isKindOfRoot, type UnitKind } from './kind.ts'

/** A kind stands below kinds that there are, or below itself; below none it would be that of the root, of which there is one. */
export function refuseStrangeParents(
  kind: Pick<UnitKind, 'key' | 'parents'>,
  kinds: readonly UnitKind[],
): void {
  const known = new Set([kind.key, ...kinds.map(({ key }) => key)])
  if (isKindOfRoot(kind)) throw invalid([{ pointer: '/parents', code: 'required', message: '' }])
  if (kind.parents.some((parent) => !known.has(parent)))
    throw invalid([{ pointer: '/parents', code: 'notOffered', message: '' }])
}
