// The text that stands behind a form: to look at beside it, and to mend where it cannot be shown as a form.

import { get, inTurn } from './api.js'
import { make, say } from './dom.js'

export async function openText(form, state) {
  const broken = !state.sheet
  const open = form.main.parentElement.querySelector('section.text textarea')
  if (broken && open && open.value !== open.defaultValue) return say('文件刚刚在别处改过；这里正在改的还没有存')
  if (!broken && form.main.parentElement.querySelector('section.text')) return closeText(form)
  let found = state
  try {
    found = await inTurn(() => get(form.path('text')))
  } catch (error) {
    return say(error.message)
  }
  closeText(form)
  const lines = found.text.split('\n').length
  const area = make('textarea', { spellcheck: 'false', 'aria-label': '表背后的文字', wrap: 'off', rows: String(Math.min(lines + 1, 40)) })
  area.defaultValue = found.text
  const numbers = make('pre', { class: 'numbers', 'aria-hidden': 'true' }, Array.from({ length: lines }, (_, number) => number + 1).join('\n'))
  area.addEventListener('scroll', () => { numbers.scrollTop = area.scrollTop })
  const problems = (state.problems ?? []).map(one => make('li', { class: one.severity },
    make('button', { type: 'button', class: 'message', onclick: () => select(area, one.line) }, `${one.line ? `第 ${one.line} 行：` : ''}${one.message}`),
    one.hint && make('p', { class: 'hint' }, one.hint)))
  const section = make('section', { class: 'text', 'aria-label': '文字' },
    broken && make('p', {}, '这份表的文字有错，没法照表显示。在下面改好，存上就回到表。'), make('ol', {}, problems),
    make('div', { class: 'editor' }, numbers, area),
    make('p', { class: 'buttons' },
      make('button', { type: 'button', class: 'main', onclick: () => keep(form, found.version, area) }, '存上'),
      !broken && make('button', { type: 'button', onclick: () => closeText(form) }, '关上')))
  form.main.hidden = broken
  form.main.before(section)
  const at = document.activeElement?.closest?.('[data-at]')?.dataset.at ?? form.rows.at?.dataset.at
  const line = broken ? state.problems?.find(one => one.line)?.line : found.places?.[at]
  if (line) select(area, line)
}

async function keep(form, version, area) {
  const before = form.version
  form.version = version
  const done = await form.send('rewrite', { text: area.value })
  if (!done) {
    form.version = before
    return
  }
  say('已存上')
  if (done.sheet) closeText(form)
}

function closeText(form) {
  form.main.parentElement.querySelector('section.text')?.remove()
  form.main.hidden = false
}

// The line is marked and in sight.
function select(area, line) {
  const lines = area.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
  area.focus()
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  area.scrollTop = (line - 5) * parseFloat(getComputedStyle(area).lineHeight)
}
