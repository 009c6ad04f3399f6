// A file of Word or Excel that somebody has edited: what changed in it is shown, and taken into the form when that is wished.

import { inTurn, post } from './api.js'
import { ask, make, say } from './dom.js'

export async function takeBack(form, file, choose = '') {
  say('正在读…')
  try {
    const found = await inTurn(() => post(`${form.path('pull')}?${new URLSearchParams({ name: file.name, choose })}`, file))
    const told = found.told.map(text => make('li', {}, text.replace(/^.*?:\d+:\d+:? ?/, '')))
    const problems = found.problems.map(one => make('li', { class: one.severity }, one.message, one.hint && make('p', { class: 'hint' }, one.hint)))
    if (!found.told.length && !problems.length) return say('这份文件里没有改动')
    const buttons = found.conflicts
      ? [['theirs', '取文件里的'], ['ours', '取表里的'], ['', '不收回']]
      : found.changed ? [['take', '收回这些改动'], ['', '不收回']] : [['', '知道了']]
    const content = make('div', { class: 'changes' }, make('ul', { class: 'told' }, told), make('ul', { class: 'told' }, problems))
    const chosen = await ask(found.conflicts ? '有几处两边都改了，取哪边的？' : '文件里的改动', content, buttons)
    if (chosen === 'take') {
      if (await form.send('take', {})) say('已收回')
    } else if (chosen) await takeBack(form, file, chosen)
  } catch (error) {
    say(error.message)
  }
}
