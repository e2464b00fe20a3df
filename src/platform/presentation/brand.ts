import {
  type Colour,
  colourOfHex,
  contrastOf,
  cssOf,
  hexColour,
  hexOfColour,
  withinScreen,
} from './colour.ts'

export const cornerChoices = ['square', 'soft', 'round'] as const
export const fontChoices = ['shipped', 'system'] as const
export const densityChoices = ['roomy', 'dense'] as const

/** What an association may choose about its looks. */
export interface BrandChoice {
  /** `#rrggbb`; null for the colour of the installation. */
  colour: string | null
  corners: (typeof cornerChoices)[number]
  font: (typeof fontChoices)[number]
  density: (typeof densityChoices)[number]
}

export const nameStands = ['beside', 'within'] as const

/** The sign of an association. */
export interface BrandLogo {
  /** What it shows, for whoever does not see it. */
  alt: string
  /** Whether the name of the association is written beside it, or stands in it already. */
  name: (typeof nameStands)[number]
  /** In points of its largest size. */
  width: number
  height: number
  /** Whether it can be told from a light page, and from a dark one; where not, it gets a ground of its own. */
  seenOnLight: boolean
  seenOnDark: boolean
  /** Where pages fetch it, in a size for their top bar. */
  address: string
  /** The size for mails, in the storage. */
  mail: { key: string; mediaType: string }
}

/** How an association looks. */
export interface BrandLook {
  choice: BrandChoice
  logo: BrandLogo | null
}

/** Its size where it may be so wide and so high, in the same proportions. */
export function fitLogo(
  { width, height }: Pick<BrandLogo, 'width' | 'height'>,
  most: { width: number; height: number },
): { width: number; height: number } {
  const scale = Math.min(most.width / width, most.height / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

export const plainBrand: BrandChoice = { colour: null, corners: 'soft', font: 'shipped', density: 'roomy' }

/** The choice alone, of something that says more. */
export function choiceOf({ colour, corners, font, density }: BrandChoice): BrandChoice {
  return { colour, corners, font, density }
}

/** What text needs. Asked for with something to spare, since browsers round colours. */
const enough = 4.5
const wanted = 4.6

const white: Colour = { lightness: 1, chroma: 0, hue: 0 }
/** The lightest and darkest that stand behind brand-coloured words; see the tokens. */
const pageDark: Colour = { lightness: 0.243, chroma: 0, hue: 0 }
const pageLight: Colour = { lightness: 0.961, chroma: 0, hue: 0 }

/** The brand's colours for light or dark pages. */
export interface BrandColours {
  fill: Colour
  fillOver: Colour
  text: Colour
  soft: Colour
}

export interface BrandContrasts {
  /** White words on a button. */
  onFill: number
  /** Links and names on the page. */
  textOnPage: number
  /** The same on the soft ground of the place where one is. */
  textOnSoft: number
}

export type Scheme = 'light' | 'dark'

/**
 * The colour that was chosen, moved as little as needed: on a button until white words can be read on it, as text until
 * it can be read on the page.
 */
export function brandColours(hex: string, scheme: Scheme): BrandColours {
  const chosen = colourOfHex(hex)
  const at = (lightness: number, chroma: number): Colour =>
    withinScreen({ lightness, chroma, hue: chosen.hue })
  const soft =
    scheme === 'light' ? at(0.96, Math.min(0.016, chosen.chroma)) : at(0.28, Math.min(0.035, chosen.chroma))
  const ground = scheme === 'light' ? pageLight : pageDark
  const fill = moved(
    at(Math.min(Math.max(chosen.lightness, scheme === 'light' ? 0.25 : 0.45), 0.7), chosen.chroma),
    -0.004,
    (colour) => contrastOf(colour, white) >= wanted,
  )
  const text = moved(
    at(scheme === 'light' ? fill.lightness : 0.8, Math.min(chosen.chroma, scheme === 'light' ? 1 : 0.12)),
    scheme === 'light' ? -0.004 : 0.004,
    (colour) => contrastOf(colour, soft) >= wanted && contrastOf(colour, ground) >= wanted,
  )
  return { fill, fillOver: at(fill.lightness - 0.06, fill.chroma * 0.9), text, soft }
}

export function brandContrasts(colours: BrandColours, scheme: Scheme): BrandContrasts {
  return {
    onFill: contrastOf(colours.fill, white),
    textOnPage: contrastOf(colours.text, scheme === 'light' ? pageLight : pageDark),
    textOnSoft: contrastOf(colours.text, colours.soft),
  }
}

export function isReadable(contrasts: BrandContrasts): boolean {
  return Object.values(contrasts).every((contrast) => contrast >= enough)
}

/** The shade that buttons take, where it had to be another than was chosen. */
export function correctedColour(hex: string): string | null {
  const { fill } = brandColours(hex, 'light')
  return Math.abs(fill.lightness - colourOfHex(hex).lightness) > 0.01 ? hexOfColour(fill) : null
}

function moved(from: Colour, step: number, isRight: (colour: Colour) => boolean): Colour {
  let colour = from
  while (!isRight(colour) && colour.lightness > 0.05 && colour.lightness < 0.99)
    colour = withinScreen({ ...from, lightness: colour.lightness + step })
  return colour
}

/** As in templates/assets/css/tokens.css, where the first of each is what everything starts from. */
const cornerTokens = {
  soft: { '--round': '0.375rem', '--round-large': '0.625rem' },
  square: { '--round': '0.125rem', '--round-large': '0.1875rem' },
  round: { '--round': '0.75rem', '--round-large': '1.125rem' },
}
/** The same in points, for what knows no other units. */
export function cornersInPoints({ corners }: Pick<BrandChoice, 'corners'>): { small: number; large: number } {
  const points = (token: keyof (typeof cornerTokens)['soft']) =>
    Number.parseFloat(cornerTokens[corners][token]) * 16
  return { small: points('--round'), large: points('--round-large') }
}

const fontTokens = {
  shipped: {
    '--sans':
      '"Guildhall Sans","Guildhall Arial","Guildhall Roboto","Guildhall Noto","Guildhall DejaVu",system-ui,sans-serif',
  },
  system: { '--sans': 'system-ui,sans-serif' },
}
const densityTokens = {
  roomy: { '--row': '3rem', '--text-2': '1.0625rem', '--text-3': '1.275rem' },
  dense: { '--row': '2.25rem', '--text-2': '1rem', '--text-3': '1.2rem' },
}

/** The tokens of a choice, as CSS for everything that `selector` names. */
export function brandStyles({ colour, corners, font, density }: BrandChoice, selector: string): string {
  const tokens: Record<string, string> = {
    ...(colour ? colourTokens(colour) : {}),
    ...cornerTokens[corners],
    ...fontTokens[font],
    ...densityTokens[density],
  }
  const written = Object.entries(tokens).map(([name, value]) => `${name}:${value}`)
  return `${selector}{${written.join(';')}}`
}

function colourTokens(colour: string): Record<string, string> {
  const [light, dark] = [brandColours(colour, 'light'), brandColours(colour, 'dark')]
  const both = (part: keyof BrandColours) => `light-dark(${cssOf(light[part])},${cssOf(dark[part])})`
  return {
    '--brand-fill': both('fill'),
    '--brand-fill-over': both('fillOver'),
    '--brand-text': both('text'),
    '--brand-soft': both('soft'),
  }
}

/** A choice as a part of an address: `0b5fff.soft.shipped.roomy`. */
export function brandName({ colour, corners, font, density }: BrandChoice): string {
  return [colour?.slice(1) ?? 'none', corners, font, density].join('.')
}

/** The choice that a part of an address names, or null where it names none. */
export function brandOfName(name: string): BrandChoice | null {
  const [colour = '', corners = '', font = '', density = '', ...more] = name.split('.')
  const hex = colour === 'none' ? null : `#${colour}`
  const choice = { colour: hex, corners, font, density } as BrandChoice
  const isKnown =
    more.length === 0 &&
    (hex === null || hexColour.test(hex)) &&
    cornerChoices.includes(choice.corners) &&
    fontChoices.includes(choice.font) &&
    densityChoices.includes(choice.density)
  return isKnown ? choice : null
}

export function isPlain(choice: BrandChoice): boolean {
  return brandName(choice) === brandName(plainBrand)
}
