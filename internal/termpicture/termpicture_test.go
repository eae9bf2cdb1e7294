package termpicture

import (
	"encoding/xml"
	"strings"
	"testing"
)

func TestSVG(t *testing.T) {
	got := string(SVG("\x1b[1ma<b\x1b[0m \x1b[31mred\x1b[0m\n0123456789abcdef\n", 10))
	for _, want := range []string{
		`<tspan font-weight="bold">a&lt;b</tspan> <tspan fill="#ff7b72">red</tspan></text>`,
		`>012345678…</text>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if err := xml.Unmarshal([]byte(got), new(struct{})); err != nil {
		t.Errorf("not XML: %v", err)
	}
}
