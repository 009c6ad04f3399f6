// What is asked of perfgen, one thing after another; what cannot be sent is tried again until it can.

import { say } from './dom.js'

const window_ = crypto.getRandomValues(new Uint32Array(2)).join('-') // whose steps are undone
let token = ''

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.problem || `perfgen 没有回答（${status}）`)
    this.status = status
    this.answer = answer
  }
}

export async function get(path, query = {}) {
  const words = new URLSearchParams({ window: window_, ...query })
  return answer(await fetch(`/api/${path}?${words}`))
}

export async function post(path, sent) {
  const isFile = sent instanceof Blob // which goes with a query
  const body = isFile ? sent : JSON.stringify({ window: window_, ...sent })
  const type = isFile ? 'application/octet-stream' : 'application/json'
  const address = `/api/${path}${isFile ? `&window=${window_}` : ''}`
  for (let tries = 0; ; tries++) {
    token ||= (await get('session')).token
    const response = await fetch(address, { method: 'POST', body, headers: { 'Content-Type': type, 'X-Perfgen-Token': token } })
    if (response.status !== 403 || tries) return answer(response)
    token = '' // perfgen was started anew
  }
}

async function answer(response) {
  const text = await response.text()
  let found = {}
  try {
    found = JSON.parse(text)
  } catch {
    found = { problem: text.slice(0, 200) }
  }
  if (!response.ok) throw new Refused(response.status, found)
  return found
}

let last = Promise.resolve()

// Work that must not overtake other work.
export function inTurn(work) {
  const next = last.then(work)
  last = next.catch(() => {})
  return next
}

const WAIT = 2000 // milliseconds between two tries

// News of files that have changed, as long as somebody looks: a browser keeps few lines open to one server.
export function listen(news) {
  let source = null
  const open = () => {
    source?.close()
    if (document.hidden) return
    source = new EventSource('/api/events')
    for (const kind of ['open', 'message']) source.addEventListener(kind, news)
    source.addEventListener('error', ({ target }) => target === source && target.readyState === EventSource.CLOSED && setTimeout(open, WAIT))
  }
  document.addEventListener('visibilitychange', open)
  open()
}

// The same, and again and again while perfgen does not answer: what was typed is not lost.
export async function patiently(work) {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const away = error instanceof TypeError || (error instanceof Refused && error.status === 403)
      if (!away) throw error
      document.body.classList.add('away')
      say('perfgen 停下了，刚填的还没有存上。重新运行 perfgen fill，这里会接着存')
      await new Promise(resolve => setTimeout(resolve, WAIT))
    } finally {
      if (navigator.onLine) document.body.classList.remove('away')
    }
  }
}
