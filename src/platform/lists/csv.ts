/**
 * Spreadsheets take a cell that begins like this for a formula, which may call programs and send data away. The wide
 * forms count as well: some turn them into the narrow ones.
 */
const dangerous = /^'*[=+\-@\t\r\n＝＋－＠]/

/** An apostrophe before it makes it a text. Where texts begin with one themselves the way back stays open. */
export function defuse(cell: string): string {
  return dangerous.test(cell) ? `'${cell}` : cell
}

/** The text that was defused: for what reads our own files again. */
export function undefuse(cell: string): string {
  return cell.startsWith("'") && dangerous.test(cell) ? cell.slice(1) : cell
}

/** A line of RFC 4180. Numbers of ours stay numbers: a minus before digits is no formula. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(isNumber.test(cell) ? cell : defuse(cell))).join(',')}\r\n`
}

const isNumber = /^-?\d+(\.\d+)?$/

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Tells Excel that the file is UTF-8. */
export const byteOrderMark = '\ufeff'
