/** Programs keep the names by which a zone was first known; people read the one that is used today. */
const presentNames: Record<string, string> = {
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

/** `America/Argentina/Buenos_Aires` -> region `America`, place `Argentina, Buenos Aires`. */
export function zoneParts(zone: string): { region: string; place: string } {
  const [region = zone, ...places] = (presentNames[zone] ?? zone).replaceAll('_', ' ').split('/')
  return { region, place: places.join(', ') }
}

/** A zone in a sentence: `Europe/Kyiv`, `UTC`. */
export function zoneName(zone: string): string {
  return (presentNames[zone] ?? zone).replaceAll('_', ' ')
}
