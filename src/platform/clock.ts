/** The only source of the current time for rules; tests hand in one that they move. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

export class ManualClock implements Clock {
  #now: Date

  constructor(start = new Date()) {
    this.#now = start
  }

  now(): Date {
    return new Date(this.#now)
  }

  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void {
    const seconds =
      (by.days ?? 0) * 86_400 + (by.hours ?? 0) * 3_600 + (by.minutes ?? 0) * 60 + (by.seconds ?? 0)
    this.#now = new Date(this.#now.getTime() + seconds * 1000)
  }
}
