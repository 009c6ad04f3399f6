// The page of one form: it is drawn, typed in, judged and saved, a value at a time.

import { get, inTurn, listen, patiently, post, Refused } from './api.js'
import { ask, make, say } from './dom.js'
import { allAt, draw, drawAgain, shownAt, valueOf, values } from './drawing.js'
import { Findings, SAVING } from './findings.js'
import { Rows } from './rows.js'
import { openText } from './text.js'
import { Toolbar } from './toolbar.js'
import { Typing } from './typing.js'

export async function openForm(key) {
  const form = new FormPage(key)
  await form.load()
}

class FormPage {
  constructor(key) {
    this.key = key
    this.version = ''
    this.refused = new Map() // what the form does not take, by pointer: [text, message]
    this.waiting = null // a state that came while somebody was typing
    this.main = make('main', { 'aria-label': '申报表' })
    this.findings = new Findings(this)
    this.toolbar = new Toolbar(this)
    this.rows = new Rows(this)
    this.typing = new Typing(this.main, {
      save: (cells, before) => this.save(cells, before),
      paste: (element, rows) => this.rows.paste(element, rows),
      goOn: (element, atEnd) => this.rows.goOn(element, atEnd),
      left: (element, taken) => this.left(element, taken),
    })
    this.dress()
    document.body.append(this.toolbar.element, make('div', { class: 'desk' }, this.main, this.findings.element))
    document.addEventListener('keydown', event => this.key_(event))
    addEventListener('beforeunload', event => this.refused.size && event.preventDefault())
    listen(() => this.load())
  }

  // In the form's own style, once it can be read what form it is.
  dress() {
    if (this.style?.isConnected) return
    this.style = make('link', { rel: 'stylesheet', href: `/api/form/${this.key}/css`, onerror: () => this.style.remove() })
    document.head.append(this.style)
  }

  path(what) {
    return `form/${this.key}/${what}`
  }

  // What the file says now.
  async load() {
    await inTurn(async () => {
      try {
        const state = await patiently(() => get(`form/${this.key}`, { version: this.version }))
        if (!state.same) this.show(state)
      } catch (error) {
        say(error.message)
      }
    })
  }

  show(state) {
    this.state = state
    this.version = state.version
    if (!state.sheet) {
      openText(this, state)
      return
    }
    this.dress()
    document.title = state.sheet.title
    document.body.classList.toggle('landscape', state.sheet.landscape)
    this.waiting = this.typing.composing || !draw(this.main, state.sheet, this.typing.busy) ? state : null
    this.findings.show(state.sheet.findings)
    this.markRefused()
    this.toolbar.show(state)
  }

  left(element, taken) {
    if (taken) this.forget(element.dataset.at)
    setTimeout(() => taken || this.waiting ? this.show(this.waiting ?? this.state) : this.markRefused())
  }

  // What was typed there is settled: what the file says is drawn again.
  forget(at) {
    this.refused.delete(at)
    drawAgain(this.main, at)
  }

  markRefused() {
    for (const [at, [text, message]] of this.refused) {
      const places = new Map(allAt(this.main, at).reverse().map(one => [one.closest('td, main > p'), one]))
      for (const element of places.values()) {
        if (element === this.typing.active) continue
        element.textContent = text
        element.classList.toggle('saving', message === SAVING)
        if (message === SAVING) continue
        element.classList.add('refused')
        element.setAttribute('aria-invalid', 'true')
        element.title = message
      }
    }
    this.findings.showRefused(this.refused)
  }

  // Cells are pointers with what was typed there; `before` is what stood there.
  async save(cells, before) {
    for (const [at, text] of cells) this.refused.set(at, [text, SAVING])
    await this.send('edit', { wish: { kind: 'type', cells: cells.map(([at, text]) => ({ at, text })) } }, { cells, before })
  }

  async wish(wish) {
    return this.send('edit', { wish }, { cells: [] })
  }

  async send(what, sent, { cells = [], before, again = true } = {}) {
    return inTurn(async () => {
      try {
        const state = await patiently(() => post(this.path(what), { version: this.version, ...sent }))
        for (const [at] of cells) this.forget(at)
        for (const { pointer, text, message } of state.refused ?? []) this.refused.set(pointer, [text, message])
        this.show(state)
        if (state.refused?.length) say(state.refused[0].message)
        if (state.focus) shownAt(this.main, state.focus)?.focus()
        return state
      } catch (error) {
        await this.failed(error, what, sent, cells, before, again)
        return null
      }
    })
  }

  async failed(error, what, sent, cells, before, again) {
    for (const [at, text] of cells) this.refused.set(at, [text, error.message])
    if (!(error instanceof Refused) || error.status !== 409) {
      this.markRefused()
      say(error.message)
      return
    }
    this.show(await patiently(() => get(`form/${this.key}`)))
    const conflicts = error.answer.conflicts ?? cells.map(([at, text]) => {
      const element = shownAt(this.main, at)
      return { at, label: element?.ariaLabel ?? '', before, now: element?.dataset.at === at ? valueOf(element) : '', yours: text }
    })
    const untouched = !error.answer.conflicts && cells.length && conflicts.every(one => one.before !== undefined && one.now === one.before)
    if (again && untouched) setTimeout(() => this.send(what, sent, { cells, before, again: false }))
    else setTimeout(() => this.settle(error, conflicts, cells))
  }

  // Somebody else has changed the same.
  async settle(error, conflicts, cells) {
    const rows = conflicts.map(one => make('tr', {}, make('th', { scope: 'row' }, one.label), make('td', {}, one.before ?? ''), make('td', {}, one.now), make('td', {}, one.yours)))
    const table = make('table', {}, make('thead', {}, make('tr', {}, ['', '原来', '现在', '您填的'].map(text => make('th', { scope: 'col' }, text)))), make('tbody', {}, rows))
    const mine = cells.length > 0
    const chosen = await ask(error.message, conflicts.length ? table : make('p', {}, '没有存，请看一看现在的内容再改。'),
      mine ? [['now', '留下现在的'], ['mine', '改成我填的']] : [['now', '知道了']])
    for (const [at] of cells) this.forget(at)
    if (chosen === 'mine') await this.save(cells)
    else this.show(this.state)
  }

  async back(what) {
    const state = await this.send(what, {})
    if (state) say(what === 'undo' ? '已撤销' : '已重做')
  }

  go(pointer) {
    const element = shownAt(this.main, pointer)
    if (!element) return
    element.scrollIntoView({ block: 'center' })
    if (element.tabIndex >= 0) element.focus()
    element.closest('td, th, p, h1')?.animate?.([{ outline: '3px solid #0b4a9e' }, { outline: '3px solid transparent' }], 1500)
  }

  blanks() {
    return values(this.main).filter(one => one.classList.contains('blank') && !one.classList.contains('refused'))
  }

  nextBlank() {
    const blanks = this.blanks()
    const here = document.activeElement
    const next = blanks.find(one => here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && one !== here) ?? blanks[0]
    if (next) this.go(next.dataset.at)
    else say('都填好了')
  }

  key_(event) {
    const control = event.ctrlKey || event.metaKey
    if (event.isComposing || document.querySelector('dialog[open]') || event.target.closest('textarea, input')) return
    if (event.key === 'F8') this.nextBlank()
    else if (control && event.key.toLowerCase() === 'z' && !this.typing.busy) this.back(event.shiftKey ? 'redo' : 'undo')
    else if (control && event.key.toLowerCase() === 'y' && !this.typing.busy) this.back('redo')
    else if (!this.rows.key(event)) return
    event.preventDefault()
  }
}
