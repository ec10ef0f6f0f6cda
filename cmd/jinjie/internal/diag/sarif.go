package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/url"
	"strconv"
)

// The objects of SARIF 2.1.0 (OASIS standard, 27 March 2020), as far as we use them;
// the numbers are those of its sections.
type (
	sarifLog struct { // 3.13
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct { // 3.14
		Tool       sarifTool     `json:"tool"`
		Language   string        `json:"language"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct { // 3.18
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct { // 3.19
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct { // 3.49
		ID               string       `json:"id"`
		ShortDescription sarifMessage `json:"shortDescription"`
		FullDescription  sarifMessage `json:"fullDescription"`
		Help             sarifMessage `json:"help"`
		Default          sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct { // 3.50
		Level string `json:"level"`
	}
	sarifMessage struct { // 3.11
		Text string `json:"text"`
	}
	sarifResult struct { // 3.27
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifMessage      `json:"message"`
		Locations    []sarifLocation   `json:"locations,omitempty"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct { // 3.28
		ID       int           `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct { // 3.29
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct { // 3.4
		URI string `json:"uri"`
	}
	sarifRegion struct { // 3.30
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
	}
)

// WriteSARIF writes problems as a SARIF 2.1.0 log, for the programs that show them beside
// the sources; kinds are the rules that the log declares.
func WriteSARIF(w io.Writer, list []Diagnostic, kinds []Kind) error {
	run := sarifRun{Language: "zh-CN", ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "jinjie", Rules: []sarifRule{}}
	index := map[string]int{}
	for _, k := range kinds {
		index[k.Code] = len(run.Tool.Driver.Rules)
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			k.Code, sarifMessage{k.Title}, sarifMessage{k.Why}, sarifMessage{k.Why}, sarifDefault{k.Severity.level()},
		})
	}
	times := map[string]int{}
	for _, d := range list {
		i, ok := index[d.Code]
		if !ok {
			i = -1 // 3.27.6: no such rule is declared
		}
		run.Results = append(run.Results, result(d, i, times))
	}
	return encode(w, sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{run},
	})
}

func result(d Diagnostic, rule int, times map[string]int) sarifResult {
	message := d.Message
	if d.Hint != "" {
		message += "。提示：" + d.Hint
	}
	r := sarifResult{RuleID: d.Code, RuleIndex: rule, Level: d.Severity.level(), Message: sarifMessage{message}}
	if d.Pos.File != "" {
		r.Locations = []sarifLocation{{Physical: physical(d.Pos)}}
	}
	for i, other := range d.Related {
		if other.Pos.File != "" {
			r.Related = append(r.Related, sarifLocation{ID: i + 1, Physical: physical(other.Pos), Message: &sarifMessage{other.Message}})
		}
	}
	r.Fingerprints = map[string]string{"problem/v1": fingerprint(d, times)}
	return r
}

func physical(p Pos) sarifPhysical {
	out := sarifPhysical{Artifact: sarifArtifact{URI: (&url.URL{Path: p.File}).EscapedPath()}}
	if p.Line > 0 {
		out.Region = &sarifRegion{p.Line, max(p.Column, 1)}
	}
	return out
}

// fingerprint tells a problem from others by what it says, so that it stays the same when
// lines above it come or go; those that say the same are counted.
func fingerprint(d Diagnostic, times map[string]int) string {
	hash := sha256.New()
	for _, part := range []string{d.Code, d.Pos.File, d.Message} {
		hash.Write([]byte(part + "\x00"))
	}
	sum := hex.EncodeToString(hash.Sum(nil)[:10])
	times[sum]++
	return sum + ":" + strconv.Itoa(times[sum])
}
