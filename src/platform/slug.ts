/** Letters and digits of a title as an address has them; what is written in other letters stays short. */
export function slugOf(title: string, id: string): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  const beginning = (words ?? []).join('-').slice(0, 60).replace(/-$/, '')
  // The end of an id is made by chance, the beginning by the clock. Twelve of its digits are enough for any number of one title.
  return [beginning, id.slice(-12)].filter(Boolean).join('-')
}
