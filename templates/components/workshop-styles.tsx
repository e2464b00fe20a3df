import { useView } from '../view-context.tsx'

/** The styles of the few pages for those who build, brand or program the portal; all others do without. */
export function WorkshopStyles() {
  const { asset } = useView()
  return <link rel="stylesheet" href={asset('workshop.css')} />
}
