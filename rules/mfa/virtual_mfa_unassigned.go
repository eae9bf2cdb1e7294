package mfa

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// VirtualUnassigned reports virtual MFA devices that are nobody's.
var VirtualUnassigned = rule.New(rule.Meta{
	ID:    "virtual-mfa-unassigned",
	Area:  "mfa",
	Title: "A virtual MFA device is assigned to nobody",
	Text: `The device was created, usually by somebody who broke off the registration in the console, and never enabled. It protects nobody, whoever saw its seed can still keep it, and its name is taken, so that a user who tries again under the same name gets an error.

The rule is silent about devices that a user, or root, has enabled.`,
	Remediation: `Delete the device:
aws iam delete-virtual-mfa-device --serial-number ARN`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.VirtualMFADevicesProvider},
	Run:      virtualUnassigned,
})

func virtualUnassigned(pass *analysis.Pass) (any, error) {
	for _, d := range account.Of[account.MFADevices](pass, account.VirtualMFADevicesProvider).Devices {
		if d.User.Present() || d.UserARN.Present() || d.Enable.Present() {
			continue
		}
		name := d.Serial.Value[strings.LastIndexByte(d.Serial.Value, '/')+1:]
		rule.Report(pass, rule.Finding{
			At:      d.At(),
			Subject: rule.Subject{Type: "mfa-device", ARN: d.Serial.Value, Name: name},
			Message: fmt.Sprintf("virtual MFA device %q is assigned to nobody, so it protects nobody and blocks its name", name),
			Content: d.Serial.Value,
		})
	}
	return nil, nil
}
