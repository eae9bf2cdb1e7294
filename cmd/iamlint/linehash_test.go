package main

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// lineHashes are the fingerprints that GitHub's upload action gives the lines of
// a text, read off its description and not off our way to compute them: a line
// has the number that the 100 characters from its start make to the base 37,
// without spaces and tabs, with line breaks as one LF, with 65535 at the end of
// the text and zeros behind, and a count of the lines before it with the same.
func lineHashes(text string) []string {
	characters := utf16.Encode([]rune(text))
	var kept []uint64
	starts := []int{0}
	for i, c := range characters {
		switch {
		case c == ' ' || c == '\t' || c == '\n' && i > 0 && characters[i-1] == '\r':
			continue
		case c == '\r' || c == '\n':
			kept = append(kept, '\n')
			starts = append(starts, len(kept))
		default:
			kept = append(kept, uint64(c))
		}
	}
	kept = append(append(kept, 65535), make([]uint64, 100)...)
	var hashes []string
	seen := make(map[uint64]int)
	for _, start := range starts {
		var number uint64
		for _, c := range kept[start : start+100] {
			number = number*37 + c
		}
		seen[number]++
		hashes = append(hashes, strconv.FormatUint(number, 16)+":"+strconv.Itoa(seen[number]))
	}
	return hashes
}

// TestLineFingerprints holds that --sarif-fingerprint=line gives each result
// what the upload action would give it.
func TestLineFingerprints(t *testing.T) {
	t.Chdir("../../testdata/accounts")
	odd := t.TempDir() + "/odd.json"
	text := "{\r\n\t\"Version\": \"2012-10-17\",\r\n\r\n\"Statement\": [\n" +
		strings.Repeat("  {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\", \"Sid\": \"é🚀\"},\n", 3) +
		"  {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}"
	minified := strings.NewReplacer("\r", "", "\n", "").Replace(text)
	if err := os.WriteFile(odd, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	marked := t.TempDir() + "/marked.json"
	if err := os.WriteFile(marked, []byte("\ufeff"+minified), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"sloppy", "ai-workloads", odd, marked} {
		var out, errs bytes.Buffer
		if code := run([]string{"check", "--no-config", "--fail-on", "never", "--persona", "auditor", "--sarif-fingerprint", "line", "--format", "sarif", path}, strings.NewReader(""), &out, &errs); code != exitClean {
			t.Fatalf("%s: exit code %d: %s", path, code, errs.String())
		}
		var log struct {
			Runs []struct {
				Results []struct {
					PartialFingerprints map[string]string `json:"partialFingerprints"`
					Locations           []struct {
						PhysicalLocation struct {
							ArtifactLocation struct{ URI string }
							Region           struct{ StartLine int }
						}
					}
				}
			}
		}
		if err := json.Unmarshal(out.Bytes(), &log); err != nil {
			t.Fatal(err)
		}
		if len(log.Runs) != 1 || len(log.Runs[0].Results) < 3 {
			t.Fatalf("%s: too little to compare", path)
		}
		for _, result := range log.Runs[0].Results {
			at := result.Locations[0].PhysicalLocation
			name, err := url.PathUnescape(strings.TrimPrefix(at.ArtifactLocation.URI, "file://"))
			if err != nil {
				t.Fatal(err)
			}
			stored, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			hashes := lineHashes(string(stored))
			if at.Region.StartLine > len(hashes) {
				continue // of a text inside the file, about which the action says nothing
			}
			want := hashes[at.Region.StartLine-1]
			if got := result.PartialFingerprints["primaryLocationLineHash"]; got != want {
				t.Errorf("%s:%d: the fingerprint is %s, want %s", name, at.Region.StartLine, got, want)
			}
		}
	}
}
