// The first page: every form of the project and how far it is filled in.

import { get } from './api.js'
import { make, say } from './dom.js'

export async function openHome() {
  document.title = '绩效目标申报表'
  const rows = make('tbody')
  const table = make('table', { class: 'specs' },
    make('caption', {}, '申报表'),
    make('thead', {}, make('tr', {}, ['单位、项目', '年度', '表', '待填', '错误', '提醒', '文件'].map(text => make('th', { scope: 'col' }, text)))), rows)
  document.body.append(make('main', { class: 'home' }, make('h1', {}, '绩效目标申报表'), table))
  try {
    const specs = await get('specs')
    if (!specs.length) rows.append(make('tr', {}, make('td', { colspan: '7' }, 'specs 文件夹里还没有申报表')))
    for (const { key, file } of specs) rows.append(row(key, file))
    for (const line of [...rows.querySelectorAll('tr[data-key]')]) await fill(line)
  } catch (error) {
    say(error.message)
  }
}

const row = (key, file) => make('tr', { 'data-key': key }, make('td', {}, make('a', { href: `/form/${key}` }, file)), ['', '', '', '', ''].map(text => make('td', {}, text)), make('td', {}, file))

async function fill(line) {
  const found = await get(`specs/${line.dataset.key}`)
  const [name, year, form, blanks, errors, warnings] = line.cells
  if (found.broken) {
    form.textContent = `打不开：${found.broken}`
    form.className = 'error'
    return
  }
  name.firstChild.textContent = found.name || name.firstChild.textContent
  year.textContent = found.year
  form.textContent = found.form
  blanks.textContent = found.blanks || ''
  errors.textContent = found.errors || ''
  warnings.textContent = found.warnings || ''
}
