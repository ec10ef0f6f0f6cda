// Sets the reader's theme before the page is drawn, so that a dark page never flashes white,
// and says that there are scripts: what works with one only takes its place at once.
;(function () {
  document.documentElement.classList.add('js')
  try {
    var theme = localStorage.getItem('theme')
    if (theme) document.documentElement.setAttribute('data-theme', theme)
  } catch (e) {
    // Storage may be forbidden: the system's theme holds.
  }
})()
