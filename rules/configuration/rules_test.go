package configuration_test

import (
	"testing"

	"github.com/iamlint/iamlint/rules/configuration"
	"github.com/iamlint/iamlint/rules/mfa"
	"github.com/iamlint/iamlint/rules/policyrules"
	"github.com/iamlint/iamlint/rules/ruletest"
)

func TestRules(t *testing.T) {
	for _, r := range configuration.Rules() {
		t.Run(r.ID, func(t *testing.T) {
			ruletest.Run(t, r, "../../testdata/rules", policyrules.AdminWildcard, mfa.UserMFAMissing)
		})
	}
}
