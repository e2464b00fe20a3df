/** Whether anybody sees something of a text: names of zero width can be neither read nor clicked on. */
export function isVisible(text: string): boolean {
  return /[^\p{Default_Ignorable_Code_Point}\p{C}\p{Z}\u2800]/u.test(text)
}

export function hasNoControls(text: string): boolean {
  return !/\p{Cc}/u.test(text)
}
