// Elements are made here and nowhere from text that is read as HTML.

export function make(name, properties = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value)
    else if (key in element && typeof value !== 'string') element[key] = value
    else element.setAttribute(key, value === true ? '' : value)
  }
  element.append(...children.flat().filter(child => child !== undefined && child !== null && child !== false))
  return element
}

const live = make('p', { class: 'unseen', 'aria-live': 'polite' })
const toast = make('p', { class: 'toast', 'aria-hidden': 'true', hidden: true }) // the other is read out
let timer = 0

// Said to whoever looks and to whoever listens.
export function say(message) {
  if (!live.isConnected) document.body.append(live, toast)
  live.textContent = toast.textContent = message
  toast.hidden = false
  clearTimeout(timer)
  timer = setTimeout(() => { toast.hidden = true }, 6000)
}

// A question in the middle of the page; the value of the button that is pressed, "" for Esc.
export function ask(title, content, buttons) {
  return new Promise(resolve => {
    const dialog = make('dialog', { 'aria-label': title },
      make('form', { method: 'dialog' },
        make('h2', {}, title), content,
        make('p', { class: 'buttons' }, buttons.map(([value, text], number) =>
          make('button', { value, class: number ? undefined : 'main', formnovalidate: value === '' }, text)))))
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(dialog.returnValue)
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}
