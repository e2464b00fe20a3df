/** An axis: where it begins and ends, and the round numbers along it. */
export interface Scale {
  low: number
  high: number
  ticks: number[]
}

/**
 * The smallest axis of round numbers that holds all values, with about as many steps as asked: 0, 20, 40 … rather than
 * 0, 17, 34. It holds zero, because the length of a bar or the height of a line is read from there.
 */
export function niceScale(values: readonly number[], steps = 4): Scale {
  const known = values.filter(Number.isFinite)
  const lowest = Math.min(0, ...known)
  const most = Math.max(0, ...known)
  // Nothing but zeros, or dust, still wants an axis.
  const highest = most - lowest < 1e-9 ? lowest + 1 : most
  const span = highest - lowest
  const rough = span / Math.max(1, steps)
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  // A hair more than a round step still takes that step, or 0.1 + 0.2 would ask for another one.
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * magnitude >= rough * 0.999999) ?? 10
  const step = factor * magnitude
  const first = Math.floor(lowest / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil(highest / step - 1e-9))
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => rounded((first + index) * step))
  return { low: ticks[0] as number, high: ticks.at(-1) as number, ticks }
}

/** Where a value lies between the ends of the axis, from 0 to 1. */
export function placeOn({ low, high }: Scale, value: number): number {
  return (value - low) / (high - low)
}

/** Which of many labels are shown where there is room for a few: the first, the last, and some evenly between. */
export function fewOf(count: number, most: number): Set<number> {
  if (count <= most) return new Set(Array.from({ length: count }, (_, index) => index))
  const every = (count - 1) / (most - 1)
  return new Set(Array.from({ length: most }, (_, index) => Math.round(index * every)))
}

/** Multiples of a step carry dust in their last digits: 0.30000000000000004. */
function rounded(value: number): number {
  return Number(value.toPrecision(12))
}
