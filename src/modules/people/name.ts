export interface NameParts {
  givenName: string | null
  familyName: string | null
  patronymic: string | null
}

export interface WrittenNames {
  /** How somebody is called on pages and in letters. */
  displayName: string
  /** What lists are ordered by: the family name leads where there is one. */
  sortName: string
}

/** Of these scripts the family name comes first, and nothing stands between the two. */
const familyFirst = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー・\s]+$/u

/**
 * The one place that puts a name together. People have one name or several: whichever of the two main parts there is
 * stands for the whole. Nothing is taken apart, capitalised or shortened.
 */
export function writtenNames({ givenName, familyName, patronymic }: NameParts): WrittenNames {
  const parts = [givenName, familyName].filter((part) => part !== null)
  const display = familyFirst.test(parts.join('')) ? parts.toReversed().join('') : parts.join(' ')
  return {
    displayName: display,
    sortName: [familyName, givenName, patronymic].filter((part) => part !== null).join(' '),
  }
}

export function isNameless({ givenName, familyName }: Partial<NameParts>): boolean {
  return !givenName && !familyName
}
