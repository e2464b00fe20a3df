import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import {
  access,
  chmod,
  constants,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const root = join(import.meta.dirname, '../..')

/** Switches of the package that loosen rules which our pages rely on, or cost much: the tests must meet an ordinary browser. */
const unwanted = [
  // It is meant for Lambda; elsewhere one crashed page would take the whole browser along.
  '--single-process',
  '--no-zygote',
  '--in-process-gpu',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--disable-site-isolation-trials',
  // Without them and with --disable-gpu, pages are drawn by the processor at once, not by a picture of a graphics card:
  // a fifth of the work, and the same points on every machine.
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
]

export interface PageOptions {
  javaScript: boolean
  width: number
  height: number
  colorScheme: 'light' | 'dark'
  locale: string
  timezoneId: string
  baseURL: string
}

export interface TestBrowser {
  browser: Browser
  /** A page with cookies and storage of its own. */
  newPage(options?: Partial<PageOptions>): Promise<Page>
  close(): Promise<void>
}

/**
 * Chromium from npm. With `plainFonts` it knows the fonts of its package and no others, and draws them alike wherever
 * it runs: for pictures that are compared. `*.test` and `*.localhost` lead to this machine, every
 * other name leads nowhere.
 */
export async function launchBrowser({ plainFonts = false } = {}): Promise<TestBrowser> {
  const installed = await installChromium()
  const home = await usableHome()
  const env = await launchEnvironment(installed, home)
  if (plainFonts) env.FONTCONFIG_FILE = await writePlainFonts(installed)
  const { default: packaged } = await import('@sparticuz/chromium')
  const browser = await chromium.launch({
    executablePath: join(installed, 'chromium'),
    args: [
      ...packaged.args.filter((argument) => !unwanted.includes(argument)),
      '--disable-background-networking',
      '--disable-gpu',
      '--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1, EXCLUDE ::1',
    ],
    env,
  })
  return {
    browser,
    async newPage(options = {}) {
      const { javaScript = true, width = 1280, height = 800, colorScheme = 'light', ...rest } = options
      const context = await browser.newContext({
        javaScriptEnabled: javaScript,
        viewport: { width, height },
        colorScheme,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        timezoneId: 'Europe/Kyiv',
        ...rest,
      })
      context.setDefaultTimeout(10_000)
      return await context.newPage()
    },
    async close() {
      await browser.close()
      if (home !== process.env.HOME) await rm(home, { recursive: true, force: true })
    },
  }
}

/** Fails with every finding and the elements it names. axe runs inside the page, so the page needs JavaScript. */
export async function expectNoAxeFindings(page: Page): Promise<void> {
  const findings = [...(await axeFindings(page)), ...(await colourFindings(page))]
  if (findings.length > 0)
    throw new Error(`axe found ${findings.length} on ${page.url()}\n  ${findings.join('\n  ')}`)
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Lets every page that this window opens know axe from the start: to send it to each takes longer than to ask it. */
export async function bringAxeAlong(page: Page): Promise<void> {
  await page.addInitScript({ content: axe })
}

/**
 * Only where it is asked for: to read half a megabyte of script takes longer than most pages do. Said to the browser as
 * it is, the script is read once for all pages of a window; `page.evaluate` has it read anew on each.
 */
async function bringAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => 'axe' in globalThis)) return
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: axe })
  await session.detach()
}

/** What axe finds on a page as it stands, all but the colours, one line an element. */
export async function axeFindings(page: Page): Promise<string[]> {
  await bringAxe(page)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { 'color-contrast': { enabled: false }, 'link-in-text-block': { enabled: false } },
      // It is for rules about films and sounds, and asks for every stylesheet once more.
      preload: false,
    })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.replaceAll('\n', ' ')}`),
    )
  })
}

/**
 * What axe says of the colours of a page as it stands. What looks the same, down to everything that lies behind it, is
 * judged once: `judged` holds what has been, and may go from page to page. What axe did not decide is asked about again.
 */
export async function colourFindings(page: Page, judged = new Set<string>()): Promise<string[]> {
  // What has been judged stays here: sent to each page again and again, it took longer than all that is asked there.
  const seen = await page.evaluate(markAppearances)
  const fresh = seen.split(' ').filter((appearance) => appearance !== '' && !judged.has(appearance))
  if (fresh.length === 0) return []
  await bringAxe(page)
  const { decided, findings } = await page.evaluate(judgeColours, fresh)
  for (const appearance of decided) judged.add(appearance)
  return findings
}

interface Marked {
  appearances: Map<Element, string>
}

/** Runs in the page: finds what can be read, and says which appearances that has. */
function markAppearances(): string {
  const appearances = new Map<Element, string>()
  const shortened = (text: string) => {
    let [one, other] = [5381, 52711]
    for (let at = 0; at < text.length; at += 1) {
      one = Math.imul(one, 33) ^ text.charCodeAt(at)
      other = Math.imul(other, 31) + text.charCodeAt(at)
    }
    return (one >>> 0).toString(36) + (other >>> 0).toString(36)
  }
  const isRead = (element: Element) =>
    element.matches('input:not([type=color]), select, textarea') ||
    (!element.matches('progress, meter') &&
      [...element.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent?.trim()))
  const isOff = (element: Element) =>
    element.matches(':disabled, [aria-disabled=true]') ||
    element.closest('label')?.control?.matches(':disabled')
  const visit = (element: Element, behind: string, above: string) => {
    const style = getComputedStyle(element)
    if (style.display === 'none') return
    const { backgroundColor, backgroundImage, opacity, position, clipPath, color } = style
    // Clipped away whole, it is for those who listen.
    if (clipPath === 'inset(50%)') return
    const own = [backgroundColor, backgroundImage, opacity, position, clipPath].join(' ')
    // A box that adds nothing of its own leaves what lies behind as it is.
    const here = own === 'rgba(0, 0, 0, 0) none 1 static none' ? behind : shortened(behind + own)
    if (isRead(element) && !isOff(element)) {
      const letters = [style.fontSize, style.fontWeight, style.textDecorationLine, style.textShadow]
      appearances.set(element, shortened([here, above, color, ...letters].join('|')))
    }
    for (const child of element.children) visit(child, here, color)
  }
  visit(document.body, '', '')
  const marked = globalThis as unknown as Marked
  marked.appearances = appearances
  return [...new Set(appearances.values())].join(' ')
}

/** Runs in the page: what of it has one of these appearances. */
async function judgeColours(fresh: string[]): Promise<{ decided: string[]; findings: string[] }> {
  const { axe, appearances } = globalThis as unknown as Marked & { axe: typeof import('axe-core') }
  // The way past the navigation waits beyond the edge.
  const isOnScreen = (element: Element) => {
    const { right, bottom } = element.getBoundingClientRect()
    return right > 0 && bottom + scrollY > 0 && element.checkVisibility({ visibilityProperty: true })
  }
  const asked = [...appearances].filter(
    ([element, appearance]) => fresh.includes(appearance) && isOnScreen(element),
  )
  if (asked.length === 0) return { decided: [], findings: [] }
  const { passes, violations } = await axe.run(
    { include: asked.map(([element]) => element) as unknown as Node },
    {
      resultTypes: ['violations', 'passes'],
      runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
      elementRef: true,
      preload: false,
    },
  )
  const decided = [...passes, ...violations]
    .filter(({ id }) => id === 'color-contrast')
    .flatMap(({ nodes }) =>
      nodes.flatMap(({ element }) => (element && appearances.get(element as Element)) ?? []),
    )
  const findings = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.replaceAll('\n', ' ')}`),
  )
  return { decided, findings }
}

/** Writes test-results/<name>.png and says where. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const path = join(root, 'test-results', `${name.replace(/[^\w.-]+/g, '-')}.png`)
  await mkdir(dirname(path), { recursive: true })
  await page.screenshot({ path, fullPage: true, animations: 'disabled' })
  return path
}

/** Unpacks Chromium once per version and user, into a folder that appears whole or not at all. */
async function installChromium(): Promise<string> {
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'))
  const folder = join(tmpdir(), `guildhall-chromium-${version}-${userInfo().uid}`)
  if (await isOurs(folder)) return folder

  await removeUnfinished(folder)
  const staging = await mkdtemp(`${folder}-`)
  try {
    await unpackInto(staging)
    await writeFile(join(staging, 'fonts.conf'), fontConfiguration(folder))
    await rename(staging, folder)
  } catch (error) {
    // Another worker may have been faster: its copy is as good.
    if (!(await isOurs(folder))) throw error
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
  return folder
}

/** A run that was killed while unpacking leaves 200 MB. */
async function removeUnfinished(folder: string): Promise<void> {
  const tenMinutes = 600_000
  for (const name of await readdir(dirname(folder))) {
    const path = join(dirname(folder), name)
    if (!path.startsWith(`${folder}-`)) continue
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > tenMinutes) await rm(path, { recursive: true, force: true })
  }
}

/** The place can be guessed, so somebody else could have put an executable there. */
async function isOurs(folder: string): Promise<boolean> {
  if (!existsSync(folder)) return false
  const { uid, mode } = await stat(folder)
  if (uid !== userInfo().uid || (mode & 0o022) !== 0)
    throw new Error(`${folder} belongs to somebody else: remove it`)
  return true
}

/**
 * The package unpacks into TMPDIR under fixed names and without a lock, and adds its libraries only where it believes
 * itself on Lambda. A process of its own gets both told through its environment.
 */
async function unpackInto(folder: string): Promise<void> {
  const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`
  const { code, output } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    ...process.env,
    TMPDIR: folder,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  })
  if (code !== 0) throw new Error(`Chromium could not be unpacked into ${folder}:\n${output}`)
  await chmod(join(folder, 'chromium'), 0o755)
}

/** The machine's fonts where it has any, and the packaged one where it has none. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
}

/** Without the machine's own settings of fonts, which say how letters are smoothed as well. */
async function writePlainFonts(folder: string): Promise<string> {
  const path = join(folder, 'plain-fonts.conf')
  const draft = `${path}.${process.pid}`
  await writeFile(
    draft,
    fontConfiguration(folder).replace('<include ignore_missing="yes">/etc/fonts/fonts.conf</include>', ''),
  )
  await rename(draft, path)
  return path
}

async function launchEnvironment(installed: string, home: string): Promise<Record<string, string>> {
  const environment: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) environment[name] = value
  environment.HOME = home
  environment.FONTCONFIG_FILE = join(installed, 'fonts.conf')
  // The machine's own libnss3 and libnspr4 fit its C library best: the packaged ones only stand in for missing ones.
  const executable = join(installed, 'chromium')
  const plain = await run(executable, ['--version'], environment)
  if (plain.code === 0) return environment
  const libraries = [join(installed, 'al2023/lib'), environment.LD_LIBRARY_PATH]
    .filter(Boolean)
    .join(delimiter)
  const helped = await run(executable, ['--version'], { ...environment, LD_LIBRARY_PATH: libraries })
  if (helped.code !== 0) throw new Error(`Chromium does not start:\n${plain.output}\n${helped.output}`)
  return { ...environment, LD_LIBRARY_PATH: libraries }
}

async function usableHome(): Promise<string> {
  const { HOME: home } = process.env
  if (home) {
    const writable = await access(home, constants.W_OK).then(
      () => true,
      () => false,
    )
    if (writable) return home
  }
  return await mkdtemp(join(tmpdir(), 'guildhall-home-'))
}

async function run(command: string, parameters: string[], env: NodeJS.ProcessEnv) {
  const child = spawn(command, parameters, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (output += text))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, output }
}
