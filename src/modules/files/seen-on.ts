import { imageLibrary } from './image-library.ts'

export interface SeenOn {
  light: boolean
  dark: boolean
}

/** Luminances of our lightest and darkest grounds. */
const grounds = { light: 1, dark: 0.01 }

/** Less than words need, since a sign is large; a logo of pale yellow on white has less. */
const enoughContrast = 1.8
/** So much of it has to be seen. White letters within a blue sign are not lost on a white page. */
const enoughShare = 0.6
/** With fewer points to look through than this share, an image brings its own ground. */
const fewClear = 0.02

/** Whether an image can be told from a light page and from a dark one: black letters on nothing vanish on black. */
export async function seenOn(image: Buffer): Promise<SeenOn> {
  const sharp = await imageLibrary()
  const { data } = await sharp(image)
    .resize({ width: 200, height: 200, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const luminances: number[] = []
  const points = data.length / 4
  for (let at = 0; at < data.length; at += 4)
    if ((data[at + 3] ?? 0) > 127)
      luminances.push(
        0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]),
      )
  if (luminances.length >= points * (1 - fewClear)) return { light: true, dark: true }
  const isSeen = (ground: number) =>
    luminances.filter((each) => contrast(each, ground) >= enoughContrast).length >=
    luminances.length * enoughShare
  return { light: isSeen(grounds.light), dark: isSeen(grounds.dark) }
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

function linear(channel = 0): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}
