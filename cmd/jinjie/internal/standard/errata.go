package standard

import "jinjie/cmd/jinjie/internal/diag"

// An ErratumKind is the 类别 of an erratum.
type ErratumKind int

const (
	// Correction (更正): the printed words are wrong, and what is right is known.
	Correction ErratumKind = iota + 1
	// Doubt (存疑): the printed words stand, the page marks them.
	Doubt
	// Transcription (转录): damage of our extraction, to be held against the official file.
	Transcription
)

// String returns the Chinese word that errata.csv and the pages use.
func (k ErratumKind) String() string {
	switch k {
	case Correction:
		return "更正"
	case Doubt:
		return "存疑"
	case Transcription:
		return "转录"
	}
	return ""
}

// An Erratum (勘误) is one row of errata.csv, the only place where a correction lives.
type Erratum struct {
	ID         string // 编号, an anchor on the errata page
	Kind       ErratumKind
	Place      string // 位置, as written
	Printed    string // 原文, occurs exactly once in that place
	Correction string // 更正; empty for a doubt
	Reason     string // 依据
	Confirmed  bool   // 状态: 已确认 by the publisher, else 待核
	Reviewer   string // 审核人
	Date       string // 日期, as YYYY-MM-DD, or empty
	Pos        diag.Pos
}
