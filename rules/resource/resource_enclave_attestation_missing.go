package resource

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// EnclaveAttestationMissing reports where a key for an enclave can be used around it.
var EnclaveAttestationMissing = rule.New(rule.Meta{
	ID:    "resource-enclave-attestation-missing",
	Area:  "resource",
	Title: "A key for an enclave can be used around it",
	Text: `Another statement of the policy lets an enclave use the key only if it proves what runs in it (kms:RecipientAttestation). This one lets a principal decrypt without the proof, so whoever is that principal needs no enclave.

The rule looks at key policies that test an attestation anywhere. It is silent about the statement that gives the account its administration (the account as principal), which leaves the decision to IAM, and where a Deny of decryption asks for the proof.`,
	Remediation: "Test kms:RecipientAttestation:ImageSha384 or a PCR in every statement that allows kms:Decrypt, or take the action out.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:kms_key_enclave_attestation_not_enforced", "prowler:kms_key_enclave_attestation_bypassable_path", "prowler:kms_key_enclave_attestation_no_deployment_binding", "aisf:AISF-INFRA-09"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.ResourcesProvider},
	Run:      statements(enclaveAttestationMissing),
})

func enclaveAttestationMissing(_ *analysis.Pass, s stated) []complaint {
	if !s.Allows() || s.Tests("kms:RecipientAttestation:") || !s.ActsOn("kms:decrypt") {
		return nil
	}
	if slices.ContainsFunc(s.doc.Statements, func(other policy.Statement) bool {
		return other.Denies() && other.ActsOn("kms:decrypt") && other.Tests("kms:RecipientAttestation:")
	}) {
		return nil
	}
	meant := slices.ContainsFunc(s.doc.Statements, func(other policy.Statement) bool { return other.Tests("kms:RecipientAttestation:") })
	for _, p := range s.Principal.Entries {
		if meant && !strings.HasSuffix(p.Value.Text, ":root") && document.AccountOf(p) != p.Value.Text {
			return []complaint{{p.Value.Span, fmt.Sprintf("lets %s decrypt without the attestation of an enclave that another statement asks for", p.Value.Text)}}
		}
	}
	return nil
}
