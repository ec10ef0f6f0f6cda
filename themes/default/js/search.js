// What a query finds: which documents, in which order, and what is shown of them.
;(function (index) {
  var each = index.each
  var fold = index.fold
  var find = index.find
  var lookUp = index.lookUp
  var text = index.text
  var WIDE = index.WIDE
  var root

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
      function () { if (/^[a-zü][a-zü0-9]+$/.test(q)) add(spelled(q.replace(/ü/g, 'v'), {}), function (h) { return h.mark === 3 ? 1 : 2 }, true) }
    ], function (f) { f() })
    return found
  }

  // spelled finds the titles that are spelled so. What is longer than the lexicon goes, or
  // read in one of too many ways, is found in pieces.
  function spelled(q, known) {
    if (known[q]) return known[q]
    var list = lookUp(q, true)
    for (var n = q.length - 2; n > 3 && !list.length; n--) {
      var head = lookUp(q.slice(0, n), true)
      if (head.length) list = shared(head, spelled(q.slice(n), known))
    }
    return (known[q] = list)
  }

  // shared keeps what is of the same documents as something else.
  function shared(list, other) {
    var docs = {}
    other.forEach(function (h) { docs[h.doc] = true })
    return list.filter(function (h) { return docs[h.doc] })
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
      else if (w !== words[0]) phrase = word(w)
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
        return of === l.level || phrase[d.doc] || (!of && named[i][d.doc])
      })
    })
  }

  // at keeps what belongs to a level. A page that is about what is asked for stands for its
  // sections.
  function at(m, level) {
    var docs = {}
    function add(n, d) {
      if (root.levels[root.level[n] - 1] === level) docs[n] = docs[n] || d
    }
    m.list.forEach(function (d) { add(d.doc, d) })
    m.list.forEach(function (d) {
      if (root.level[d.doc] || d.doc !== root.page[d.doc] || (d.mark < 3 && !d.unsaid)) return
      for (var n = d.doc + 1; root.page[n] === d.doc; n++) {
        if (root.group[n] === root.group[d.doc]) add(n, { doc: n, rank: d.rank, mark: d.mark, unsaid: true })
      }
    })
    return { list: Object.keys(docs).map(function (n) { return docs[n] }), level: m.level }
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
      if (own && (!page.sections.length || (own.rank === page.best.rank && own.rank % 10 < 3 && !m.level))) {
        // What a code asks for says more than the page around it.
        if (own.rank % 10 < 2 && page.sections.length && root.level[page.sections[0].doc]) own.part = page.sections[0].doc
        out.push(own)
      } else {
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

  // stands finds the first of some words in a document: in its own text, or else in what it
  // shares, as far as that is in a few parts.
  function stands(doc, runs, words) {
    var visited = {}
    var room = 3
    for (var own = 1; own >= 0; own--) {
      for (var i = 0; i < runs.length; i += 3) {
        var c = classOf(doc, runs[i])
        if ((c === doc) !== (own === 1)) continue
        var part = c === doc ? 'd' : index.before(root.c, (c - root.docs) * WIDE)
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
      for (var at = 0; at < part.length; at = words[i].lastIndex) {
        words[i].lastIndex = at
        var m = words[i].exec(part)
        if (!m) break
        if (apart(part, m)) return from + m.index
      }
    }
    return -1
  }

  // apart tells whether what was found of a code is not a part of another. What has no stop
  // is no code, or is one typed in a hurry.
  function apart(t, m) {
    return !/^\d+(\.\d+)+$/.test(m[0]) || !(/[\d.]$/.test(t.slice(0, m.index)) || /^\.?\d/.test(t.slice(m.index + m[0].length)))
  }

  // pattern finds a word in a folded text; one of digits alone also with stops between them.
  function pattern(w) {
    return new RegExp(/^\d+$/.test(w) ? w.split('').join('\\.?') : w.replace(/[!-/:-@[-`{-~]/g, '\\$&'), 'g')
  }

  // excerpt is what surrounds a place, in pieces: every other one is a match. What is marked
  // is there in full, and no character is halved.
  function excerpt(at, words, length) {
    var back = Math.min(at % WIDE, 40)
    var room = back + Math.max(120, length + 40)
    var t = text(at - back, room)
    var whole = t.length < room
    if (/[\udc00-\udfff]/.test(t.charAt(0))) {
      t = t.slice(1)
      back--
    }
    t = t.replace(/[\ud800-\udbff]$/, '')
    var begin = t.lastIndexOf('\n', back - 1) + 1
    var end = t.indexOf('\n', back)
    var line = t.slice(begin, end < 0 ? t.length : end)
    var pieces = marked(line, words)
    if (begin === 0 && back > 38) pieces[0] = '…' + pieces[0]
    if (end < 0 && !whole) pieces[pieces.length - 1] += '…'
    return pieces
  }

  // marked cuts a line into what is none of the words and what is one, in turn.
  function marked(line, words) {
    var low = fold(line)
    var pieces = ['']
    for (var i = 0; i < line.length;) {
      var first = null
      words.forEach(function (w) {
        w.lastIndex = i
        var m = w.exec(low)
        if (m && (!first || m.index < first.index || (m.index === first.index && m[0].length > first[0].length))) first = m
      })
      if (!first) break
      pieces[pieces.length - 1] += line.slice(i, first.index)
      i = first.index + first[0].length
      if (apart(low, first)) pieces.push(line.slice(first.index, i), '')
      else pieces[pieces.length - 1] += line.slice(first.index, i)
    }
    pieces[pieces.length - 1] += line.slice(i)
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
  function shown(d, words, length) {
    var p = root.page[d.doc]
    var page
    var own
    each([p, d.doc], function (doc) {
      own = index.about(doc)
      if (doc === p) page = own
    })
    var at = d.at
    if (d.doc !== p && d.rank % 10 === 0) at = -1 // it is about the code: it says what is asked for
    else if (at === undefined && !d.unsaid) at = stands(d.doc, own.runs, words)
    var pieces = at >= 0 ? excerpt(at, words, length) : excerpt(opening(d.doc, own.runs), [], 0)
    if (d.part !== undefined) {
      pieces = excerpt(opening(d.part, index.about(d.part).runs), [], 0)
      pieces[0] = root.levels[root.level[d.part] - 1] + ' ' + pieces[0]
    }
    var to = d.doc === p ? (at >= 0 && d.part === undefined ? anchor(own, d.doc, at) : '') : own.href
    return {
      doc: d.doc, group: root.group[d.doc], level: root.levels[root.level[d.doc] - 1] || '', old: root.old[d.doc],
      address: page.href, anchor: to, title: own.title, page: d.doc === p ? '' : page.title,
      context: page.context, pieces: pieces, more: d.more || 0
    }
  }

  // plain is a query as it is compared, less what is not shown.
  function plain(query) {
    return fold(query.replace(/[\u00ad\u200b\u2060\ufeff]/g, '')).replace(/\s+/g, ' ').trim()
  }

  // run answers a query, or tells which parts it lacks. What it answers: how many there are,
  // by group and by level, and those of the groups wanted, as many as are to be shown.
  index.run = function (query, want) {
    return index.attempt(function () {
      root = index.root
      var asked = plain(query)
      if (asked.length < 2) return { short: true }
      var m = matches(asked)
      var groups = [0, 0, 0, 0]
      var levels = {}
      function wanted(d) { return want.group === undefined || want.group === root.group[d.doc] }
      root.levels.forEach(function (l) {
        var n = folded(at(m, l)).filter(wanted).length
        if (n) levels[l] = n
      })
      var list = folded(want.level ? at(m, want.level) : m)
      list.forEach(function (d) { groups[root.group[d.doc]]++ })
      list = list.filter(wanted)
      var words = asked.indexOf(' ') < 0 ? m.words : [asked].concat(m.words)
      var results = []
      each(chosen(list, want), function (d, i) { results[i] = shown(d, words.map(pattern), asked.length) })
      return { total: list.length, groups: groups, levels: levels, names: root.levels, results: results }
    })
  }

  // matched lists the documents that a query finds, each once.
  index.matched = function (query) {
    return index.attempt(function () {
      root = index.root
      return { docs: matches(plain(query)).list.map(function (d) { return d.doc }) }
    })
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
})(jinjie)
