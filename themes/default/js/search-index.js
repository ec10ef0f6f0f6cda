// The index of the search, as a browser reads it. Its parts are scripts that call
// jinjie(name, text); what they hold is told in the package comment of internal/search.
// What needs a part that is missing throws, and is begun anew when it has come: so all of
// this is plain functions from texts to lists, and runs anywhere.
var jinjie = (function () {
  var parts = {} // by name: their text, and what was read from it
  var missing
  var absent = {}
  var root
  var WIDE = 67108864 // a place is a class times this, plus an offset

  var digit = []
  ' !#$%&\'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~'.split('').forEach(function (c, i) {
    digit[c.charCodeAt(0)] = i
  })

  function index(name, text) {
    if (name) parts[name] = { text: text }
    else index.hash = text
    if (index.came) index.came(name)
  }

  // attempt answers what run does, or tells which parts it lacks.
  function attempt(run) {
    missing = {}
    try {
      root = need('r', readRoot)
      index.root = root
      return run()
    } catch (e) {
      if (e !== absent) throw e
      return { need: Object.keys(missing) }
    }
  }

  // forget gives up all parts, since they are of an index that is no more.
  function forget() {
    parts = {}
  }

  // need returns a part as read, or says that it is missing.
  function need(name, read) {
    var part = parts[name]
    if (!part) {
      missing[name] = true
      throw absent
    }
    if (part.value === undefined) {
      part.value = read({ s: part.text, i: 0 }, +name.slice(1))
      part.text = ''
    }
    return part.value
  }

  // each goes through a list to its end, though parts be missing, so that they are asked
  // for together.
  function each(list, run) {
    var lacking
    list.forEach(function (x, i) {
      try {
        run(x, i)
      } catch (e) {
        if (e !== absent) throw e
        lacking = true
      }
    })
    if (lacking) throw absent
  }

  function number(r) {
    var n = 0
    var by = 1
    var c
    while ((c = digit[r.s.charCodeAt(r.i++)]) >= 60) {
      n += c * by
      by *= 32
    }
    return n + c * by
  }

  function numbers(s) {
    var list = []
    for (var r = { s: s, i: 0 }; r.i < s.length;) list.push(number(r))
    return list
  }

  function characters(r, n) {
    var s = ''
    while (n--) {
      var c = r.s.charCodeAt(r.i++)
      if (c === 1) c = r.s.charCodeAt(r.i++) + 0xd700
      s += String.fromCharCode(c)
    }
    return s
  }

  function key(r, last) {
    var same = number(r)
    return last.slice(0, same) + characters(r, number(r))
  }

  function keys(s) {
    var list = []
    for (var r = { s: s, i: 0 }; r.i < s.length;) list.push(key(r, list[list.length - 1] || ''))
    return list
  }

  // before is the last of a sorted list that is not greater than x, or -1.
  function before(list, x) {
    var low = 0
    var high = list.length
    while (low < high) {
      var middle = (low + high) >> 1
      if (list[middle] <= x) low = middle + 1
      else high = middle
    }
    return low - 1
  }

  // Folding: width and case, one character at a time.
  function fold(s) {
    var out = ''
    for (var i = 0; i < s.length; i++) {
      var c = s.charAt(i)
      var n = s.charCodeAt(i)
      if (n === 0xa0 || (n > 0x2e7f && n < 0x3001) || (n > 0xf8ff && n < 0xfb00) || (n > 0xfeff && n < 0xfff0)) {
        var k = c.normalize('NFKC')
        if (k.length === 1) c = k
      }
      var l = n > 0xd7ff && n < 0xe000 ? c : c.toLowerCase()
      out += l.length === 1 ? l : c
    }
    return out
  }

  function readRoot(r) {
    var f = r.s.split('\x02')
    var root = { docs: numbers(f[0])[0], d: starts(f[1]), c: starts(f[2]), s: sums(numbers(f[3])), g: keys(f[4]), w: keys(f[5]) }
    root.levels = f[6] ? f[6].split('\n') : []
    root.names = root.levels.map(fold)
    root.group = []
    root.level = []
    root.page = [] // of each document the first of its page
    root.old = []
    var shapes = []
    var sort = f[7].split('\x03')
    var q = { s: sort[1], i: 0 }
    while (q.i < q.s.length) {
      var shape = { old: number(q), docs: [] }
      for (var n = number(q); n--;) shape.docs.push(number(q))
      shapes.push(shape)
    }
    for (q = { s: sort[0], i: 0 }; q.i < q.s.length;) {
      shape = shapes[number(q)]
      for (n = number(q); n--;) {
        var first = root.group.length
        shape.docs.forEach(function (x) {
          root.group.push(x % 4)
          root.level.push(x >> 2)
          root.page.push(first)
          root.old.push(shape.old)
        })
      }
    }
    return root
  }

  // starts are places at which parts of texts begin.
  function starts(s) {
    var list = numbers(s)
    var out = []
    for (var i = 0, item = 0; i < list.length; i += 2) out.push((item += list[i]) * WIDE + list[i + 1])
    return out
  }

  function sums(list) {
    var n = 0
    return list.map(function (x) { return (n += x) })
  }

  function readGrams(r) {
    var p = { keys: [], sorts: [], at: [], lists: [], s: r.s }
    for (var last = ''; r.i < r.s.length;) {
      p.keys.push((last = key(r, last)))
      var n = number(r)
      p.sorts.push(n)
      p.at.push(r.i)
      if (n === 1) for (var k = number(r); k--;) number(r)
      for (; n > 2; n--) if (number(r) % 2) number(r)
    }
    return p
  }

  function readWords(r) {
    var p = { keys: [], lists: [] }
    for (var last = ''; r.i < r.s.length;) {
      p.keys.push((last = key(r, last)))
      p.lists.push(hits(r))
    }
    return p
  }

  // hits reads documents, each with its mark.
  function hits(r) {
    var list = []
    for (var n = number(r), doc = 0; n--;) {
      var x = number(r)
      list.push({ doc: (doc += x >> 2), mark: x & 3 })
    }
    return list
  }

  function readSets(r) {
    var list = []
    for (var last = []; r.i < r.s.length;) {
      var set = last.slice(0, number(r))
      var m = set.length ? set[set.length - 1] : 0
      for (var n = number(r); n--;) set.push((m += number(r)))
      list.push((last = set))
    }
    return list
  }

  function readText(r) {
    return r.s.split('\x02')
  }

  // walk finds the longest gram that a text begins with.
  function walk(q) {
    var n = before(root.g, q)
    if (n < 0) return
    var p = need('g' + n, readGrams)
    var near = p.keys[before(p.keys, q)]
    var length = 0
    while (length < near.length && near.charAt(length) === q.charAt(length)) length++
    if (length < 2) return
    var gram = q.slice(0, length)
    n = before(root.g, gram)
    p = need('g' + n, readGrams)
    var i = before(p.keys, gram)
    return { length: length, p: p, i: i, often: p.sorts[i] < 2 }
  }

  // places lists where a gram stands that does not stand often, in order.
  function places(w) {
    if (w.p.lists[w.i]) return w.p.lists[w.i]
    var list = []
    var gram = w.p.keys[w.i]
    for (var i = w.i; i < w.p.keys.length && w.p.keys[i].slice(0, gram.length) === gram; i++) {
      var r = { s: w.p.s, i: w.p.at[i] }
      for (var n = w.p.sorts[i] - 2, c = 0, at = 0; n > 0; n--) {
        var x = number(r)
        if (x % 2) {
          c += (x + 1) / 2
          at = number(r)
        } else at += x / 2
        list.push(c * WIDE + at)
      }
    }
    if (i > w.i + 1) list.sort(function (a, b) { return a - b })
    return (w.p.lists[w.i] = list)
  }

  // shift keeps the places of one list behind which, by so many characters, one of another
  // stands.
  function shift(list, other, by) {
    var k = 0
    return list.filter(function (at) {
      while (k < other.length && other[k] < at + by) k++
      return other[k] === at + by
    })
  }

  // FEW places are looked up in the texts, which will be shown anyway.
  var FEW = 8

  // find finds a text of two characters or more: the documents that it stands in, exactly.
  function find(q) {
    var w = walk(q)
    if (!w) return []
    if (w.length === q.length && w.often) {
      while (w.p.sorts[w.i] === 0) w.i++
      return w.p.lists[w.i] || (w.p.lists[w.i] = hits({ s: w.p.s, i: w.p.at[w.i] }))
    }
    if (w.often) return []
    var list = places(w)
    var known = w.length
    for (var from = 0; known < q.length && list.length;) {
      if (list.length <= FEW) {
        list = checked(list, q)
        break
      }
      var next = Math.min(known, q.length - 2)
      w = walk(q.slice(next))
      if (w && w.often && next + w.length === q.length) {
        // What the text ends with stands often: begin earlier, as late as it does not.
        for (var low = from; next - low > 1;) {
          var middle = (low + next) >> 1
          w = walk(q.slice(middle))
          if (w && w.often && middle + w.length === q.length) next = middle
          else low = middle
        }
        next = low
        w = walk(q.slice(next))
        if (w && next + w.length < q.length) return [] // it would be split, if it stood anywhere
      }
      if (!w || w.often) return []
      list = shift(list, places(w), next)
      from = next
      known = next + w.length
    }
    return gathered(list)
  }

  // checked keeps the places where the texts say q.
  function checked(list, q) {
    var said = []
    each(list, function (at, i) {
      said[i] = fold(text(at, q.length)) === q
    })
    return list.filter(function (at, i) { return said[i] })
  }

  // text is what stands at a place, to so many characters.
  function text(at, length) {
    var c = Math.floor(at / WIDE)
    var sort = c < root.docs ? 'd' : 'c'
    if (sort === 'c') c -= root.docs
    var offset = at % WIDE
    var out = ''
    for (var n = before(root[sort], c * WIDE + offset), more; n < root[sort].length && out.length < length; n++) {
      var begin = root[sort][n]
      var first = Math.floor(begin / WIDE)
      if (more && first !== c) break
      more = true
      var piece = need(sort + n, readText)[c - first] || ''
      var base = first === c ? begin % WIDE : 0
      if (sort === 'd' && !base) piece = piece.slice(piece.indexOf('\x03') + 1)
      out += piece.slice(out ? 0 : offset - base, out ? length - out.length : offset - base + length)
    }
    return out
  }

  // members calls run for each document of a class.
  function members(c, run) {
    if (c < 2 * root.docs) run(c % root.docs, c >= root.docs)
    else {
      c -= 2 * root.docs
      var n = before(root.s, c)
      need('s' + n, readSets)[c - root.s[n]].forEach(function (m) { run(m >> 1, m % 2 === 1) })
    }
  }

  // gathered lists the documents that places are in.
  function gathered(list) {
    var classes = []
    list.forEach(function (at) {
      var c = Math.floor(at / WIDE)
      var last = classes[classes.length - 1]
      if (last && last.c === c) last.times++
      else classes.push({ c: c, times: 1, at: at })
    })
    var docs = {}
    each(classes, function (x) {
      members(x.c, function (doc, heading) {
        var h = docs[doc] || (docs[doc] = { doc: doc, times: 0, heading: false, at: x.at })
        h.times += x.times
        h.heading = h.heading || heading
      })
    })
    return Object.keys(docs).map(function (doc) {
      var h = docs[doc]
      h.mark = h.heading ? 3 : h.times > 3 ? 2 : h.times > 1 ? 1 : 0
      return h
    })
  }

  // lookUp finds the words of the lexicon that are q, or begin with it.
  function lookUp(q, prefix) {
    var list = []
    var n = Math.max(before(root.w, q), 0)
    if (!root.w.length) return list
    for (; n < root.w.length; n++) {
      var p = need('w' + n, readWords)
      for (var i = Math.max(before(p.keys, q), 0); i < p.keys.length; i++) {
        if (p.keys[i] === q || (prefix && p.keys[i].slice(0, q.length) === q)) list = list.concat(p.lists[i])
        else if (p.keys[i] > q) return list
      }
    }
    return list
  }

  // about tells what a document is.
  function about(doc) {
    var n = before(root.d, doc * WIDE)
    var f = need('d' + n, readText)[doc - Math.floor(root.d[n] / WIDE)].split('\x03')[0].split('\t')
    return { href: f[0], title: f[1], context: f[2], runs: numbers(f[3]), anchors: f[4] ? f[4].split(' ') : [] }
  }

  index.attempt = attempt
  index.forget = forget
  index.each = each
  index.fold = fold
  index.find = find
  index.lookUp = lookUp
  index.about = about
  index.text = text
  index.before = before
  index.WIDE = WIDE
  return index
})()
