package root

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// MFANotHardware reports a virtual MFA device of the root user.
var MFANotHardware = rule.New(rule.Meta{
	ID:    "root-mfa-not-hardware",
	Area:  "root",
	Title: "The root user relies on a virtual MFA device",
	Text: `The seed of a virtual MFA device is a text that can be copied when it is set up, synchronized with a phone's backup, or typed into a phishing page as a code. A security key or hardware token of root, locked away, can be neither copied nor used from afar.

The rule needs the list of virtual MFA devices and reports each device that belongs to root. Root may have up to eight devices, and no export lists its security keys: that a hardware device is registered beside the virtual one cannot be seen, and the virtual one remains a way in.

It is silent where root has no MFA (root-mfa-missing speaks then) or no password.`,
	Remediation: `Sign in as root, register a FIDO2 security key or hardware token under "Security credentials", then remove the virtual device:
aws iam list-virtual-mfa-devices --assignment-status Assigned`,
	Severity:   rule.Medium,
	Confidence: rule.MediumConfidence,
	References: []string{
		"cis-1.4:1.6", "cis-1.5:1.6", "cis-2.0:1.6", "cis-3.0:1.6", "cis-4.0:1.6", "cis-5.0:1.5",
		"cis-6.0:2.5", "cis-7.0:2.6", "fsbp:IAM.6", "prowler:iam_root_hardware_mfa_enabled",
		"aisf:AISF-IAM-01",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.RootProvider, account.VirtualMFADevicesProvider},
	Run:      mfaNotHardware,
})

func mfaNotHardware(pass *analysis.Pass) (any, error) {
	user := account.Of[account.Root](pass, account.RootProvider)
	if !user.PasswordPresent {
		return nil, nil
	}
	mfa, err := mfaOf(user)
	if err != nil || !mfa.Value {
		return nil, err
	}
	for _, d := range account.Of[account.MFADevices](pass, account.VirtualMFADevicesProvider).Devices {
		if !ofRoot(d) {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      d.At(),
			Subject: subject(user.ARN),
			Message: fmt.Sprintf("the root user signs in with the virtual MFA device %q, whose seed can be copied, instead of a hardware device", d.Serial.Value),
			Content: d.Serial.Value,
		})
	}
	return nil, nil
}

// ofRoot says whether a virtual device is root's. The name that the console
// once gave root's device proves nothing when the device is another user's or
// nobody's.
func ofRoot(d *account.MFADevice) bool {
	if d.UserARN.Present() || d.User.Present() {
		return strings.HasSuffix(d.UserARN.Value, ":root")
	}
	return d.Enable.Present() && strings.HasSuffix(d.Serial.Value, ":mfa/root-account-mfa-device")
}
