package build

import (
	"path"

	"jinjie/cmd/jinjie/internal/diag"
	"jinjie/cmd/jinjie/internal/files"
	"jinjie/cmd/jinjie/internal/render"
)

// A claim is a file of the site that wants its address.
type claim struct {
	address string
	owner   string   // Chinese: what it is, such as “首页”
	pos     diag.Pos // where its owner is written down, if anywhere
}

// claims lists everything that wants an address: pages first, then what stands beside
// them, then the files of content/.
func (s *snapshot) claims(refs []render.Ref, beside []string) []claim {
	var all []claim
	for _, ref := range refs {
		all = append(all, s.pageClaim(ref))
	}
	for _, address := range beside {
		all = append(all, claim{address, "程序生成的文件", diag.Pos{}})
	}
	for _, c := range s.copies {
		all = append(all, claim{c.address, c.file.Path, diag.Pos{File: c.file.Path}})
	}
	return all
}

// pageClaim names a page by the standard that it belongs to.
func (s *snapshot) pageClaim(ref render.Ref) claim {
	dir, _ := path.Split(ref.Address)
	if std := s.graph.At(dir); std != nil {
		return claim{ref.Address, "标准“" + std.Title + "”的网页", std.Pos}
	}
	return claim{ref.Address, "站点的固定网页", diag.Pos{}}
}

// collisions reports each claim whose address is taken by one before it, as a file or as
// a folder. Addresses that differ in case or width only are the same one on Windows.
func collisions(claims []claim) []diag.Diagnostic {
	var problems []diag.Diagnostic
	taken := map[string]claim{}   // by fold key
	folders := map[string]claim{} // by fold key: the first claim within
	for _, c := range claims {
		key := files.FoldKey(c.address)
		if first, ok := taken[key]; ok {
			problems = append(problems, duplicate(c, first, "与%s的地址相同：“%s”", first.owner, first.address))
			continue
		}
		if first, ok := folders[key]; ok {
			problems = append(problems, duplicate(c, first, "“%s”已经是%s所在的文件夹", c.address, first.owner))
		}
		taken[key] = c
		for dir := path.Dir(key); dir != "."; dir = path.Dir(dir) {
			if first, ok := taken[dir]; ok {
				problems = append(problems, duplicate(c, first, "不能放在“%s”里面，它是%s，不是文件夹", first.address, first.owner))
			}
			if _, ok := folders[dir]; !ok {
				folders[dir] = c
			}
		}
	}
	return problems
}

func duplicate(c, first claim, format string, args ...any) diag.Diagnostic {
	d := duplicateAddress.At(c.pos, "这个文件"+format, args...).WithHint("请给其中一个改名")
	if c.pos.File != c.owner { // a page that the program makes
		d = duplicateAddress.At(c.pos, c.owner+"“"+c.address+"”"+format, args...).WithHint("请改动标识、编号或者编码，使地址各不相同")
	}
	if first.pos.File != "" {
		d = d.WithRelated(first.pos, first.owner)
	}
	return d
}
