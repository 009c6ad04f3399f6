// The address in, the page that belongs to it out.

import { openForm } from './form.js'
import { openHome } from './home.js'

const form = location.pathname.match(/^\/form\/([0-9a-f]+)$/)
await (form ? openForm(form[1]) : openHome())
