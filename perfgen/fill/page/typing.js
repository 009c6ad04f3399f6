// A value of the form that a person goes to can be typed over: one at a time, with the keys of a sheet.

import { fieldOf, valueOf, values } from './drawing.js'
import { make } from './dom.js'
import { cellsOf } from './clipboard.js'

// `save(cells)`: cells are [element's pointer, text]; `paste(element, rows)`: several at once; `goOn(element, atEnd)`: whether
// Enter made a new item of a list.
export class Typing {
  constructor(main, { save, paste, left, goOn }) {
    this.main = main
    this.save = save
    this.paste = paste
    this.left = left
    this.goOn = goOn
    this.active = null
    this.composing = false
    this.list = null
    main.addEventListener('focusin', event => this.begin(event.target.closest('data[tabindex]')))
    main.addEventListener('focusout', event => this.leave(event))
    main.addEventListener('keydown', event => this.key(event))
    main.addEventListener('mousedown', event => this.press(event))
    main.addEventListener('paste', event => this.pasted(event))
    main.addEventListener('compositionstart', () => { this.composing = true })
    main.addEventListener('compositionend', () => { this.composing = false })
    main.addEventListener('input', () => this.narrow())
  }

  // The element in which something has been typed that is not saved, or null.
  get busy() {
    const typed = this.active && this.active.tagName !== 'SELECT' && (this.composing || this.active.textContent !== this.begun)
    return typed ? this.active : null
  }

  // A cell is as good as the value in it.
  press(event) {
    const cell = event.target.closest('td')
    if (event.button || event.target.closest('data[tabindex], select') || !cell) return
    const inside = [...cell.querySelectorAll('data[tabindex]')]
    const near = inside.find(one => one.getBoundingClientRect().bottom >= event.clientY) ?? inside.at(-1)
    if (near) {
      event.preventDefault()
      near.focus()
    }
  }

  begin(element) {
    if (!element || element === this.active) return
    this.active = element
    this.before = valueOf(element)
    const field = fieldOf(element)
    if (field.kind === 'choice') {
      this.choose(element, field)
      return
    }
    this.shown = element.textContent
    if (!element.matches('.refused, .saving') && element.textContent !== this.before) element.textContent = this.before
    this.begun = element.textContent
    this.settled = element.classList.contains('saving') ? this.begun : this.before // what need not be saved
    this.whole(element)
    element.contentEditable = 'plaintext-only'
    if (element.contentEditable !== 'plaintext-only') element.contentEditable = 'true'
    const range = document.createRange()
    range.selectNodeContents(element)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
    if (field.options.length) this.offer(element, field.options)
  }

  // A value that is printed in several lines is typed in one place.
  whole(element) {
    this.hidden = this.before.includes('\n')
      ? [...element.closest('td, p').closest('td, main > p').querySelectorAll('data')].filter(one => one !== element && one.value === element.value)
      : []
    this.hidden.forEach(one => { one.hidden = true })
  }

  choose(element, field) {
    const options = field.required && this.before ? field.options : ['', ...field.options]
    const select = make('select', { 'aria-label': field.label, 'data-at': element.dataset.at },
      options.map(one => make('option', { value: one, selected: one === this.before }, one || '（不填）')))
    select.addEventListener('change', () => {
      if (select.value !== this.before) this.save([[element.dataset.at, select.value]])
    })
    select.addEventListener('keydown', event => {
      if (event.key === 'Escape') element.blur()
    })
    select.addEventListener('blur', () => {
      element.hidden = false
      select.remove()
      this.end()
    })
    element.before(select)
    this.active = select // before the element loses the focus
    select.focus()
    element.hidden = true
  }

  offer(element, options) {
    this.list = make('ul', { class: 'offers', role: 'listbox', 'aria-label': '常用的' }, options.map(one =>
      make('li', { role: 'option', onmousedown: event => {
        event.preventDefault()
        element.textContent = one
        this.step(1)
      } }, one)))
    document.body.append(this.list)
    const box = element.closest('td, p').getBoundingClientRect()
    this.list.style.left = `${box.left + scrollX}px`
    this.list.style.top = `${box.bottom + scrollY}px`
  }

  narrow() {
    const text = this.active?.textContent.trim() ?? ''
    for (const item of this.list?.children ?? []) item.hidden = text !== '' && !item.textContent.includes(text)
  }

  pick(by) {
    const items = [...this.list.children].filter(item => !item.hidden)
    if (!items.length) return
    const now = items.findIndex(item => item.ariaSelected === 'true')
    items.forEach(item => { item.ariaSelected = 'false' })
    const next = items[(now + by + items.length) % items.length]
    next.ariaSelected = 'true'
    this.active.textContent = next.textContent
  }

  key(event) {
    if (!this.active || event.isComposing || this.active.tagName === 'SELECT') return
    const lines = fieldOf(this.active).kind === 'lines'
    if (event.key === 'Escape') {
      event.preventDefault()
      this.takeBack()
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (event.shiftKey && lines) return
      event.preventDefault()
      if (!this.goOn(this.active, this.atEnd())) this.down()
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && this.list && !event.altKey) {
      event.preventDefault()
      this.pick(event.key === 'ArrowDown' ? 1 : -1)
    }
  }

  atEnd() {
    const selection = getSelection()
    const rest = document.createRange()
    rest.selectNodeContents(this.active)
    rest.setStart(selection.focusNode, selection.focusOffset)
    return selection.isCollapsed && rest.toString() === '' && this.active.textContent.trim() !== ''
  }

  takeBack() {
    const element = this.active
    element.textContent = this.before
    element.classList.remove('refused')
    element.removeAttribute('aria-invalid')
    this.end()
    this.left(element, true)
    element.blur()
    element.focus()
  }

  leave(event) {
    if (!this.active || event.target !== this.active || this.active.tagName === 'SELECT') return
    const element = this.active
    const text = element.textContent.replace(/\u00a0/g, ' ').replace(/\r\n?/g, '\n').trim()
    this.end()
    const changed = text !== this.settled.trim()
    const refused = element.classList.contains('refused')
    if (changed) this.save([[element.dataset.at, text]], this.before)
    else if (!refused) element.textContent = this.shown
    this.left(element, refused && !changed)
  }

  end() {
    const element = this.active
    this.active = null
    this.composing = false
    this.list?.remove()
    this.list = null
    if (element && element.tagName !== 'SELECT') element.removeAttribute('contenteditable')
    this.hidden?.forEach(one => { one.hidden = false })
    this.hidden = []
  }

  // To the next value, or the one before.
  step(by) {
    const all = values(this.main)
    const next = all[all.indexOf(this.active) + by]
    if (next) next.focus()
    else this.active?.blur()
  }

  // To the value below in the same column, or else the next.
  down() {
    const below = belowOf(this.main, this.active)
    if (below) below.focus()
    else this.step(1)
  }

  pasted(event) {
    if (!this.active || this.active.tagName === 'SELECT') return
    const text = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n')
    const lines = fieldOf(this.active).kind === 'lines'
    if (!text.trim().includes('\t') && (lines || !text.trim().includes('\n'))) {
      if (this.active.contentEditable === 'plaintext-only') return
      event.preventDefault()
      document.execCommand('insertText', false, text)
      return
    }
    event.preventDefault()
    const element = this.active
    this.end()
    this.paste(element, cellsOf(text))
  }
}

export function belowOf(main, element) {
  const cell = element.closest('td')
  const table = element.closest('table')
  if (!cell || !table) return null
  const inside = [...cell.querySelectorAll('data[tabindex]')]
  const next = inside[inside.indexOf(element) + 1]
  if (next) return next
  const { left, bottom } = cell.getBoundingClientRect()
  return values(table).find(one => {
    const box = one.closest('td')?.getBoundingClientRect()
    return box && Math.abs(box.left - left) < 2 && box.top >= bottom - 2
  }) ?? null
}
