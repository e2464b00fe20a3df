import QRCode from 'qrcode'

export interface QrCode {
  /** Modules on a side, the quiet margin included. */
  size: number
  /** The dark modules as an SVG path, one module one unit. */
  path: string
}

const margin = 4

/** Drawn as a path of our own: markup that a library made would have to be trusted. */
export function qrCodeOf(text: string): QrCode {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) path += `M${column + margin} ${row + margin}h1v1h-1z`
  return { size: modules.size + margin * 2, path }
}
