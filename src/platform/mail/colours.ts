import { type BrandChoice, brandColours, cornersInPoints } from '../presentation/brand.ts'
import { hexOfColour, withinScreen } from '../presentation/colour.ts'

/** How a brand looks to mail programs: they know neither oklch() nor custom properties. */
export interface MailLooks {
  brandFill: string
  brandText: string
  brandTextDark: string
  /** Of buttons, and of the card that the words stand on, in points. */
  round: number
  roundLarge: number
}

/** The colours of pages, as the installation has them by its hue or the association by its own choice. */
export function mailLooks(choice: BrandChoice, hue: number): MailLooks {
  const { small, large } = cornersInPoints(choice)
  return { ...(choice.colour ? chosen(choice.colour) : ofHue(hue)), round: small, roundLarge: large }
}

function chosen(colour: string) {
  const [light, dark] = [brandColours(colour, 'light'), brandColours(colour, 'dark')]
  return {
    brandFill: hexOfColour(light.fill),
    brandText: hexOfColour(light.text),
    brandTextDark: hexOfColour(dark.text),
  }
}

/** The same steps as in templates/assets/css/tokens.css. */
function ofHue(hue: number) {
  const at = (lightness: number, chroma: number) => hexOfColour(withinScreen({ lightness, chroma, hue }))
  return { brandFill: at(0.48, 0.15), brandText: at(0.46, 0.1425), brandTextDark: at(0.82, 0.09) }
}
