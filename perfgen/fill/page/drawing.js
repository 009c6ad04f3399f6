// A sheet in, the elements of the form out. What has not changed since it was drawn last is left alone, and so is
// whatever a person is typing in. Who has only gone to a value is there again afterwards.

import { make } from './dom.js'

let fields = []
let drawn = []

export const fieldOf = element => fields[element.dataset.field]
export const valueOf = element => element.dataset.value ?? ''

// `busy`: the element that is being typed in, or null. False where something is not drawn because of it.
export function draw(main, sheet, busy) {
  const shells = sheet.blocks.map(shellOf)
  const known = JSON.stringify(sheet.fields) === JSON.stringify(fields)
  const same = known && shells.length === drawn.length && shells.every((shell, number) => shell === drawn[number])
  if (busy && !same) return false
  fields = sheet.fields
  if (same) return fill(main, sheet.blocks, busy)
  staying(main, () => {
    main.replaceChildren(...sheet.blocks.map(block => block.rows ? tableOf(block) : make(block.title ? 'h1' : 'p', { class: block.style })))
    drawn = shells
    fill(main, sheet.blocks, null)
  })
  return true
}

function fill(main, blocks, busy) {
  return blocks.map((block, number) => {
    const element = main.children[number]
    return block.rows ? fillTable(element, block, busy) : refresh(element, block.runs, busy, () => runsOf(block.runs))
  }).every(Boolean)
}

const shellOf = block => JSON.stringify(block.rows ? [block.columns, block.heading, block.rows.length] : [block.style, block.title])

function tableOf(block) {
  const whole = block.columns.reduce((sum, width) => sum + width, 0)
  const columns = block.columns.map(width => {
    const column = make('col')
    column.style.width = `${100 * width / whole}%`
    return column
  })
  const rows = block.rows.map(() => make('tr'))
  return make('table', {}, make('caption', { class: 'unseen' }), make('colgroup', {}, columns),
    block.heading ? make('thead', {}, rows.slice(0, block.heading)) : null, make('tbody', {}, rows.slice(block.heading)))
}

function fillTable(table, block, busy) {
  table.caption.textContent = block.caption
  return block.rows.map((row, number) => refresh(table.rows[number], row, busy, () => row.map(cellOf))).every(Boolean)
}

function refresh(element, content, busy, children) {
  const signature = JSON.stringify(content)
  if (element.signature === signature) return true
  if (busy && element.contains(busy)) return false
  element.signature = signature
  staying(element, () => element.replaceChildren(...children()))
  return true
}

// What stands at a pointer is no longer what was drawn.
export function drawAgain(main, at) {
  for (const element of allAt(main, at)) {
    const line = element.closest('tr') ?? element.closest('main > *')
    line.signature = ''
  }
}

// A value may be printed in several places, and in one of them in several lines.
export const allAt = (main, at) => [...main.querySelectorAll(`data[data-at="${CSS.escape(at)}"]`)]

// Something is made anew, and whoever was at a value of it is at that value again.
function staying(element, work) {
  const { activeElement } = document
  const at = element.contains(activeElement) ? activeElement.dataset.at : undefined
  if (at === undefined) return work()
  const number = Math.max(0, allAt(element, at).indexOf(activeElement))
  activeElement.blur()
  work()
  allAt(element, at)[number]?.focus({ preventScroll: true })
}

function cellOf(cell) {
  const classes = [cell.style, cell.parted && 'parted'].filter(Boolean).join(' ')
  const name = cell.scope ? 'th' : 'td'
  const lines = cell.text.map(runsOf)
  const scope = cell.scope && cell.scope + ((cell.scope === 'col' ? cell.columns : cell.rows) ? 'group' : '')
  return make(name, { class: classes, rowspan: cell.rows && String(cell.rows), colspan: cell.columns && String(cell.columns), scope },
    lines.length === 1 ? lines[0] : lines.map(line => make('p', {}, line)))
}

const runsOf = runs => runs.map(runOf)

function runOf(run) {
  if (typeof run === 'string') return run
  if (run.key !== undefined) return make('data', { value: run.key + '#' }, run.text)
  const field = fields[run.field]
  const value = run.value ?? run.text
  const blank = field.kind !== 'fixed' && value === '' && (field.required || run.blank)
  return make('data', {
    value: run.at,
    'data-at': run.at,
    'data-field': String(run.field),
    'data-value': value,
    class: [field.kind, blank && 'blank'].filter(Boolean).join(' '),
    title: field.help || field.label,
    ...(field.kind === 'fixed' ? {} : {
      tabindex: '0', role: 'textbox', 'aria-label': field.label + (blank ? '，待填' : ''), 'aria-multiline': String(field.kind === 'lines'),
    }),
  }, blank ? '' : run.text)
}

// The values of the form in the order in which they stand.
export const values = main => [...main.querySelectorAll('data[tabindex]')]

const above = pointer => pointer.slice(0, pointer.lastIndexOf('/'))

// Tells where a value of the spec is shown: itself, or the nearest to it. For many pointers at once.
export function finder(main) {
  const [own, around, keys] = [new Map(), new Map(), new Map()]
  for (const one of main.querySelectorAll('data')) {
    const { at } = one.dataset
    if (at === undefined) keys.set(one.value.slice(0, -1), one)
    else if (!own.has(at)) {
      own.set(at, one)
      for (let place = above(at); place && !around.has(place); place = above(place)) around.set(place, one)
    }
  }
  return pointer => {
    for (let place = pointer; place; place = above(place)) {
      const found = own.get(place) ?? around.get(place) ?? keys.get(place)
      if (found) return found
    }
    return null
  }
}

export const shownAt = (main, pointer) => finder(main)(pointer)
