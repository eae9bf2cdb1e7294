package mfa

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// MFANotHardware reports users whose MFA devices are all virtual as far as is known.
var MFANotHardware = rule.New(rule.Meta{
	ID:    "user-mfa-not-hardware",
	Area:  "mfa",
	Title: "A user's only MFA device is virtual",
	Text: `The codes of a virtual MFA device can be typed into a phishing page, and its seed can be copied from a phone's backup. A security key answers only the genuine sign-in page and cannot be cloned.

The list of virtual devices shows who has one. Security keys and hardware tokens stand only in the user's own list of MFA devices; where that is exported and shows one, the rule is silent, elsewhere a second device may be hidden from it. Users without MFA are the matter of other rules.`,
	Remediation: `Register a FIDO2 security key for the user under "Security credentials", then remove the virtual device. See all devices of a user:
aws iam list-mfa-devices --user-name alice`,
	Severity:   rule.Low,
	Confidence: rule.MediumConfidence,
	Persona:    rule.Auditor,
	References: []string{"prowler:iam_user_hardware_mfa_enabled", "aisf:AISF-IAM-01"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.CredentialReportProvider, account.VirtualMFADevicesProvider},
	Run:      mfaNotHardware,
})

func mfaNotHardware(pass *analysis.Pass) (any, error) {
	virtual := account.Of[account.MFADevices](pass, account.VirtualMFADevicesProvider)
	listed := account.Of[account.Account](pass, account.Exports).MFADevices
	softwareOf, hardwareOf := owners(virtual, isVirtual), owners(listed, isHardware)
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		device := softwareOf.device(row)
		if !row.MFAActive.Value || device == nil || hardwareOf.device(row) != nil {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      device.At(),
			Subject: subject(row),
			Message: fmt.Sprintf("user %q has only the virtual MFA device %q, whose codes can be phished and whose seed can be copied", row.User.Value, device.Serial.Value),
			Content: "virtual mfa",
		})
	}
	return nil, nil
}

// deviceOf holds the first device of each user, by ARN or else by name.
type deviceOf map[string]*account.MFADevice

// owners picks the devices of a kind; the list may be nil.
func owners(devices *account.MFADevices, kind func(*account.MFADevice) bool) deviceOf {
	if devices == nil {
		return nil
	}
	first := make(deviceOf, len(devices.Devices))
	for _, d := range devices.Devices {
		owner := d.UserARN.Value
		if !d.UserARN.Present() {
			owner = d.User.Value
		}
		if first[owner] == nil && kind(d) {
			first[owner] = d
		}
	}
	return first
}

func (d deviceOf) device(row *account.Credentials) *account.MFADevice {
	if device := d[row.ARN.Value]; device != nil {
		return device
	}
	return d[row.User.Value]
}

// isVirtual tells a virtual device by its ARN; security keys have one of
// another kind (u2f), and hardware tokens have a bare serial number.
func isVirtual(d *account.MFADevice) bool {
	return strings.HasPrefix(d.Serial.Value, "arn:") && strings.Contains(d.Serial.Value, ":mfa/")
}

func isHardware(d *account.MFADevice) bool { return !isVirtual(d) }
