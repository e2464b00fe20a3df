/** Whether anybody sees something of a text: names of zero width can be neither read nor clicked on. */
export function isVisible(text: string): boolean {
  return /[^\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\u2800]/u.test(text)
}

export function hasNoControls(text: string): boolean {
  return !/\p{Cc}/u.test(text)
}

/**
 * Characters that turn the direction of all that follows, on the page and in files: a name that holds one can make what
 * stands beside it read as something else. No name needs them; each script knows its own direction.
 */
export function turnsDirection(text: string): boolean {
  return /[\u202a-\u202e\u2066-\u2069]/u.test(text)
}
