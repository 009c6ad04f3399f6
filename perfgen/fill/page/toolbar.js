// The bar above a form: what is left to do, back and forth, documents, what has changed.

import { get, inTurn, post } from './api.js'
import { takeBack } from './back.js'
import { ask, make, say } from './dom.js'
import { dropped } from './home.js'
import { openText } from './text.js'

export class Toolbar {
  constructor(form) {
    this.form = form
    this.blanks = button('', () => form.nextBlank(), '下一处待填（F8）')
    this.undo = button('撤销', () => form.back('undo'), 'Ctrl+Z')
    this.redo = button('重做', () => form.back('redo'), 'Ctrl+Y')
    this.pdf = this.file('pdf', '生成 PDF')
    this.element = make('header', { class: 'bar' },
      make('a', { href: '/' }, '全部申报表'), this.blanks, this.undo, this.redo,
      button('改了什么', () => this.changes()), button('提交', () => this.commit()),
      this.file('docx', '生成 Word'), this.file('xlsx', '生成 Excel'), this.pdf, dropped('收回改动', '.docx,.xlsx,.xls', file => takeBack(form, file)),
      button('文字', () => openText(form, form.state), '看表背后的文字'))
  }

  // A file to download, once all that has been typed is saved.
  file(kind, text) {
    let saved = false
    return make('a', { class: 'button', href: `/api/${this.form.path(`document/${kind}`)}`, download: '', onclick: async event => {
      if (saved) return
      event.preventDefault()
      await inTurn(() => {})
      saved = true
      event.target.click()
      saved = false
    } }, text)
  }

  show(state) {
    const blanks = new Set(this.form.blanks().map(one => one.dataset.at)).size
    this.blanks.textContent = blanks ? `待填 ${blanks} 处` : '没有待填的'
    this.blanks.disabled = !blanks
    this.pdf.hidden = !state.pdf
    this.undo.disabled = !state.undo
    this.redo.disabled = !state.redo
  }

  async told() {
    try {
      return await inTurn(() => get(this.form.path('changes')))
    } catch (error) {
      say(error.message)
      return null
    }
  }

  async changes() {
    const found = await this.told()
    if (!found) return
    if (!found.told) return say('和上次提交的一样')
    const page = found.marked && make('iframe', { src: `/api/${this.form.path('marked')}`, title: '标出改动的表' })
    await ask('和上次提交相比', make('div', { class: 'changes' }, make('pre', {}, found.told), page), [['', '关上']])
  }

  async commit() {
    const found = await this.told()
    if (!found) return
    if (!found.told) return say('和上次提交的一样，不用提交')
    const message = make('textarea', { rows: '4', required: true, 'aria-label': '改了什么' }, found.message)
    const chosen = await ask('提交', make('div', {}, make('label', {}, '改了什么', message), make('pre', {}, found.told)), [['yes', '提交'], ['', '不提交']])
    if (chosen !== 'yes') return
    try {
      const done = await post(this.form.path('commit'), { message: message.value })
      say(`已提交，编号 ${done.commit}`)
    } catch (error) {
      say(error.message)
    }
  }
}

const button = (text, onclick, title) => make('button', { type: 'button', onclick, title }, text)
