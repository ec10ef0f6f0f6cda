// Keeps an open page of the preview as its sources are. One stream of events tells when
// the page's own bytes have changed; only a visible page holds it, since browsers allow
// six a host.
;(function () {
  var script = document.currentScript
  var page = script.getAttribute('data-page')
  var key = script.getAttribute('data-key')
  var look = script.getAttribute('data-look')
  var stream, box, badge, closed, said

  function element(name, className, text) {
    var e = document.createElement(name)
    if (className) e.className = className
    if (text) e.textContent = text
    return e
  }

  // Open sections and the place on the page outlive a reload.
  var memory = 'jinjie-live ' + location.pathname

  function remember() {
    var open = []
    Array.prototype.forEach.call(document.querySelectorAll('details'), function (d, i) { if (d.open) open.push(i) })
    try {
      sessionStorage.setItem(memory, JSON.stringify({ x: scrollX, y: scrollY, open: open }))
    } catch (e) {
      // Without storage the page begins at its top.
    }
  }

  function recall() {
    try {
      var kept = JSON.parse(sessionStorage.getItem(memory) || 'null')
      sessionStorage.removeItem(memory)
      if (!kept) return
      if ('scrollRestoration' in history) history.scrollRestoration = 'manual'
      Array.prototype.forEach.call(document.querySelectorAll('details'), function (d, i) {
        if (kept.open.indexOf(i) >= 0) d.open = true
      })
      scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' })
    } catch (e) {
      // As above.
    }
  }

  function reload() {
    hush()
    remember()
    location.reload()
  }

  // A stylesheet is put beside the old one, which goes when the new one is there; with it
  // go those that came in between and were replaced before they had loaded.
  var sheets

  function restyle(names) {
    var next = names.split(' ').filter(function (n) { return /\.css$/.test(n) })
    if (!sheets) sheets = [].slice.call(document.querySelectorAll('link[rel="stylesheet"]:not([data-live])'))
    next.forEach(function (name, i) {
      var before = sheets[i]
      if (!before) return
      var root = before.getAttribute('href').replace(/[^/]*\/[^/]*$/, '')
      var link = before.cloneNode()
      link.setAttribute('href', root + name)
      if (link.href === before.href) return
      link.onload = function () {
        for (var old = before; old; old = old.replaced) if (old.parentNode) old.parentNode.removeChild(old)
        link.replaced = null
      }
      link.replaced = before
      before.parentNode.insertBefore(link, before.nextSibling)
      sheets[i] = link
    })
    look = names
  }

  function entry(p) {
    var item = element('li', p.error ? 'error' : 'warning')
    var head = element('p', 'message')
    head.appendChild(element('b', '', p.error ? '错误' : '警告'))
    head.appendChild(document.createTextNode(p.message))
    item.appendChild(head)
    var place = element('p', 'place')
    if (p.place) {
      var name = element(p.href ? 'a' : 'span', '', p.place)
      if (p.href) {
        name.href = p.href
        name.title = '在编辑器里打开'
      }
      place.appendChild(name)
    }
    place.appendChild(element('code', '', p.code))
    item.appendChild(place)
    if (p.lines) {
      var text = element('pre')
      p.lines.forEach(function (l) {
        text.appendChild(element('i', '', l.n))
        text.appendChild(document.createTextNode(l.a))
        if (l.m) text.appendChild(element('mark', '', l.m))
        text.appendChild(document.createTextNode((l.z || '') + '\n'))
      })
      item.appendChild(text)
    }
    if (p.hint) item.appendChild(element('p', 'hint', '提示：' + p.hint))
    return item
  }

  function clear() {
    if (box) box.parentNode.removeChild(box)
    if (badge) badge.parentNode.removeChild(badge)
    box = badge = null
  }

  function dress() {
    if (document.querySelector('link[data-live]')) return
    var link = element('link')
    link.rel = 'stylesheet'
    link.href = '/__jinjie/live.css'
    link.setAttribute('data-live', '')
    document.head.appendChild(link)
  }

  function show(list) {
    clear()
    var errors = list.filter(function (p) { return p.error }).length
    if (!list.length) return
    dress()
    badge = element('button', errors ? 'error' : 'warning', errors ? errors + ' 个错误' : list.length + ' 个警告')
    badge.id = 'jinjie-live-badge'
    badge.type = 'button'
    badge.addEventListener('click', function () { open(list, errors) })
    document.body.appendChild(badge)
    if (errors && !closed) open(list, errors)
  }

  function open(list, errors) {
    if (box) return
    box = element('section')
    box.id = 'jinjie-live'
    box.setAttribute('role', 'dialog')
    box.setAttribute('aria-label', '源文件的问题')
    var head = element('header')
    head.appendChild(element('h2', '', errors ? '源文件有错误，下面是上一次能用的网页' : '源文件有警告'))
    var close = element('button', '', '关闭')
    close.type = 'button'
    close.addEventListener('click', shut)
    head.appendChild(close)
    box.appendChild(head)
    var items = element('ul')
    list.forEach(function (p) { items.appendChild(entry(p)) })
    box.appendChild(items)
    document.body.appendChild(box)
  }

  function shut() {
    closed = true
    if (box) box.parentNode.removeChild(box)
    box = null
  }

  document.addEventListener('keydown', function (e) {
    if (e.key === 'Escape' && box) shut()
  })

  function hush() {
    if (stream) stream.close()
    stream = null
  }

  function listen() {
    if (stream || document.visibilityState === 'hidden') return
    stream = new EventSource('/__jinjie/events?page=' + encodeURIComponent(page) + '&key=' + key + '&look=' + encodeURIComponent(look))
    stream.addEventListener('reload', reload)
    stream.addEventListener('style', function (e) { restyle(e.data) })
    stream.addEventListener('problems', function (e) {
      if (e.data === said) return
      if (said !== undefined) closed = false
      said = e.data
      show(JSON.parse(said))
    })
    stream.onerror = function () {
      // A stream that the server refused is not tried again by the browser.
      if (stream && stream.readyState === EventSource.CLOSED) {
        stream = null
        setTimeout(listen, 1000)
      }
    }
  }

  document.addEventListener('visibilitychange', function () {
    if (document.visibilityState === 'hidden') hush()
    else listen()
  })
  addEventListener('pagehide', hush)
  addEventListener('pageshow', listen)
  recall()
  listen()
})()
