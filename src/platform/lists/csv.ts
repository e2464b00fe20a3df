/**
 * Spreadsheets take a cell that begins like this for a formula, which may call programs and send data away. The wide
 * forms count as well: some turn them into the narrow ones.
 */
const atTheBeginning = /^(["' ]*)(?=[=+\-@\t\r\n＝＋－＠])/

/**
 * Where the decimal sign is a comma, spreadsheets part cells at semicolons and know nothing of our quotes: what stands
 * behind a semicolon, a tab or a line break begins a cell of its own there.
 */
const behindABreak = /([;\t\r\n]["' ]*)(?=[=+\-@＝＋－＠])/g

/** An apostrophe before it makes it a text. Where texts have one there themselves the way back stays open. */
export function defuse(cell: string): string {
  return cell.replace(behindABreak, "$1'").replace(atTheBeginning, "$1'")
}

const defusedAtTheBeginning = /^(["' ]*)'(?=[=+\-@\t\r\n＝＋－＠])/
const defusedBehindABreak = /([;\t\r\n]["' ]*)'(?=[=+\-@＝＋－＠])/g

/** The text that was defused: for what reads our own files again. */
export function undefuse(cell: string): string {
  return cell.replace(defusedAtTheBeginning, '$1').replace(defusedBehindABreak, '$1')
}

/** A line of RFC 4180. Numbers of ours stay numbers: a minus before digits is no formula. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(isNumber.test(cell) ? cell : defuse(cell))).join(',')}\r\n`
}

const isNumber = /^-?\d+(\.\d+)?$/

function quoted(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Tells Excel that the file is UTF-8. */
export const byteOrderMark = '\ufeff'
