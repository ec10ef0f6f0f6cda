// The page of the search: it asks for the parts of the index that a query needs, and draws
// what was found. All that comes from the site is put in as text.
;(function (index) {
  var form = document.getElementById('find')
  var box = document.getElementById('q')
  var status = document.getElementById('found')
  var finds = document.getElementById('finds')
  var help = document.getElementById('unfound')
  if (!form) return

  var base = form.getAttribute('data-index')
  var names = say('groups').split('|')
  var colours = {}
  say('levels').split('|').forEach(function (pair) {
    var at = pair.lastIndexOf('=')
    if (at > 0 && !colours[pair.slice(0, at)]) colours[pair.slice(0, at)] = pair.slice(at + 1)
  })
  var few = 10
  var count = few
  var turn = 0
  var waiting = {}
  var again = true

  function say(key) {
    return form.getAttribute('data-' + key) || ''
  }

  function make(name, className, text) {
    var node = document.createElement(name)
    if (className) node.className = className
    if (text) node.textContent = text
    return node
  }

  // load loads a script once, and tells all who wait for it.
  function load(src, done) {
    if (waiting[src]) return waiting[src].push(done)
    waiting[src] = [done]
    var script = make('script')
    script.src = src
    script.onload = script.onerror = function (e) {
      var all = waiting[src]
      delete waiting[src]
      document.head.removeChild(script)
      all.forEach(function (f) { f(e.type === 'load') })
    }
    document.head.appendChild(script)
  }

  // begin asks which index is the current one. A server may have told a browser to keep the
  // answer, so it is asked for by another name each time.
  function begin(done) {
    load(base + (location.protocol === 'file:' ? '' : '?' + Date.now()), done)
  }

  // fetch loads parts, and tells whether all have come.
  function fetch(parts, done) {
    var left = parts.length
    var good = true
    parts.forEach(function (name) {
      load(base.replace(/[^/]*$/, '') + index.hash + '/' + name + '.js', function (ok) {
        good = good && ok
        if (!--left) done(good)
      })
    })
  }

  // answer runs a query until it lacks nothing. An index that is gone, since the site was
  // published anew, is exchanged for the current one, once.
  function answer(mine, query, want) {
    if (mine !== turn) return
    if (!index.hash) {
      return begin(function (ok) {
        if (ok && index.hash) answer(mine, query, want)
        else failed(mine)
      })
    }
    var a = index.run(query, want)
    if (!a.need) return draw(a)
    fetch(a.need, function (ok) {
      if (ok) answer(mine, query, want)
      else if (again) {
        again = false
        index.hash = ''
        index.forget()
        answer(mine, query, want)
      } else failed(mine)
    })
  }

  function failed(mine) {
    if (mine === turn) status.textContent = say('failed')
  }

  function wanted() {
    var want = { count: count }
    if (form.elements.kind.value) want.group = +form.elements.kind.value
    if (form.elements.level.value) want.level = form.elements.level.value
    return want
  }

  function search() {
    var query = box.value
    var mine = ++turn
    remember(query)
    help.hidden = query.trim() !== ''
    if (!query.trim()) {
      finds.textContent = status.textContent = ''
      form.querySelector('.filters').hidden = true
      return
    }
    if (!finds.firstChild) status.textContent = say('waiting')
    answer(mine, query, wanted())
  }

  // remember keeps the query in the address, so that it can be passed on and come back to.
  function remember(query) {
    var params = new URLSearchParams()
    if (query.trim()) {
      params.set('q', query)
      if (form.elements.kind.value) params.set('kind', form.elements.kind.value)
      if (form.elements.level.value) params.set('level', form.elements.level.value)
    }
    try {
      history.replaceState(null, '', location.pathname + (params.toString() ? '?' + params : ''))
    } catch (e) {
      // Some browsers forbid it for files: the search works all the same.
    }
  }

  // options fills a filter, and keeps what is chosen.
  function options(select, list) {
    var chosen = select.value
    select.textContent = ''
    list.forEach(function (x) {
      var o = make('option', '', x[1])
      o.value = x[0]
      select.appendChild(o)
    })
    select.value = chosen
    if (select.selectedIndex < 0) select.selectedIndex = 0
  }

  function draw(a) {
    finds.textContent = ''
    if (a.short) {
      status.textContent = say('short')
      return
    }
    var kinds = [['', say('any')]]
    a.groups.forEach(function (n, i) { if (n || form.elements.kind.value === '' + i) kinds.push([i, names[i] + ' ' + n]) })
    var levels = [['', say('any')]]
    a.names.forEach(function (l) { if (a.levels[l] || form.elements.level.value === l) levels.push([l, l + ' ' + (a.levels[l] || 0)]) })
    var asked = form.elements.kind.value + ' ' + form.elements.level.value
    options(form.elements.kind, kinds)
    options(form.elements.level, levels)
    // What an address asks for that there is not is not asked for.
    if (asked !== form.elements.kind.value + ' ' + form.elements.level.value) return search()
    form.querySelector('.filters').hidden = kinds.length < 3 && levels.length < 2
    status.textContent = a.total ? say('count').replace('%d', a.total) : say('none')
    help.hidden = a.total > 0
    names.forEach(function (name, g) {
      var list = a.results.filter(function (r) { return r.group === g })
      if (list.length) section(g, name, list, a)
    })
    if (a.total > a.results.length && form.elements.kind.value) more(finds, function () { count += 20 })
  }

  function section(g, name, list, a) {
    var part = make('section', 'sec')
    var head = make('h2', '', name + ' ')
    head.appendChild(make('small', 'quiet', '' + a.groups[g]))
    part.appendChild(head)
    var rows = make('ol')
    list.forEach(function (r) { rows.appendChild(row(r)) })
    part.appendChild(rows)
    finds.appendChild(part)
    if (a.groups[g] > list.length && !form.elements.kind.value) {
      more(part, function () {
        form.elements.kind.value = '' + g
        count = 2 * few
      })
    }
  }

  // more is a button that shows more; what was the last goes on to have the focus.
  function more(part, widen) {
    var button = make('button', 'more', say('more'))
    button.type = 'button'
    button.addEventListener('click', function () {
      var hrefs = links().map(function (a) { return a.href })
      widen()
      search()
      var timer = setInterval(function () {
        if (finds.contains(button)) return
        clearInterval(timer)
        var fresh = links().filter(function (a) { return hrefs.indexOf(a.href) < 0 })[0]
        if (fresh) fresh.focus()
      }, 50)
    })
    part.appendChild(button)
  }

  function row(r) {
    var item = make('li', colours[r.level])
    var head = make('h3')
    var link = make('a')
    link.href = r.address.split('/').map(encodeURIComponent).join('/') + (r.anchor ? '#' + encodeURIComponent(r.anchor) : '')
    if (r.level) {
      link.appendChild(make('span', 'lv', r.level))
      link.appendChild(document.createTextNode(' '))
    }
    link.appendChild(document.createTextNode(r.title || r.page || r.address))
    head.appendChild(link)
    if (r.old) head.appendChild(make('span', 'tag', say('old')))
    item.appendChild(head)
    var said = make('p')
    r.pieces.forEach(function (piece, i) { said.appendChild(i % 2 ? make('mark', '', piece) : document.createTextNode(piece)) })
    item.appendChild(said)
    var place = r.group === 3 && r.page ? [r.page] : []
    if (r.context) place.push(r.context)
    if (r.more) place.push(say('within').replace('%d', r.more))
    if (place.length) item.appendChild(make('p', 'small quiet', place.join(' · ')))
    return item
  }

  function links() {
    return Array.prototype.slice.call(finds.querySelectorAll('h3 a'))
  }

  // The arrows lead from the box through the results, Escape back to the box.
  document.addEventListener('keydown', function (e) {
    if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey) return
    var all = links()
    var at = all.indexOf(document.activeElement)
    if (e.key === 'Escape' && at >= 0) box.focus()
    else if (e.key === 'ArrowDown' && (at >= 0 || document.activeElement === box) && all[at + 1]) all[at + 1].focus()
    else if (e.key === 'ArrowUp' && at >= 0) (all[at - 1] || box).focus()
    else return
    e.preventDefault()
  })

  var timer
  function soon() {
    clearTimeout(timer)
    count = few
    timer = setTimeout(search, 120)
  }
  box.addEventListener('input', function (e) { if (!e.isComposing) soon() })
  box.addEventListener('compositionend', soon)
  form.addEventListener('change', function (e) {
    if (e.target === box) return
    count = e.target.name === 'kind' && e.target.value ? 2 * few : few
    search()
  })
  form.addEventListener('submit', function (e) {
    e.preventDefault()
    clearTimeout(timer)
    search()
  })

  var asked = new URLSearchParams(location.search)
  box.value = asked.get('q') || ''
  options(form.elements.kind, [['', say('any')], [asked.get('kind') || '', '']])
  options(form.elements.level, [['', say('any')], [asked.get('level') || '', '']])
  form.elements.kind.value = asked.get('kind') || ''
  form.elements.level.value = asked.get('level') || ''
  if (!box.value) box.focus()
  search()
})(jinjie)
