const width = 40

/** A line on the terminal that fills; where nobody watches, a line for each tenth. */
export function progressBar(label: string, total: number): (done: number) => void {
  const begun = Date.now()
  let told = 0
  return (done) => {
    const share = Math.min(1, done / total)
    const filled = Math.round(share * width)
    const seconds = Math.round((Date.now() - begun) / 1000)
    const text = `${label} [${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${done} of ${total}, ${seconds} s`
    if (process.stderr.isTTY) process.stderr.write(`\r${text}${done >= total ? '\n' : ''}`)
    else if (done >= total || Math.floor(share * 10) > told) {
      told = Math.floor(share * 10)
      process.stderr.write(`${text}\n`)
    }
  }
}
