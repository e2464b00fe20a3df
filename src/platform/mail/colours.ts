/** The portal's brand colours as mail programs understand them: they know neither oklch() nor custom properties. */
export interface MailColours {
  brandFill: string
  brandText: string
  brandTextDark: string
}

/** The same steps as in templates/assets/css/tokens.css. */
export function mailColours(hue: number): MailColours {
  return {
    brandFill: hexOf(0.48, 0.15, hue),
    brandText: hexOf(0.46, 0.1425, hue),
    brandTextDark: hexOf(0.82, 0.09, hue),
  }
}

/** The most colourful shade up to `chroma` that a screen can show at this lightness. */
function hexOf(lightness: number, chroma: number, hue: number): string {
  for (let tried = chroma; tried > 0; tried -= 0.0025) {
    const channels = toLinearRgb(lightness, tried, hue)
    if (channels.every((channel) => channel >= 0 && channel <= 1)) return toHex(channels)
  }
  return toHex(toLinearRgb(lightness, 0, hue))
}

function toLinearRgb(lightness: number, chroma: number, hue: number): number[] {
  const angle = (hue * Math.PI) / 180
  const a = chroma * Math.cos(angle)
  const b = chroma * Math.sin(angle)
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
}

function toHex(channels: number[]): string {
  const bytes = channels.map((channel) => {
    const bounded = Math.min(1, Math.max(0, channel))
    const encoded = bounded <= 0.0031308 ? 12.92 * bounded : 1.055 * bounded ** (1 / 2.4) - 0.055
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${bytes.join('')}`
}
