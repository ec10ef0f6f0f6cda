// The search. The parts of the index are scripts that call jinjie(name, text); what they
// hold is told in the package comment of internal/search. The engine below asks for parts
// by throwing, and begins anew when they have come: so it is plain functions from texts to
// results, and runs anywhere. What stands behind it is the page.
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

  function receive(name, text) {
    parts[name] = { text: text }
    if (receive.came) receive.came(name)
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
      if (n > 126) {
        if (n === 0xa0 || (n > 0x2e7f && n < 0x3001) || (n > 0xf8ff && n < 0xfb00) || (n > 0xfeff && n < 0xfff0)) {
          var k = c.normalize('NFKC')
          if (k.length === 1) c = k
        }
      }
      var l = c.toLowerCase()
      out += l.length === 1 ? l : c
    }
    return out
  }

  function readRoot(r) {
    var f = r.s.split('\x02')
    root = { docs: numbers(f[0])[0], d: starts(f[1]), c: starts(f[2]), s: sums(numbers(f[3])), g: keys(f[4]), w: keys(f[5]) }
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
    var p = { keys: [], sorts: [], at: [], s: r.s }
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
    return list.sort(function (a, b) { return a - b })
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
      return hits({ s: w.p.s, i: w.p.at[w.i] })
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

  // word finds one word: as text, as a code, and as the pinyin of a title.
  function word(q) {
    var found = {}
    function add(list, rank, unsaid) {
      list.forEach(function (h) {
        var f = found[h.doc] || (found[h.doc] = { doc: h.doc, mark: 0, rank: 3, unsaid: true })
        f.unsaid = f.unsaid && unsaid === true
        f.rank = Math.min(f.rank, rank(h))
        f.mark = Math.max(f.mark, h.mark)
        if (h.at !== undefined) f.at = h.at
      })
    }
    function byHeading(h) { return h.mark === 3 ? 2 : 3 }
    each([
      function () { add(find(q), byHeading) },
      function () { if (/^[a-z0-9.-]*\d[a-z0-9.-]*$/.test(q)) add(lookUp('=' + q), function (h) { return h.mark === 3 ? 0 : 1 }) },
      function () { if (/^[a-z][a-z0-9]+$/.test(q)) add(lookUp(q, true), function (h) { return h.mark === 3 ? 1 : 2 }, true) }
    ], function (f) { f() })
    return found
  }

  // matches finds what is asked for: documents, each with its rank; the lower the nearer.
  function matches(asked) {
    var words = []
    var levels = []
    asked.split(/[\s@]+/).forEach(function (w, i, all) {
      var level = all.length > 1 ? root.names.indexOf(w) : -1
      if (level >= 0) levels.push({ level: level + 1, name: w })
      else if (w.length > 1 && words.indexOf(w) < 0) words.push(w)
    })
    if (!words.length) words.push(levels.length ? levels.shift().name : asked)
    var found = []
    var phrase
    each(words.concat([asked]), function (w, i) {
      if (i < words.length) found.push(word(w))
      else if (words.length > 1) phrase = word(w)
    })
    var named = []
    each(levels, function (l, i) {
      named[i] = {}
      if (l.name.length > 1) find(l.name).forEach(function (h) { named[i][h.doc] = true })
    })
    return { words: words, list: joined(found, phrase || {}, levels, named), level: levels.length > 0 }
  }

  // joined keeps the documents of pages that have all words, and of the levels named.
  function joined(found, phrase, levels, named) {
    var pages = {}
    found.forEach(function (f, i) {
      Object.keys(f).forEach(function (doc) {
        var p = root.page[doc]
        if ((pages[p] || 0) === i) pages[p] = i + 1
      })
    })
    var docs = {}
    found.forEach(function (f) {
      Object.keys(f).forEach(function (doc) {
        var h = f[doc]
        if (pages[root.page[doc]] !== found.length) return
        var d = docs[doc]
        if (!d) d = docs[doc] = { doc: h.doc, rank: h.rank, mark: h.mark, at: h.at, words: 0, unsaid: true }
        d.unsaid = d.unsaid && h.unsaid
        d.words++
        d.rank = Math.min(d.rank, h.rank)
        d.mark = Math.max(d.mark, h.mark)
      })
    })
    return Object.keys(docs).map(function (doc) { return docs[doc] }).filter(function (d) {
      var of = root.level[d.doc]
      d.rank += (phrase[d.doc] ? 0 : 10) + (d.words === found.length ? 0 : 20)
      if (phrase[d.doc] && phrase[d.doc].at !== undefined) d.at = phrase[d.doc].at
      return levels.every(function (l, i) {
        d.rank += of === l.level ? 0 : 100
        return of === l.level || (!of && named[i][d.doc])
      })
    })
  }

  // folded leaves of each page what says most: a page itself where it is about what is
  // asked for, or else its sections; of chapters the best alone.
  function folded(m) {
    var pages = {}
    m.list.forEach(function (d) {
      var p = root.page[d.doc]
      var page = pages[p] || (pages[p] = { sections: [], best: d })
      if (d.doc === p) page.own = d
      else page.sections.push(d)
      if (d.rank < page.best.rank) page.best = d
    })
    var out = []
    Object.keys(pages).forEach(function (p) {
      var page = pages[p]
      var own = page.own
      if (own && (!page.sections.length || (own.rank === page.best.rank && own.rank % 10 < 3 && !m.level))) out.push(own)
      else {
        var chapters = page.sections.filter(function (d) { return root.group[d.doc] === 3 })
        chapters.sort(nearer)
        if (chapters.length) chapters[0].more = chapters.length - 1
        out = out.concat(page.sections.filter(function (d) { return root.group[d.doc] !== 3 }), chapters.slice(0, 1))
      }
    })
    return out.sort(nearer)
  }

  function nearer(a, b) {
    var g = root.group[a.doc]
    return g - root.group[b.doc] || root.old[a.doc] - root.old[b.doc] || a.rank - b.rank ||
      (g % 2 ? b.mark % 3 - a.mark % 3 : 0) || a.doc - b.doc
  }

  // about tells what a document is.
  function about(doc) {
    var n = before(root.d, doc * WIDE)
    var f = need('d' + n, readText)[doc - Math.floor(root.d[n] / WIDE)].split('\x03')[0].split('\t')
    return { href: f[0], title: f[1], context: f[2], runs: numbers(f[3]), anchors: f[4] ? f[4].split(' ') : [] }
  }

  // stands finds the first of some words in a document: in its own text, or else in what it
  // shares, as far as that is in a few parts.
  function stands(doc, runs, words) {
    var visited = {}
    var room = 3
    for (var own = 1; own >= 0; own--) {
      for (var i = 0; i < runs.length; i += 3) {
        var c = classOf(doc, runs[i])
        if ((c === doc) !== (own === 1)) continue
        var part = c === doc ? 'd' : before(root.c, (c - root.docs) * WIDE)
        if (!visited[part] && c !== doc && room-- <= 0) return -1
        visited[part] = true
        var at = within(text(c * WIDE, 2e4), runs[i + 1], runs[i + 2], words)
        if (at >= 0) return c * WIDE + at
      }
    }
    return -1
  }

  // opening is where a document begins, less its heading.
  function opening(doc, runs) {
    for (var i = 0; i < runs.length; i += 3) {
      var c = classOf(doc, runs[i])
      if (runs[i] === 1 || (i === 0 && runs.length > 3 && runs[2] === 1)) continue
      return c * WIDE + text(c * WIDE, 2e4).split('\n').slice(0, runs[i + 1]).join('\n').length + (runs[i + 1] ? 1 : 0)
    }
    return doc * WIDE
  }

  // classOf is the class that a run of a document is in.
  function classOf(doc, n) {
    return n === 0 ? doc : n === 1 ? root.docs + doc : 2 * root.docs + n - 2
  }

  // within finds one of some words in some of the blocks of a text.
  function within(t, block, count, words) {
    var lines = t.split('\n')
    var from = lines.slice(0, block).join('\n').length + (block ? 1 : 0)
    var part = fold(lines.slice(block, block + count).join('\n'))
    for (var i = 0; i < words.length; i++) {
      var at = spot(part, words[i], 0)
      if (at >= 0) return from + at
    }
    return -1
  }

  // spot is where a word stands in a folded text; a code only where it is no part of another.
  function spot(t, w, from) {
    var at = t.indexOf(w, from)
    if (/^\d+(\.\d+)+$/.test(w)) {
      while (at >= 0 && (/[\d.]$/.test(t.slice(0, at)) || /^\.?\d/.test(t.slice(at + w.length)))) at = t.indexOf(w, at + 1)
    }
    return at
  }

  // excerpt is what surrounds a place, in pieces: every other one is a match.
  function excerpt(at, words) {
    var back = Math.min(at % WIDE, 40)
    var t = text(at - back, back + 120)
    var begin = t.lastIndexOf('\n', back - 1) + 1
    var end = t.indexOf('\n', back)
    var line = t.slice(begin, end < 0 ? t.length : end)
    var low = fold(line)
    var pieces = ['']
    for (var i = 0; i < line.length;) {
      var longest = ''
      words.forEach(function (w) { if (low.slice(i, i + w.length) === w && w.length > longest.length) longest = w })
      if (longest) {
        pieces.push(line.slice(i, i + longest.length), '')
        i += longest.length
      } else pieces[pieces.length - 1] += line.charAt(i++)
    }
    if (begin === 0 && back === 40) pieces[0] = '…' + pieces[0]
    if (end < 0 && t.length === back + 120) pieces[pieces.length - 1] += '…'
    return pieces
  }

  // anchor is what leads to a place in a document.
  function anchor(a, doc, at) {
    var c = Math.floor(at / WIDE)
    for (var i = 0, block = 0; i < a.runs.length; block += a.runs[i + 2], i += 3) {
      if (classOf(doc, a.runs[i]) !== c) continue
      var n = text(c * WIDE, at % WIDE).split('\n').length - 1 - a.runs[i + 1]
      if (n < 0 || n >= a.runs[i + 2]) continue
      for (var k = 0, found = ''; k + 1 < a.anchors.length && +a.anchors[k] <= block + n; k += 2) found = a.anchors[k + 1]
      return found
    }
    return ''
  }

  // shown makes of a result what the page shows of it.
  function shown(d, words) {
    var p = root.page[d.doc]
    var page
    var own
    each([p, d.doc], function (doc) {
      own = about(doc)
      if (doc === p) page = own
    })
    var at = d.at === undefined && !d.unsaid ? stands(d.doc, own.runs, words) : d.at
    var pieces = at >= 0 ? excerpt(at, words) : excerpt(opening(d.doc, own.runs), [])
    var to = d.doc === p ? (at >= 0 ? anchor(own, d.doc, at) : '') : own.href
    return {
      doc: d.doc, group: root.group[d.doc], level: root.levels[root.level[d.doc] - 1] || '', old: root.old[d.doc],
      href: page.href + (to ? '#' + to : ''), title: own.title, page: d.doc === p ? '' : page.title,
      context: page.context, pieces: pieces, more: d.more || 0
    }
  }

  // run answers a query, or tells which parts it lacks. What it answers: how many there are,
  // by group and by level, and those of the groups wanted, as many as are to be shown.
  receive.run = function (query, want) {
    missing = {}
    try {
      need('r', readRoot)
      var asked = fold(query).replace(/\s+/g, ' ').trim()
      if (asked.length < 2) return { short: true }
      var m = matches(asked)
      var all = folded(m)
      var groups = [0, 0, 0, 0]
      var levels = {}
      var list = []
      all.forEach(function (d) {
        var g = root.group[d.doc]
        var l = root.levels[root.level[d.doc] - 1] || ''
        if (!want.level || want.level === l) groups[g]++
        if (l && (want.group === undefined || want.group === g)) levels[l] = (levels[l] || 0) + 1
        if ((want.group === undefined || want.group === g) && (!want.level || want.level === l)) list.push(d)
      })
      var top = chosen(list, want)
      var results = []
      each(top, function (d, i) { results[i] = shown(d, asked.indexOf(' ') < 0 ? m.words : [asked].concat(m.words)) })
      return { total: list.length, groups: groups, levels: levels, names: root.levels, results: results }
    } catch (e) {
      if (e !== absent) throw e
      return { need: Object.keys(missing) }
    }
  }

  // chosen are the results that are shown: of each group a few, and more of the first ones
  // while there is room.
  function chosen(list, want) {
    var left = want.count
    var byGroup = [[], [], [], []]
    list.forEach(function (d) { byGroup[root.group[d.doc]].push(d) })
    var fair = byGroup.map(function (g) {
      var n = Math.min(g.length, Math.max(2, Math.floor(want.count / 4)), left)
      left -= n
      return n
    })
    return byGroup.reduce(function (out, g, i) {
      var n = Math.min(g.length, fair[i] + left)
      left -= n - fair[i]
      return out.concat(g.slice(0, n))
    }, [])
  }

  // matched lists the documents that a query finds, for tests: each exactly once.
  receive.matched = function (query) {
    missing = {}
    try {
      need('r', readRoot)
      return { docs: matches(fold(query).replace(/\s+/g, ' ').trim()).list.map(function (d) { return d.doc }) }
    } catch (e) {
      if (e !== absent) throw e
      return { need: Object.keys(missing) }
    }
  }

  return receive
})()
