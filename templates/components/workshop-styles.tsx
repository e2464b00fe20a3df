import { useView } from '../view-context.tsx'

/** Styles of the few pages for those who build, program or brand the portal, or of pictures of numbers. */
export function WorkshopStyles({ sheet = 'workshop' }: { sheet?: 'workshop' | 'brand' | 'charts' }) {
  const { asset } = useView()
  return <link rel="stylesheet" href={asset(`${sheet}.css`)} />
}
