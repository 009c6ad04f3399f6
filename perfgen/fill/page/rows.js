// Rows of the form: added, copied, moved, deleted, from a menu at the row or by keyboard; and pasted from a sheet.

import { get } from './api.js'
import { make, say } from './dom.js'
import { shownAt, values } from './drawing.js'
import { belowOf } from './typing.js'

const itemOf = pointer => pointer.match(/^.*\/[0-9]{1,3}(?=\/|$)/)?.[0] ?? '' // years have four digits
const KEYS = { d: 'duplicate', Delete: 'delete', ArrowUp: 'up', ArrowDown: 'down' }

export class Rows {
  constructor(form) {
    this.form = form
    this.opener = make('button', { type: 'button', class: 'row-menu', hidden: true, title: '这一行…（Alt+Enter）', 'aria-haspopup': 'menu', onclick: () => this.open() }, '⋮')
    this.corner = make('nav', { 'aria-label': '这一行' }, this.opener)
    document.body.append(this.corner)
    form.main.addEventListener('focusin', () => this.place())
    form.main.addEventListener('contextmenu', event => {
      const value = event.target.closest('td')?.querySelector('data[tabindex]')
      if (event.target.closest('data[tabindex]')) return // to copy and paste there with the mouse
      if (!value || !itemOf(value.dataset.at)) return
      event.preventDefault()
      this.at = value
      this.open()
    })
  }

  // Beside the row that a person is in.
  place() {
    const value = document.activeElement?.closest?.('[data-at]')
    if (!value || !itemOf(value.dataset.at)) {
      this.opener.hidden = true
      return
    }
    this.at = value
    this.opener.hidden = false
    const line = (value.closest('p') ?? value.closest('tr') ?? value).getBoundingClientRect()
    const edge = this.form.main.getBoundingClientRect()
    this.opener.style.top = `${line.top + scrollY}px`
    this.opener.style.left = `${Math.min(edge.right, innerWidth - 30) + scrollX}px`
  }

  key(event) {
    const value = document.activeElement?.closest?.('[data-at]')
    if (!value || !this.form.main.contains(value)) return false
    const control = event.ctrlKey || event.metaKey
    if (event.altKey && event.key === 'Enter') {
      this.at = value
      this.open()
      return true
    }
    const kind = control && event.key === 'Enter' ? 'add'
      : control && !event.altKey && ['d', 'Delete'].includes(event.key) ? KEYS[event.key]
      : event.altKey && event.key.startsWith('Arrow') ? KEYS[event.key] : undefined
    const item = itemOf(value.dataset.at)
    if (!kind || !item) return false
    this.do(kind, item)
    return true
  }

  // Behind the end of a list item comes the next one, as in a text.
  goOn(element, atEnd) {
    const { at } = element.dataset
    if (!atEnd || itemOf(at) !== at) return false
    this.do('add', at)
    return true
  }

  async do(kind, item, target) {
    this.form.typing.active?.blur()
    const wish = { kind, item, ...(kind === 'add' ? { count: 1 } : {}), ...(target === undefined ? {} : { target }) }
    if (kind === 'add-to') delete wish.item
    const done = await this.form.wish(wish)
    if (done && kind === 'delete') say('已删去；撤销可以找回')
  }

  async open() {
    this.close()
    const at = this.at.dataset.at
    let found
    try {
      found = await get(this.form.path('rows'), { at })
    } catch (error) {
      return say(error.message)
    }
    this.menu = make('div', { class: 'menu', role: 'menu', 'aria-label': '这一行', tabindex: '-1' })
    this.corner.append(this.menu)
    this.menu.addEventListener('keydown', event => this.walk(event))
    this.menu.addEventListener('focusout', event => this.menu && !this.menu.contains(event.relatedTarget) && this.close())
    this.offer(found.flatMap(row => this.entries(row)))
  }

  // In the menu, of which some entries lead to a list of others.
  offer(entries) {
    this.menu.focus({ preventScroll: true }) // it is not in its place yet
    this.menu.replaceChildren(...entries)
    const box = this.opener.hidden ? this.at.getBoundingClientRect() : this.opener.getBoundingClientRect()
    this.menu.style.top = `${Math.max(scrollY, Math.min(box.bottom, innerHeight - this.menu.offsetHeight) + scrollY)}px`
    this.menu.style.left = `${Math.max(0, Math.min(box.left, document.documentElement.clientWidth - this.menu.offsetWidth)) + scrollX}px`
    this.menu.querySelector('button').focus({ preventScroll: true })
  }

  entries({ item, label, first, last, lists, inside }) {
    const entry = (text, onclick) => make('button', { type: 'button', role: 'menuitem', onclick }, text)
    const heading = text => make('p', { class: 'heading', role: 'presentation' }, text)
    const act = (text, kind, target) => entry(text, () => {
      this.close()
      this.do(kind, item, target)
    })
    const choice = (text, kind, targets) => targets.length > 0 &&
      entry(`${text}…`, () => this.offer([heading(text), ...targets.map(one => act(one.name, kind, one.pointer))]))
    const others = lists.filter(one => !item.startsWith(`${one.pointer}/`) || !/^[0-9]+$/.test(item.slice(one.pointer.length + 1)))
    return [
      heading(label), act('下面加一行', 'add'), act('再来一行同样的', 'duplicate'),
      !first && act('上移', 'up'), !last && act('下移', 'down'),
      choice('移到', 'move', others), choice('在别处加一行', 'add-to', others), choice('给它加一条', 'add-to', inside),
      act('删去', 'delete'),
    ].filter(Boolean)
  }

  walk(event) {
    const entries = [...this.menu.querySelectorAll('button')]
    const here = entries.indexOf(document.activeElement)
    if (event.key === 'Escape') {
      this.close()
      this.at?.focus?.()
    } else if (['ArrowDown', 'ArrowUp'].includes(event.key)) {
      entries[(here + (event.key === 'ArrowDown' ? 1 : -1) + entries.length) % entries.length].focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  close() {
    const menu = this.menu
    this.menu = null
    menu?.remove()
  }

  // Rows of a sheet go down from where they are put; a list of the form grows for them, the rest of a table does not.
  async paste(element, rows) {
    const { main } = this.form
    const at = element.dataset.at
    const item = itemOf(at)
    const cells = item ? await this.inList(element, item, rows) : inTable(main, element, rows)
    if (!cells) return
    const left = rows.flat().filter(Boolean).length - cells.filter(([, text]) => text).length
    await this.form.save(cells)
    shownAt(main, at)?.focus()
    say(left ? `贴上了 ${cells.length} 格，还有 ${left} 格没有地方放` : `贴上了 ${cells.length} 格`)
  }

  // The cells for rows from an item of a list on, of which there are as many then; null where they cannot be added.
  async inList(element, item, rows) {
    const [, list, number] = item.match(/^(.*)\/([0-9]+)$/)
    const at = element.dataset.at
    const inside = values(element.closest('tr') ?? element.parentElement).map(one => one.dataset.at).filter(one => one === item || one.startsWith(`${item}/`))
    const columns = inside.slice(inside.indexOf(at)).map(one => one.slice(item.length))
    const inLists = values(this.form.main).map(one => one.dataset.at).filter(one => one.startsWith(`${list}/`))
    const known = new Set(inLists.map(one => one.slice(list.length + 1).split('/')[0])).size
    const lacking = Number(number) + rows.length - known
    if (lacking > 0 && !await this.form.wish({ kind: 'add', item: `${list}/${known - 1}`, count: lacking })) return null
    return rows.flatMap((row, by) => row.slice(0, columns.length).map((text, column) => [`${list}/${Number(number) + by}${columns[column]}`, text]))
  }
}

const lastOf = pointer => pointer.slice(pointer.lastIndexOf('/'))

// The same for values that are in no list: down the lines of a table as long as they are of one kind.
function inTable(main, element, rows) {
  const cells = []
  let line = element
  for (const row of rows) {
    if (!line || lastOf(line.dataset.at) !== lastOf(element.dataset.at)) break
    const beside = values(line.closest('tr') ?? line.parentElement)
    const start = beside.indexOf(line)
    row.slice(0, beside.length - start).forEach((text, column) => cells.push([beside[start + column].dataset.at, text]))
    line = belowOf(main, line)
  }
  return cells
}
