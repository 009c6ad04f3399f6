// The first page: every form of the project, how far it is filled in, and where new ones come from.

import { get, post } from './api.js'
import { ask, make, say } from './dom.js'

const COLUMNS = ['单位、项目', '年度', '表', '待填', '错误', '提醒', '改动', '再做一份']

export async function openHome() {
  document.title = '绩效目标申报表'
  document.body.append(make('main', { class: 'home' }, make('h1', {}, '绩效目标申报表'),
    make('p', { class: 'buttons' },
      make('button', { type: 'button', class: 'main', onclick: anew }, '新建'),
      dropped('读入旧表', '.docx,.doc,.xlsx,.xls,.html,.htm,.txt', file => bringIn(file)))))
  try {
    await list()
  } catch (error) {
    say(error.message)
  }
}

async function list() {
  const specs = await get('specs')
  const rows = make('tbody', {}, specs.map(row))
  const empty = make('tr', {}, make('td', { colspan: String(COLUMNS.length) }, '还没有申报表：点“新建”，或者读入填好的旧表'))
  const table = make('table', { class: 'specs' }, make('caption', { class: 'unseen' }, '申报表'),
    make('thead', {}, make('tr', {}, COLUMNS.map(text => make('th', { scope: 'col' }, text)))), specs.length ? rows : make('tbody', {}, empty))
  document.querySelector('main').append(table)
  for (const line of [...rows.rows]) await fill(line)
}

function row({ key, file, changed }) {
  const more = make('td', {}, make('button', { type: 'button', onclick: () => nextYear(key) }, '转到下一年'), ' ',
    make('button', { type: 'button', onclick: () => carry(key) }, '沿用到…'))
  return make('tr', { 'data-key': key }, make('td', {}, make('a', { href: `/form/${key}` }, file), make('small', {}, file)),
    ['', '', '', '', ''].map(text => make('td', {}, text)), make('td', {}, changed ? '未提交' : ''), more)
}

async function fill(line) {
  const found = await get(`specs/${line.dataset.key}`)
  const [name, year, form, blanks, errors, warnings] = line.cells
  if (found.broken) {
    form.textContent = `要先改好：${found.broken}`
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

// A button for a file, on which one may be dropped too.
export function dropped(text, accept, take) {
  const input = make('input', { type: 'file', accept, hidden: true, onchange: () => input.files[0] && take(input.files[0]).finally(() => { input.value = '' }) })
  const button = make('button', {
    type: 'button', title: '点这里选文件，或者把文件拖到这里',
    onclick: () => input.click(),
    ondragover: event => event.preventDefault(),
    ondrop: event => {
      event.preventDefault()
      if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0])
    },
  }, text)
  return make('span', {}, button, input)
}

// The new form is opened once what there is to tell of it has been read.
async function made(work) {
  say('请稍候…')
  try {
    const found = await work()
    if (found.told.length) await ask(`已写入 ${found.file}`, make('ul', { class: 'told' }, found.told.map(text => make('li', {}, text))), [['', '打开它']])
    location.href = `/form/${found.key}`
  } catch (error) {
    say(error.message)
  }
}

const bringIn = file => made(() => post(`import?${new URLSearchParams({ name: file.name })}`, file))
const nextYear = key => made(() => post(`form/${key}/next-year`, {}))

const named = one => [one.purpose, one.place, one.title, one.years].filter(Boolean).join(' · ')

async function chosen(title, forms, ...more) {
  const select = make('select', { 'aria-label': '哪一种表', required: true }, forms.map(one => make('option', { value: one.form }, named(one))))
  const answer = await ask(title, make('div', { class: 'fields' }, make('label', {}, '哪一种表', select), ...more), [['yes', '做'], ['', '不做']])
  return answer === 'yes' ? select.value : ''
}

async function carry(key) {
  try {
    const form = await chosen('沿用到监控、自评或别的表', await get('forms'))
    if (form) await made(() => post(`form/${key}/carry`, { form }))
  } catch (error) {
    say(error.message)
  }
}

async function anew() {
  try {
    const forms = await get('forms')
    const name = make('input', { required: true, maxlength: '80', autocomplete: 'off' })
    const year = make('input', { required: true, pattern: '20[0-9]{2}', inputmode: 'numeric', value: String(new Date().getFullYear() + 1), title: '四位数字，如 2026' })
    const example = make('input', { type: 'checkbox', onchange: () => { year.disabled = example.checked } })
    const usualFirst = [...forms.filter(one => one.usual), ...forms.filter(one => !one.usual)]
    const form = await chosen('新建', usualFirst, make('label', {}, '单位或项目名称', name), make('label', {}, '年度', year),
      make('label', { class: 'check' }, example, '照示例来：里面有填好的内容，年度也是示例的'))
    if (form) await made(() => post('new', { form, name: name.value, year: year.value, example: example.checked }))
  } catch (error) {
    say(error.message)
  }
}
