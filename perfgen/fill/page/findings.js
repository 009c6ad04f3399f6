// What is wrong with a form: beside its cells, and in a list with errors first.

import { get } from './api.js'
import { make, say } from './dom.js'
import { finder } from './drawing.js'

export const SAVING = '正在存…' // said of a value that has been sent and not answered yet
const WORDS = { error: '错误', warning: '提醒', info: '提示' }

export class Findings {
  constructor(form) {
    this.form = form
    this.refused = make('ol', { class: 'refused' })
    this.list = make('ol')
    this.heading = make('h2', {}, '问题')
    this.element = make('aside', { 'aria-label': '问题' }, this.heading, this.refused, this.list)
    this.signature = ''
  }

  show(findings) {
    this.mark(findings)
    const signature = JSON.stringify(findings)
    if (signature === this.signature || this.list.querySelector('input')) return
    this.signature = signature
    const counts = Object.entries(WORDS).map(([severity, word]) => [word, findings.filter(one => one.severity === severity).length])
    this.heading.textContent = findings.length ? counts.filter(([, count]) => count).map(([word, count]) => `${word} ${count}`).join('，') : '没有问题'
    this.list.replaceChildren(...findings.map(one => this.item(one)))
  }

  mark(findings) {
    const { main } = this.form
    for (const one of main.querySelectorAll('.error, .warning, .info')) one.classList.remove('error', 'warning', 'info')
    const shownAt = finder(main)
    for (const one of [...findings].reverse()) {
      const element = shownAt(one.at)
      if (!element) continue
      element.classList.remove('error', 'warning', 'info')
      element.classList.add(one.severity)
      element.title = one.message
    }
  }

  showRefused(refused) {
    this.refused.replaceChildren(...[...refused].filter(([, [, message]]) => message !== SAVING).map(([at, [text, message]]) =>
      make('li', { class: 'error' }, make('button', { type: 'button', class: 'message', onclick: () => this.form.go(at) }, `没有存上“${text}”：${message}`))))
  }

  item(one) {
    const item = make('li', { class: one.severity },
      make('button', { type: 'button', class: 'message', onclick: () => this.form.go(one.at) }, make('b', {}, WORDS[one.severity]), ' ', one.message),
      one.hint && make('p', { class: 'hint' }, one.hint))
    if (one.rule) {
      item.append(make('p', { class: 'more' },
        make('button', { type: 'button', onclick: () => this.why(item, one) }, '为什么'),
        make('button', { type: 'button', onclick: () => this.allow(item, one) }, '放行')))
    }
    if (one.kept) {
      item.append(make('p', { class: 'more' }, make('button', { type: 'button', onclick: () => this.form.send('keep', { at: one.at }) }, '不用改')))
    }
    return item
  }

  async why(item, one) {
    const open = item.querySelector('pre')
    if (open) return open.remove()
    try {
      item.append(make('pre', { class: 'why' }, (await get(`rules/${one.name}`)).page))
    } catch (error) {
      say(error.message)
    }
  }

  // The finding is meant so: the reason is written down beside the value.
  allow(item, one) {
    if (item.querySelector('form')) return
    const reason = make('input', { required: true, maxlength: '200', 'aria-label': '放行的理由', placeholder: '理由，审核的人会看到' })
    const close = () => {
      asking.remove()
      this.signature = ''
      this.show(this.form.state.sheet.findings)
    }
    const asking = make('form', { onsubmit: async event => {
      event.preventDefault()
      asking.remove()
      this.signature = ''
      await this.form.send('allow', { at: one.at, name: one.name, reason: reason.value })
    } }, reason, make('button', {}, '放行'), make('button', { type: 'button', onclick: close }, '不放行'))
    item.append(asking)
    reason.focus()
  }
}
