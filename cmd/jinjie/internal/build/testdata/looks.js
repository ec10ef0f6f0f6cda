// What can be measured of a page's looks. The result is a list of complaints.
(function (rules) {
  var root = document.documentElement
  var complaints = []

  function say(node, what) {
    var name = node.tagName.toLowerCase() + (node.id ? '#' + node.id : '') + (typeof node.className === 'string' && node.className ? '.' + node.className.trim().replace(/\s+/g, '.') : '')
    complaints.push(name + ' “' + (node.textContent || '').trim().slice(0, 16) + '”: ' + what)
  }

  function all(selector) {
    return Array.prototype.filter.call(document.querySelectorAll(selector), seen)
  }

  function seen(node) {
    var box = node.getBoundingClientRect()
    return box.width > 1 && box.height > 1 && getComputedStyle(node).visibility === 'visible' && !node.closest('.vh,.skip') && !folded(node)
  }

  // A closed list has boxes, but nobody sees them.
  function folded(node) {
    var fold = node.parentElement && node.parentElement.closest('details:not([open])')
    return !!fold && !(node.closest('summary') && node.closest('summary').parentElement === fold)
  }

  // Whether a node stands in something that may scroll sideways.
  function scrolls(node) {
    return node.closest('.scroll,pre,.rail')
  }

  function overflow() {
    if (root.scrollWidth > root.clientWidth) complaints.push('the page is ' + root.scrollWidth + ' wide, the window ' + root.clientWidth)
    all('body *').forEach(function (node) {
      if (scrolls(node) || node.closest('svg')) return
      var box = node.getBoundingClientRect()
      if (box.right > root.clientWidth + 1 || box.left < -1) say(node, 'reaches from ' + Math.round(box.left) + ' to ' + Math.round(box.right))
      var style = getComputedStyle(node)
      if (/hidden|clip/.test(style.overflowX + style.overflowY) && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1)) say(node, 'is clipped')
    })
    all('.scroll').forEach(function (node) {
      var around = node.parentElement
      var inner = around.clientWidth - parseFloat(getComputedStyle(around).paddingLeft) - parseFloat(getComputedStyle(around).paddingRight)
      if (node.offsetWidth < inner - 1) say(node, 'leaves ' + Math.round(inner - node.offsetWidth) + ' px beside it')
      if (node.scrollWidth > node.clientWidth + 1 && !node.querySelector('a,button') && node.tabIndex < 0) say(node, 'scrolls, but not by the keyboard')
    })
  }

  // WCAG 2.2, 2.5.8: 24 by 24 px, or as much room around, or within a line of text.
  function targets() {
    var list = all('a[href],button,summary,select,input:not([type=hidden])')
    list.forEach(function (node) {
      if (inSentence(node)) return
      var box = node.getBoundingClientRect()
      if (box.width >= 24 && box.height >= 24) return
      var x = (box.left + box.right) / 2
      var y = (box.top + box.bottom) / 2
      list.forEach(function (other) {
        if (other === node || node.contains(other) || other.contains(node)) return
        var near = other.getBoundingClientRect()
        var dx = Math.max(near.left - x, 0, x - near.right)
        var dy = Math.max(near.top - y, 0, y - near.bottom)
        if (Math.sqrt(dx * dx + dy * dy) < 12) say(node, 'is ' + Math.round(box.width) + ' by ' + Math.round(box.height) + ' px, and close to “' + other.textContent.trim().slice(0, 10) + '”')
      })
    })
  }

  // Lines of code stand below one another.
  function code() {
    all('.codebox code').forEach(function (block) {
      var left = block.getBoundingClientRect().left
      Array.prototype.forEach.call(block.querySelectorAll('.line'), function (line) {
        var box = line.getBoundingClientRect()
        if (box.width && Math.abs(box.left - left) > 1) say(line, 'starts ' + Math.round(box.left - left) + ' px from the edge of its code')
      })
    })
  }

  // Every step of a stair stands above the one before it.
  function stairs() {
    all('.stair>:not(:first-child)').forEach(function (step) {
      var rise = step.previousElementSibling.getBoundingClientRect().top - step.getBoundingClientRect().top
      if (rise < 4) say(step, 'rises by ' + Math.round(rise) + ' px')
    })
  }

  // Menus lie over the page, and fit it too.
  function menus() {
    Array.prototype.forEach.call(document.querySelectorAll('.menu'), function (menu) {
      menu.open = true
      overflow()
      targets()
      menu.open = false
    })
  }

  function inSentence(node) {
    if (getComputedStyle(node).display !== 'inline') return false
    var block = node.closest('p,li,td,th,dd,dt,h1,h2,h3,h4,q,figcaption,caption,div,nav')
    return !!block && block.textContent.trim() !== node.textContent.trim()
  }

  function prose() {
    all('main p,main .prose li,main dd').forEach(function (node) {
      var style = getComputedStyle(node)
      var size = parseFloat(style.fontSize)
      var box = node.getBoundingClientRect()
      if (box.height < 2.5 * size || node.querySelector('p,ul,ol,table,svg') || style.display.indexOf('grid') >= 0) return
      if (parseFloat(style.lineHeight) / size < rules.lineHeight - 0.01) say(node, 'has a line height of ' + style.lineHeight + ' at ' + style.fontSize)
      var width = node.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
      if (width / size > rules.measure + 0.5) say(node, 'has a measure of ' + Math.round(width / size) + ' characters')
    })
  }

  function channels(color) {
    var c = color.match(/[\d.]+/g).map(Number)
    return { rgb: c.slice(0, 3), alpha: c.length > 3 ? c[3] : 1 }
  }

  function luminance(rgb) {
    var c = rgb.map(function (v) {
      v /= 255
      return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4)
    })
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]
  }

  // What a text stands on: the first painted ground around it, or behind it in the climb.
  function ground(node) {
    for (var n = node; n; n = n.parentElement) {
      var c = channels(getComputedStyle(n).backgroundColor)
      if (c.alpha > 0.99) return c.rgb
      var step = n.classList.contains('step') || n.classList.contains('under') ? /\bl[1-5]\b/.exec(n.className) : null
      var slab = step && document.querySelector('.slab.' + step[0])
      if (slab && seen(slab)) {
        c = channels(getComputedStyle(slab).backgroundColor)
        if (c.alpha > 0.99) return c.rgb
      }
    }
    return channels(getComputedStyle(document.body).backgroundColor).rgb
  }

  function contrast() {
    var walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    var done = new Set()
    for (var text = walker.nextNode(); text; text = walker.nextNode()) {
      var node = text.parentElement
      if (!text.data.trim() || done.has(node) || !seen(node)) continue
      done.add(node)
      var style = getComputedStyle(node)
      var size = parseFloat(style.fontSize)
      var large = size >= 24 || size >= 18.66 && style.fontWeight >= 700
      var ink = channels(node.closest('svg') ? style.fill : style.color)
      var a = luminance(ink.rgb)
      var b = luminance(ground(node))
      var ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
      if (ratio < (large ? 3 : 4.5)) say(node, 'has a contrast of ' + ratio.toFixed(2))
    }
  }

  if (rules.size) root.style.fontSize = rules.size
  overflow()
  if (rules.targets) targets()
  code()
  if (!rules.size) stairs()
  menus()
  if (rules.lineHeight) prose()
  if (rules.contrast) contrast()
  return complaints.slice(0, 12)
})
