// What is pleasanter with a script: switching the theme, copying a citation, and
// showing all levels' requirements when an address asks for them. Every page reads whole without it.
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

  function cycle(button) {
    var key = button.getAttribute('data-set')
    var all = button.getAttribute('data-values').split(' ')
    var now = root.getAttribute('data-' + key) || all[0]
    var next = all[(all.indexOf(now) + 1) % all.length]
    if (next === all[0]) root.removeAttribute('data-' + key)
    else root.setAttribute('data-' + key, next)
    remember(key, next === all[0] ? '' : next)
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

  function copy(button) {
    var node = document.getElementById(button.getAttribute('data-copy'))
    function say(done) {
      button.textContent = button.getAttribute(done ? 'data-done' : 'data-failed')
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(node.textContent.trim()).then(
        function () { say(true) },
        function () { say(select(node)) }
      )
    } else say(select(node))
  }

  function each(selector, run) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), run)
  }

  each('.tools', function (tools) { tools.hidden = false })
  each('[data-set]', function (button) {
    button.addEventListener('click', function () { cycle(button) })
  })
  each('.copy', function (button) {
    button.hidden = false
    button.addEventListener('click', function () { copy(button) })
  })
})()
