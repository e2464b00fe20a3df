/** A colour as OKLCH says it: lightness 0 to 1, chroma from 0 (grey), hue in degrees. */
export interface Colour {
  lightness: number
  chroma: number
  hue: number
}

type Channels = [red: number, green: number, blue: number]

export const hexColour = /^#[0-9a-f]{6}$/

export function colourOfHex(hex: string): Colour {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    toLinear(Number.parseInt(hex.slice(at, at + 2), 16) / 255),
  ) as Channels
  // Björn Ottosson's OKLab.
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  const lightness = 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short
  const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
  const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
  const hue = (Math.atan2(b, a) * 180) / Math.PI
  return { lightness, chroma: Math.hypot(a, b), hue: (hue + 360) % 360 }
}

export function hexOfColour(colour: Colour): string {
  return `#${channelsOf(colour)
    .map((channel) =>
      Math.round(fromLinear(Math.min(1, Math.max(0, channel))) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}

/** The most colour up to `chroma` that a screen shows at this lightness: more would be moved, and the contrast with it. */
export function withinScreen({ lightness, chroma, hue }: Colour): Colour {
  let held = chroma
  while (held > 0 && !channelsOf({ lightness, chroma: held, hue }).every(isShown)) held -= 0.001
  return { lightness, chroma: Math.max(0, Number(held.toFixed(3))), hue }
}

/** As WCAG counts it: 1 for no contrast at all, 21 for black on white. */
export function contrastOf(one: Colour, other: Colour): number {
  const [lighter = 0, darker = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

export function cssOf({ lightness, chroma, hue }: Colour): string {
  return `oklch(${shortened(lightness)} ${shortened(chroma)} ${shortened(hue)})`
}

function luminanceOf(colour: Colour): number {
  const [red, green, blue] = channelsOf(colour).map((channel) =>
    Math.min(1, Math.max(0, channel)),
  ) as Channels
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channelsOf({ lightness, chroma, hue }: Colour): Channels {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
}

/** A hair of tolerance: white itself comes out as 1.0000001. */
function isShown(channel: number): boolean {
  return channel >= -0.0001 && channel <= 1.0001
}

function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}

function fromLinear(channel: number): number {
  return channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055
}

function shortened(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
