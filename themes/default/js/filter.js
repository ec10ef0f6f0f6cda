// Filters of the matrix, the comparison and the coverage: of the requirements on the page
// those are shown that fit all that is chosen, and whatever holds none of them is hidden.
// The address remembers what is chosen, so that it can be passed on.
//
// A requirement is an element with data-verb; a place that a level leaves empty one with
// data-gap. Area, task and level are told by an element around it, the level also by the
// head of its column.
;(function () {
  var form = document.querySelector('form[data-filter]')
  var scope = form && document.getElementById(form.getAttribute('data-filter'))
  if (!scope) return
  var output = form.querySelector('output')
  var said = document.querySelector('.filter-said')
  var fields = list(form.querySelectorAll('select,input'))
  var heads = list(scope.querySelectorAll('[data-level]:not([data-verb])'))
  var spans = list(scope.querySelectorAll('th[colspan]'))
  var items = list(scope.querySelectorAll('[data-verb],[data-gap]')).map(function (node) {
    return { node: node, level: levelOf(node), real: node.hasAttribute('data-verb') }
  })
  var total = items.filter(function (item) { return item.real }).length
  var groups = [] // what can be hidden for want of a requirement in it
  items.forEach(function (item) {
    for (var n = item.node.parentNode; n !== scope; n = n.parentNode) {
      if (n.matches('tr,[data-task],[data-area]') && groups.indexOf(n) < 0) groups.push(n)
    }
  })

  function list(nodes) {
    return Array.prototype.slice.call(nodes)
  }

  function words(key) {
    return form.getAttribute('data-' + key)
  }

  function levelOf(node) {
    var cell = node.closest('td')
    return node.getAttribute('data-level') || cell.closest('table').tHead.rows[0].cells[cell.cellIndex].getAttribute('data-level')
  }

  function trait(item, key) {
    if (key === 'level') return item.level
    if (!item.real && key !== 'area' && key !== 'task') return null
    var node = item.node.closest('[data-' + key + ']')
    return node && node.getAttribute('data-' + key)
  }

  // chosen lists what is chosen by what it is chosen of. Of what nothing is chosen of, all fits.
  function chosen() {
    var by = {}
    fields.forEach(function (field) {
      if (field.type === 'checkbox' ? field.checked : field.value) (by[field.name] = by[field.name] || []).push(field.value)
    })
    return by
  }

  function show() {
    var by = chosen()
    var keys = Object.keys(by)
    var kept = new Set()
    var levels = {}
    var count = 0
    items.forEach(function (item) {
      item.fits = keys.every(function (key) { return by[key].indexOf(trait(item, key)) >= 0 })
      if (!item.fits || !item.real) return
      count++
      levels[item.level] = true
      for (var n = item.node; n !== scope; n = n.parentNode) kept.add(n)
    })
    groups.forEach(function (node) { node.hidden = !kept.has(node) })
    heads.forEach(function (node) { node.hidden = !levels[node.getAttribute('data-level')] })
    spans.forEach(function (node) { node.colSpan = 1 + Object.keys(levels).length })
    items.forEach(function (item) { place(item, levels) })
    scope.hidden = !count
    tell(by, keys, count)
  }

  // place shows or hides a requirement. A cell keeps its place in the row as long as its
  // column is there, and is only emptied.
  function place(item, levels) {
    var cell = item.node.closest('td')
    if (item.node === cell) cell.classList.toggle('off', !item.fits)
    else item.node.hidden = !item.fits
    if (cell && !item.node.hasAttribute('data-level')) cell.hidden = !levels[item.level]
  }

  function tell(by, keys, count) {
    var text = output.getAttribute('data-' + (!keys.length ? 'all' : count ? 'some' : 'none'))
    ;(keys.length ? [count, total] : [total]).forEach(function (n) { text = text.replace('%d', n) })
    if (output.textContent !== text) output.textContent = text
    said.hidden = !keys.length
    said.textContent = words('said') + words('colon') + keys.map(function (key) { return name(key, by[key]) }).concat(text).join(words('semicolon'))
  }

  // name says what is chosen in the words of the form.
  function name(key, values) {
    var field = form.querySelector('[name=' + key + ']')
    var box = field.closest('fieldset')
    var title = box ? box.querySelector('legend') : field.parentNode.firstChild
    return title.textContent.trim() + words('colon') + values.map(function (value) {
      var one = form.querySelector(box ? 'input[value="' + value + '"]' : '[name=' + key + '] [value="' + value + '"]')
      return (box ? one.parentNode : one).textContent.trim()
    }).join(words('and'))
  }

  // read chooses what the address says, as far as the form knows it.
  function read() {
    var query = new URLSearchParams(location.search)
    fields.forEach(function (field) {
      var values = query.getAll(field.name)
      if (field.type === 'checkbox') field.checked = values.indexOf(field.value) >= 0
      else field.value = list(field.options).some(function (o) { return o.value === values[0] }) ? values[0] : ''
    })
  }

  function write() {
    var query = new URLSearchParams(location.search)
    var by = chosen()
    fields.forEach(function (field) { query.delete(field.name) })
    Object.keys(by).forEach(function (key) {
      by[key].forEach(function (value) { query.append(key, value) })
    })
    var text = query.toString()
    try {
      history.replaceState(history.state, '', location.pathname + (text && '?' + text) + location.hash)
    } catch (e) {
      // Some browsers forbid it for files: the filter works all the same.
    }
  }

  // An address that leads to what the filter hides shows everything again.
  function uncover() {
    var target
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    } catch (e) {
      // Not an anchor of ours.
    }
    if (!target || !scope.contains(target) || target.getClientRects().length) return
    form.reset()
    changed()
    target.scrollIntoView()
  }

  function changed() {
    show()
    write()
  }

  // A task of another area would leave nothing.
  form.addEventListener('change', function (e) {
    var task = form.elements.task
    if (e.target.name === 'area' && task && task.value) {
      var group = task.options[task.selectedIndex].parentNode
      if (e.target.value && task.children[e.target.selectedIndex] !== group) task.value = ''
    }
    changed()
  })
  form.addEventListener('reset', function () { setTimeout(changed) })
  form.addEventListener('submit', function (e) { e.preventDefault() })
  addEventListener('hashchange', uncover)
  read()
  show()
  document.documentElement.classList.remove('asked')
  uncover()
})()
