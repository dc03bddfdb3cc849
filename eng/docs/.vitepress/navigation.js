import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

// The order of what has a place of its own. Whatever else is in docs follows by itself: a folder as a group, a page under "Reference".
const start = ['docs/README.md', 'docs/troubleshooting.md', 'docs/drills.md']
const folders = ['learn', 'observability', 'config', 'health', 'resilience', 'testing', 'cli', 'analyzers', 'migrate', 'operations']
const project = ['benchmarks/README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md']

/** Where a page of the repository is on the site. */
export const addressOf = (file) => file
  .replace(/^docs\//, '')
  .replace(/^src\/([^/]+)\/README\.md$/, 'packages/$1.md')
  .replace(/(^|\/)README\.md$/, '$1index.md')

/** The one navigation: every page but those of single types, which the pages of their packages list. */
export function navigation(source) {
  const pages = readdirSync(source, { recursive: true }).map(String).filter((file) => file.endsWith('.md')).sort()
  const text = (file) => readFileSync(join(source, file), 'utf8')
  const titleOf = (file) => (text(file).match(/^# (.+)$/m)?.[1] ?? file).replaceAll('`', '')
  const item = (file) => ({ text: titleOf(file), link: `/${addressOf(file)}` })
  const under = (folder) => pages.filter((file) => dirname(file) === folder)

  // In the order in which the first page of the folder names them.
  function ordered(folder) {
    const first = join(folder, 'README.md')
    const named = pages.includes(first)
      ? [...text(first).matchAll(/\]\(([^)#\s]+)/g)].map((match) => normalize(join(folder, match[1])))
      : []
    const place = (file) => (named.includes(file) ? named.indexOf(file) : named.length)
    return under(folder).filter((file) => file !== first).sort((a, b) => place(a) - place(b))
  }

  function group(folder) {
    const first = join(folder, 'README.md')
    const inner = [...new Set(pages.map(dirname))].filter((below) => dirname(below) === folder)
    const name = folder.split('/').at(-1)
    return {
      text: pages.includes(first) ? titleOf(first) : name[0].toUpperCase() + name.slice(1),
      link: pages.includes(first) ? item(first).link : undefined,
      collapsed: true,
      items: [...ordered(folder).map(item), ...inner.map(group)],
    }
  }

  const all = [...new Set(pages.filter((file) => /^docs\/[^/]+\//.test(file)).map((file) => file.split('/')[1]))]
  const known = [...folders.filter((folder) => all.includes(folder)), ...all.filter((folder) => !folders.includes(folder) && folder !== 'decisions')]
  const reference = under('docs').filter((file) => !start.includes(file))
  const packages = pages.filter((file) => /^src\/[^/]+\/README\.md$/.test(file))
  const api = pages.filter((file) => /^api\/[^/]+\/README\.md$/.test(file))
  const samples = pages.filter((file) => file.startsWith('samples/'))
  const there = (files) => files.filter((file) => pages.includes(file))

  const items = [
    { text: 'Start', items: there(start).map(item) },
    ...known.map((folder) => group(`docs/${folder}`)),
    { text: 'Reference', collapsed: true, items: reference.map(item) },
    { text: 'Packages', collapsed: true, items: packages.map(item) },
    { text: 'API', collapsed: true, items: api.map(item) },
    { text: 'Samples', collapsed: true, items: samples.map(item) },
    { text: 'Project', collapsed: true, items: [...there(project).map(item), ...(all.includes('decisions') ? [group('docs/decisions')] : [])] },
  ]

  const links = new Set(items.flatMap(function linksOf(one) { return [one.link, ...(one.items ?? []).flatMap(linksOf)] }))
  const left = pages.filter((file) => !(file.startsWith('api/') && !file.endsWith('README.md')) && !links.has(`/${addressOf(file)}`))
  if (left.length > 0) throw new Error(`Not in the navigation: ${left.map((file) => relative(source, join(source, file))).join(', ')}. Give them a place in eng/docs/.vitepress/navigation.js.`)
  return items
}
