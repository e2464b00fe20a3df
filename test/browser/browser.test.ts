import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { colourFindings, expectNoAxeFindings, launchBrowser, type TestBrowser } from '../support/browser.ts'

let browser: TestBrowser
let server: http.Server
let port: number

beforeAll(async () => {
  browser = await launchBrowser()
  server = http.createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="en"><title>Host</title><main><h1>${request.headers.host}</h1></main>
      <script>document.querySelector('h1').dataset.script = 'ran'</script></html>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})

afterAll(async () => {
  await browser?.close()
  server?.close()
})

test('host names ending in .test lead to this machine, and no other name leads anywhere', async () => {
  const page = await browser.newPage()
  await page.goto(`http://north.test:${port}/`)
  expect(await page.locator('h1').textContent()).toBe(`north.test:${port}`)
  await expect(page.goto('http://example.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
  await expect(page.goto('http://192.0.2.1/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED')
})

test('a page runs without JavaScript when asked', async () => {
  for (const javaScript of [true, false]) {
    const page = await browser.newPage({ javaScript })
    await page.goto(`http://127.0.0.1:${port}/`)
    expect(await page.locator('h1').getAttribute('data-script')).toBe(javaScript ? 'ran' : null)
  }
})

test('axe passes a good page and finds a planted fault', async () => {
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${port}/`)
  await expectNoAxeFindings(page)
  await page.setContent(
    '<html lang="en"><title>Fault</title><main><h1>Fault</h1><img src="data:,"></main></html>',
  )
  await expect(expectNoAxeFindings(page)).rejects.toThrow('image-alt')
})

test('colours that cannot be read are found on the first page that has them, whatever was judged before', async () => {
  const page = await browser.newPage()
  const judged = new Set<string>()
  const found = async (body: string) => {
    await page.setContent(`<html lang="en"><title>Colours</title><main>${body}</main></html>`)
    return (await colourFindings(page, judged)).map((finding) => finding.split(' ')[1])
  }
  const pale = '<p id="pale" style="color: #bbb">Pale</p>'
  expect(await found('<p>Plain</p>')).toEqual([])
  expect(await found(`<p>Plain</p>${pale}`)).toEqual(['#pale'])
  // Told once.
  expect(await found(pale)).toEqual([])
  expect(await found('<div style="background: #333"><p id="dark">Plain</p></div>')).toEqual(['#dark'])
  expect(await found('<div style="background: #333"><p style="color: #bbb">Pale</p></div>')).toEqual([])
  expect(await found('<p style="visibility: hidden; color: #ccc">Hidden</p>')).toEqual([])
  expect(await found('<p id="shown" style="color: #ccc">Shown</p>')).toEqual(['#shown'])
  expect(
    await found('<p>Plain <a id="link" href="/" style="color: #222; text-decoration: none">link</a></p>'),
  ).toEqual(['#link'])
})
