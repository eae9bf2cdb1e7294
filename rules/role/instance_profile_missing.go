package role

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// InstanceProfileMissing reports where an instance runs without a role.
var InstanceProfileMissing = rule.New(rule.Meta{
	ID:    "instance-profile-missing",
	Area:  "role",
	Title: "An instance runs without a role",
	Text: `Programs on an instance without an instance profile that call AWS do it with access keys that somebody put there: in a file, an image or the user data, where they stay for years and are found.

The rule is silent about instances that do not run, and about those with a profile.`,
	Remediation: `Give the instance a profile:
aws ec2 associate-iam-instance-profile --instance-id i-0123456789abcdef0 --iam-instance-profile Name=web`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{"cis-1.4:1.18", "cis-1.5:1.18", "cis-2.0:1.18", "cis-3.0:1.18", "cis-4.0:1.18", "cis-5.0:1.17", "cis-6.0:2.17", "cis-7.0:2.16", "prowler:ec2_instance_profile_attached"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.InstancesProvider},
	Run:      instanceProfileMissing,
})

func instanceProfileMissing(pass *analysis.Pass) (any, error) {
	for _, w := range account.Of[account.Instances](pass, account.InstancesProvider).List {
		if w.Profile.Present() || w.State.Value != "running" {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      w.At(),
			Subject: rule.Subject{Type: "instance", Name: w.Name.Value},
			Message: fmt.Sprintf("instance %q runs without an instance profile, so its programs can call AWS only with keys that are stored on it", w.Name.Value),
			Content: "profile",
		})
	}
	return nil, nil
}
