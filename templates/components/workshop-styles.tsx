import { useView } from '../view-context.tsx'

/** The styles of the few pages for those who build or program the portal (or brand it); all others do without. */
export function WorkshopStyles({ sheet = 'workshop' }: { sheet?: 'workshop' | 'brand' }) {
  const { asset } = useView()
  return <link rel="stylesheet" href={asset(`${sheet}.css`)} />
}
