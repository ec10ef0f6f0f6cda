// Before the page is drawn: sets what the reader has chosen, so that a dark page never
// flashes white; says that there are scripts, so that what works with one only takes its
// place at once, and whether this is the browser of an app (微信, 企业微信, 钉钉, QQ), which
// as a rule can neither print nor download; and opens the lists that stand beside the page
// where there is room.
;(function () {
  var root = document.documentElement
  root.className = location.search ? 'js asked' : 'js' // what an address filters waits for its filter
  if (/MicroMessenger|DingTalk|\bQQ\//.test(navigator.userAgent)) root.classList.add('app')
  ;['theme', 'size', 'contrast'].forEach(function (key) {
    try {
      var value = localStorage.getItem(key)
      if (value) root.setAttribute('data-' + key, value)
    } catch (e) {
      // Storage may be forbidden: the system's choice holds.
    }
  })

  function unfold() {
    Array.prototype.forEach.call(document.querySelectorAll('details.fold:not([open])'), function (fold) { fold.open = true })
  }
  if (!window.MutationObserver || !matchMedia('(min-width:60em)').matches) return
  var watch = new MutationObserver(unfold)
  watch.observe(root, { childList: true, subtree: true })
  document.addEventListener('DOMContentLoaded', function () {
    watch.disconnect()
    unfold()
  })
})()
