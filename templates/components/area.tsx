import { distanceIn, squareKilometresOf } from '../../src/platform/presentation/distance.ts'
import { useText } from '../view-context.tsx'
import { Outline, type OutlineProps } from './outline.tsx'

export interface AreaProps {
  /** As GeoJSON has it: one ring of longitudes and latitudes. */
  area: { coordinates: ReadonlyArray<ReadonlyArray<readonly number[]>> }
  centre?: OutlineProps['centre']
  /** It says in what people there measure. */
  country: string | null
}

/** Where something is that is no single place: how large, and in outline. */
export function Area({ area, centre = null, country }: AreaProps) {
  const t = useText()
  const [ring = []] = area.coordinates
  const { unit, count: side } = distanceIn(country, Math.sqrt(squareKilometresOf(ring)))
  return (
    <div class="area">
      {t(`units.area.size.${unit}`, { count: Math.round(side * side) })}
      <Outline label={t('units.area.picture')} ring={ring} centre={centre} />
    </div>
  )
}
