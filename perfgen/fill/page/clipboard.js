// What a sheet puts on the clipboard in, rows of texts out: cells parted by tabs, one with line breaks in quotes.

export function cellsOf(text) {
  const rows = [[]]
  let cell = ''
  let quoted = false
  const source = text.replace(/\n$/, '')
  for (let place = 0; place < source.length; place++) {
    const sign = source[place]
    if (quoted) {
      if (sign === '"' && source[place + 1] === '"') cell += source[++place]
      else if (sign === '"') quoted = false
      else cell += sign
    } else if (sign === '"' && cell === '' && /^"(?:[^"]|"")*"(?:[\t\n]|$)/.test(source.slice(place))) quoted = true
    else if (sign === '\t' || sign === '\n') {
      rows.at(-1).push(cell)
      cell = ''
      if (sign === '\n') rows.push([])
    } else cell += sign
  }
  rows.at(-1).push(cell)
  return rows.map(row => row.map(one => one.trim()))
}
