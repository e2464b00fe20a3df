import { permissionHeading, permissionWords } from '../../../src/platform/presentation/permission-words.ts'
import { useText } from '../../view-context.tsx'

/** Permissions in plain words, by the rooms that they belong to. */
export function PermissionList({ permissions }: { permissions: readonly string[] }) {
  const t = useText()
  const rooms = Map.groupBy(permissions, permissionHeading)
  return (
    <>
      {[...rooms].map(([heading, names]) => (
        <div key={heading}>
          <h3>{t(heading)}</h3>
          <ul>
            {names.map((name) => (
              <li key={name}>{t(permissionWords(name))}</li>
            ))}
          </ul>
        </div>
      ))}
    </>
  )
}
