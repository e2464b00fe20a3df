/** A ring of 2,000 points takes about 80 KB; what programs write around it takes more. */
export const boundaryFile = {
  mediaTypes: ['application/geo+json', 'application/json', 'text/plain'],
  limitBytes: 512 * 1024,
} as const
