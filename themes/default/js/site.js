// What is pleasanter with a script: switching the theme, copying, explanations beside
// what they explain. Every page reads whole without it.
;(function () {
  var root = document.documentElement

  function remember(key, value) {
    try {
      if (value) localStorage.setItem(key, value)
      else localStorage.removeItem(key)
    } catch (e) {
      // Storage may be forbidden: the choice holds for this page.
    }
  }

  // A setting of the reader's: one button a value, the pressed one tells what holds. The
  // first value is what the system asks for, and is not remembered.
  function choice(box) {
    var key = box.getAttribute('data-set')
    var names = box.getAttribute('data-names').split(' ')
    var values = box.getAttribute('data-values').split(' ')
    var buttons = values.map(function (value, i) {
      var button = document.createElement('button')
      button.type = 'button'
      button.textContent = names[i]
      button.addEventListener('click', function () {
        if (i) root.setAttribute('data-' + key, value)
        else root.removeAttribute('data-' + key)
        remember(key, i ? value : '')
        tell()
      })
      box.appendChild(button)
      return button
    })
    function tell() {
      var now = Math.max(0, values.indexOf(root.getAttribute('data-' + key)))
      buttons.forEach(function (button, i) { button.setAttribute('aria-pressed', i === now) })
    }
    tell()
  }

  // Where the clipboard is forbidden (plain http, some phones), an old-fashioned copy of
  // the selection still works, and leaves the text selected if it does not.
  function select(node) {
    var range = document.createRange()
    range.selectNodeContents(node)
    var selection = getSelection()
    selection.removeAllRanges()
    selection.addRange(range)
    try {
      return document.execCommand('copy')
    } catch (e) {
      return false
    }
  }

  // Of a terminal only what was typed is copied, not the prompts and the answers.
  function said(node) {
    var typed = node.textContent.match(/^\$ .*$/gm)
    return typed ? typed.map(function (line) { return line.slice(2) }).join('\n') : node.textContent.trim()
  }

  function copy(button) {
    var node = document.getElementById(button.getAttribute('data-copy'))
    function say(done) {
      button.textContent = button.getAttribute(done ? 'data-done' : 'data-failed')
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(said(node)).then(
        function () { say(true) },
        function () { say(select(node)) }
      )
    } else say(select(node))
  }

  function each(selector, run) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), run)
  }

  // An explanation stands at the end of the page; on hover, focus or tap it shows beside
  // the word. A tap opens it first, and the link in it leads on.
  var card, owner, timer

  function hide() {
    clearTimeout(timer)
    if (!card) return
    card.parentNode.removeChild(card)
    owner.removeAttribute('aria-describedby')
    card = owner = null
  }

  function show(link) {
    var source = document.getElementById(link.getAttribute('data-x'))
    clearTimeout(timer)
    if (!source || owner === link) return
    hide()
    owner = link
    card = document.createElement('div')
    card.className = 'card-x'
    card.id = 'card-x'
    var close = document.createElement('button')
    close.type = 'button'
    close.textContent = '×'
    close.setAttribute('aria-label', words('x-close'))
    close.addEventListener('click', function () {
      var back = owner
      hide()
      back.focus()
      clearTimeout(timer)
    })
    card.appendChild(close)
    var list = document.createElement('dl')
    list.innerHTML = source.innerHTML
    card.appendChild(list)
    var open = document.createElement('a')
    open.className = 'open'
    open.href = link.href
    open.textContent = words('x-open')
    card.appendChild(open)
    document.body.appendChild(card)
    link.setAttribute('aria-describedby', 'card-x')
    place(link)
    card.addEventListener('mouseenter', function () { clearTimeout(timer) })
    card.addEventListener('mouseleave', later)
  }

  function place(link) {
    var at = link.getClientRects()[0] || link.getBoundingClientRect()
    var left = Math.min(at.left, root.clientWidth - card.offsetWidth - 16)
    var below = at.bottom + 8
    if (below + card.offsetHeight > root.clientHeight && at.top > card.offsetHeight + 8) below = at.top - card.offsetHeight - 8
    card.style.left = Math.max(8, left) + pageXOffset + 'px'
    card.style.top = below + pageYOffset + 'px'
  }

  function later() {
    clearTimeout(timer)
    timer = setTimeout(hide, 250)
  }

  function words(key) {
    return document.body.getAttribute('data-' + key) || ''
  }

  each('a[data-x]', function (link) {
    var touched = false
    link.addEventListener('pointerdown', function (e) { touched = e.pointerType === 'touch' || e.pointerType === 'pen' })
    link.addEventListener('mouseenter', function () {
      clearTimeout(timer)
      timer = setTimeout(function () { show(link) }, 180)
    })
    link.addEventListener('mouseleave', later)
    link.addEventListener('focus', function () { if (!touched) show(link) })
    link.addEventListener('blur', function () { if (!touched) later() })
    link.addEventListener('click', function (e) {
      if (!touched || owner === link) return
      e.preventDefault()
      show(link)
    })
  })
  document.addEventListener('keydown', function (e) {
    if (e.key === 'Escape') hide()
  })
  document.addEventListener('click', function (e) {
    if (card && !card.contains(e.target) && !owner.contains(e.target)) hide()
  })

  // Code gets a button that copies it.
  each('.codebox', function (box, i) {
    var code = box.querySelector('code')
    var button = document.createElement('button')
    code.id = code.id || 'code-' + (i + 1)
    button.type = 'button'
    button.className = 'copy'
    button.textContent = words('copy')
    button.setAttribute('data-copy', code.id)
    button.setAttribute('data-done', words('copied'))
    button.setAttribute('data-failed', words('copy-failed'))
    box.appendChild(button)
  })

  // The table of contents follows the scroll: the last heading that has passed the upper
  // quarter of the window is the place where one reads.
  var entries = {}
  each('.toc a[href^="#"]', function (a) { entries[decodeURIComponent(a.getAttribute('href').slice(1))] = a })
  if (window.IntersectionObserver) {
    var current
    var watch = new IntersectionObserver(function (seen) {
      seen.forEach(function (entry) {
        if (!entry.isIntersecting) return
        if (current) current.removeAttribute('aria-current')
        current = entries[entry.target.id]
        current.setAttribute('aria-current', 'true')
      })
    }, { rootMargin: '0px 0px -75% 0px' })
    Object.keys(entries).forEach(function (id) {
      var target = document.getElementById(id)
      if (target) watch.observe(target)
    })
  }

  // Paper shows all: what is closed is opened for as long as it prints. (Browsers that know
  // ::details-content need no script for it.)
  each('[data-print]', function (button) {
    button.addEventListener('click', function () { print() })
  })
  var opened = []
  addEventListener('beforeprint', function () {
    each('details:not([open])', function (d) {
      d.open = true
      opened.push(d)
    })
  })
  addEventListener('afterprint', function () {
    opened.forEach(function (d) { d.open = false })
    opened = []
  })

  // “/” and Ctrl-K lead to the box of the search.
  document.addEventListener('keydown', function (e) {
    var box = document.querySelector('[data-find]')
    var writing = /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || e.target.isContentEditable
    var slash = e.key === '/' && !writing && !e.ctrlKey && !e.metaKey && !e.altKey
    if (!box || (!slash && !((e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && e.key.toLowerCase() === 'k'))) return
    e.preventDefault()
    box.focus()
    box.select()
  })

  // A menu closes when one goes elsewhere.
  function shut(e) {
    each('.menu[open]', function (menu) {
      if (e.type === 'keydown' ? e.key !== 'Escape' : menu.contains(e.target)) return
      menu.open = false
      if (menu.contains(document.activeElement)) menu.querySelector('summary').focus()
    })
  }
  ;['click', 'focusin', 'keydown'].forEach(function (type) { document.addEventListener(type, shut) })

  each('[data-set]', choice)
  each('.copy', function (button) {
    button.addEventListener('click', function () { copy(button) })
  })
})()
