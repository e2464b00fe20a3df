/** Numbers from 0 to below 1 that follow from a seed: the same ones each time, on each machine. */
function numbersFrom(seed: string): () => number {
  // FNV-1a makes a number of the text, mulberry32 others of that: chance enough for an order that nobody bets on.
  let state = 2166136261
  for (let index = 0; index < seed.length; index += 1)
    state = Math.imul(state ^ seed.charCodeAt(index), 16777619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** All of them in an order that follows from the seed. */
export function shuffled<Each>(all: readonly Each[], seed: string): Each[] {
  const next = numbersFrom(seed)
  const mixed = [...all]
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(next() * (last + 1))
    ;[mixed[last], mixed[other]] = [mixed[other] as Each, mixed[last] as Each]
  }
  return mixed
}
