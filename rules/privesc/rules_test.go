package privesc

import (
	"testing"

	"github.com/iamlint/iamlint/rules/ruletest"
)

func TestRules(t *testing.T) {
	for _, r := range Rules() {
		t.Run(r.ID, func(t *testing.T) { ruletest.Run(t, r, "../../testdata/rules") })
	}
}
