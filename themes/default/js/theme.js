// Sets the reader's theme before the page is drawn, so that a dark page never flashes white,
// and says that there are scripts: what works with one only takes its place at once, and
// what an address filters waits for its filter.
;(function () {
  document.documentElement.className = location.search ? 'js asked' : 'js'
  try {
    var theme = localStorage.getItem('theme')
    if (theme) document.documentElement.setAttribute('data-theme', theme)
  } catch (e) {
    // Storage may be forbidden: the system's theme holds.
  }
})()
