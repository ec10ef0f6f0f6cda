// What must be known before the page is drawn, so that nothing flashes or moves: the
// reader's theme, that there are scripts, and whether this is the browser of an app (微信,
// 企业微信, 钉钉, QQ), which as a rule can neither print nor download.
;(function () {
  var root = document.documentElement
  root.setAttribute('data-js', '')
  if (/MicroMessenger|DingTalk|\bQQ\//.test(navigator.userAgent)) root.setAttribute('data-app', '')
  try {
    var theme = localStorage.getItem('theme')
    if (theme) root.setAttribute('data-theme', theme)
  } catch (e) {
    // Storage may be forbidden: the system's theme holds.
  }
})()
