import { existsSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addressOf, navigation } from './navigation.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const source = join(root, 'artifacts/docs-source/pages')
const repository = 'https://github.com/grocery-platform/grocery-platform'

// Anchors as GitHub makes them, so that a link works in both places.
const slugify = (text) => text.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N} _-]/gu, '').replaceAll(' ', '-')

// A link is written for the repository: to a page of the site it stays in the site, to any other file it goes to the repository.
function retarget(href, page) {
  const own = href.startsWith(`${repository}/blob/main/`) || href.startsWith(`${repository}/tree/main/`)
  if (!own && (/^[a-z]+:/.test(href) || href.startsWith('#') || href.startsWith('/'))) return href
  const [path, anchor] = href.split('#')
  const target = own ? path.slice(`${repository}/blob/main/`.length) : normalize(join(dirname(page), decodeURI(path)))
  const hash = anchor ? `#${anchor}` : ''
  const file = existsSync(join(source, target, 'README.md')) ? join(target, 'README.md') : target
  if (file.endsWith('.md') && existsSync(join(source, file))) return `/${addressOf(file)}${hash}`
  return `${repository}/blob/main/${target}${hash}`
}

function retargetLinks(md) {
  md.core.ruler.push('retarget', (state) => {
    const page = relative(source, state.env.realPath ?? state.env.path)
    for (const token of state.tokens.flatMap((block) => block.children ?? [])) {
      if (token.type === 'link_open') token.attrSet('href', retarget(token.attrGet('href'), page))
    }
  })
}

export default {
  title: 'Grocery.Platform',
  description: 'Production readiness for a .NET service, in one line',
  lang: 'en',
  base: process.env.DOCS_BASE ?? '/',
  srcDir: source,
  outDir: join(root, 'artifacts/docs'),
  cacheDir: join(root, 'artifacts/docs-cache'),
  rewrites: addressOf,
  head: [['link', { rel: 'icon', href: `${process.env.DOCS_BASE ?? '/'}icon.png` }]],
  ignoreDeadLinks: 'localhostLinks',
  markdown: { languageAlias: { jq: 'sh', promql: 'sql' }, anchor: { slugify }, config: retargetLinks },
  themeConfig: {
    logo: '/icon.png',
    outline: [2, 3],
    search: { provider: 'local' },
    sidebar: navigation(source),
    socialLinks: [{ icon: 'github', link: repository }],
    editLink: { pattern: `${repository}/edit/main/:path`, text: 'Edit this page' },
  },
  vite: { build: { chunkSizeWarningLimit: 4000 } },
}
