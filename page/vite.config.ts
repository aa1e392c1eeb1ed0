import { svelte } from '@sveltejs/vite-plugin-svelte'
import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'
import sides from '../src/rashomon/web/sides.json' with { type: 'json' }

const SCRIPTS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext']
const FACES = SCRIPTS.flatMap((script) => [
  [`inter-${script}`, `@fontsource-variable/inter/files/inter-${script}-wght-normal.woff2`],
  [`serif-${script}`, `@fontsource-variable/source-serif-4/files/source-serif-4-${script}-wght-normal.woff2`],
  [`serif-italic-${script}`, `@fontsource-variable/source-serif-4/files/source-serif-4-${script}-wght-italic.woff2`],
  [`map-${script}`, `@fontsource/noto-sans/files/noto-sans-${script}-400-normal.woff2`],
  [`map-bold-${script}`, `@fontsource/noto-sans/files/noto-sans-${script}-600-normal.woff2`],
])

/** `[data-side="ukraine"]` gets the colour and the shape of its side, in both schemes. */
function sideRules(): string {
  const rule = (selector: string, style: number, scheme: 'light' | 'dark') => `${selector}{--side:${sides.styles[style]![scheme]}}`
  const shape = (selector: string, style: number) => {
    const picture = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='-5.5 -5.5 11 11'><path fill-rule='evenodd' d='${sides.styles[style]!.path}'/></svg>`
    return `${selector}{--shape:url("data:image/svg+xml,${encodeURIComponent(picture)}")}`
  }
  const rows: [string, number][] = [['[data-side]', sides.other], ...Object.entries(sides.sides).map(([slug, style]): [string, number] => [`[data-side="${slug}"]`, style])]
  const dark = rows.map(([selector, style]) => rule(selector, style, 'dark')).join('')
  return [...rows.flatMap(([selector, style]) => [rule(selector, style, 'light'), shape(selector, style)]), `@media screen and (prefers-color-scheme:dark){${dark}}`].join('\n')
}

/** The licences of all that the built page contains, which ask to travel with it. */
function licences(): string {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
  return [...Object.keys(dependencies), 'svelte'].map((name) => {
    const folder = `node_modules/${name}`
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one))
    const { license, author } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { license: string; author?: unknown }
    const words = file ? readFileSync(`${folder}/${file}`, 'utf8').trim() : `${license}, ${typeof author === 'string' ? author : 'its authors'}`
    return `${name}\n${'='.repeat(name.length)}\n${words}\n`
  }).join('\n\n')
}

/** Puts the style that the server's own pages share, and the fonts, beside the page under names that stay. */
function shared(): Plugin {
  return {
    name: 'shared-style-and-fonts',
    generateBundle() {
      const style = readFileSync('src/style/rashomon.css', 'utf8') + sideRules()
      this.emitFile({ type: 'asset', fileName: 'rashomon.css', source: style.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\n\s*/g, '\n') })
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licences() })
      for (const [name, path] of FACES) this.emitFile({ type: 'asset', fileName: `fonts/${name}.woff2`, source: readFileSync(`node_modules/${path}`) })
    },
  }
}

export default defineConfig({
  base: '/static/',
  plugins: [svelte(), shared()],
  build: { outDir: '../src/rashomon/web/static', emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: 'es2022', chunkSizeWarningLimit: 1200 },
})
