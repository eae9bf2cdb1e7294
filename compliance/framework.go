// Package compliance views a report by the controls of a benchmark: which of
// them an account passes, which it fails, and which nobody could judge. What
// rules belong to a control follows from the references of the rules.
package compliance

import (
	"fmt"
	"slices"
	"strings"
)

// A Framework is a benchmark, or the part of one that is about identities and access.
type Framework struct {
	ID       string // the source of references, such as cis-6.0
	Name     string
	Controls []Control // in order
}

// A Control is one item of a framework.
type Control struct {
	ID    string // the number, as in a reference
	Title string // what it asks for, in our words
	// Also are rules that fail the control, too, though they refer to another one:
	// without any MFA device there is no hardware device either.
	Also []string
	// Manual says why no export can answer, "" for a control with rules.
	Manual string
}

// Frameworks are all that are known, in order of id.
func Frameworks() []Framework { return frameworks }

// Find is the framework with an id.
func Find(id string) (Framework, error) {
	i := slices.IndexFunc(frameworks, func(f Framework) bool { return strings.EqualFold(f.ID, id) })
	if i < 0 {
		return Framework{}, fmt.Errorf("unknown framework %q (want one of %s)", id, strings.Join(IDs(), ", "))
	}
	return frameworks[i], nil
}

// IDs are the ids of all frameworks.
func IDs() []string {
	var ids []string
	for _, f := range frameworks {
		ids = append(ids, f.ID)
	}
	return ids
}

var frameworks = []Framework{
	{"aisf", "AWS AI Security Framework 1.0, controls about access", aisf},
	{"cis-1.4", "CIS AWS Foundations Benchmark 1.4, section 1", cis1(true, false)},
	{"cis-1.5", "CIS AWS Foundations Benchmark 1.5, section 1", cis1(true, false)},
	{"cis-2.0", "CIS AWS Foundations Benchmark 2.0, section 1", cis1(true, true)},
	{"cis-3.0", "CIS AWS Foundations Benchmark 3.0, section 1", cis1(true, true)},
	{"cis-4.0", "CIS AWS Foundations Benchmark 4.0, section 1", cis1(true, true)},
	{"cis-5.0", "CIS AWS Foundations Benchmark 5.0, section 1", cis1(false, true)},
	{"cis-6.0", "CIS AWS Foundations Benchmark 6.0, section 2", numbered("2.", foundations(false, true))},
	{"cis-7.0", "CIS AWS Foundations Benchmark 7.0, section 2", cis7()},
	{"fsbp", "AWS Foundational Security Best Practices, IAM", fsbp},
}

// The titles of the CIS items that all versions have, in their order.
const (
	contact        = "The contact details of the account are current"
	security       = "A security contact is registered"
	questions      = "Security questions are registered"
	rootKey        = "The root user has no access key"
	rootMFA        = "The root user has MFA"
	rootHardware   = "The root user has hardware MFA"
	rootUse        = "The root user does no daily work"
	passwordLength = "Passwords have at least 14 characters"
	passwordReuse  = "Passwords are not used again"
	consoleMFA     = "Users with a console password have MFA"
	keysAtCreation = "No access key is made together with a console user"
	unused         = "Credentials unused for 45 days are off"
	oneKey         = "A user has one active access key at most"
	rotation       = "Access keys are changed every 90 days"
	groups         = "Users get permissions through groups alone"
	fullAdmin      = "No attached policy allows everything"
	support        = "Somebody can work with AWS Support"
	instanceRoles  = "Instances have roles"
	certificates   = "No expired server certificate is stored"
	analyzer       = "IAM Access Analyzer is on in all regions"
	central        = "Users are managed centrally, not in IAM"
	cloudShell     = "AWSCloudShellFullAccess is not attached"
)

// also are rules that fail a control by its title.
var also = map[string][]string{
	rootHardware:   {"root-mfa-missing"},
	passwordLength: {"password-policy-missing"},
	passwordReuse:  {"password-policy-missing"},
}

// foundations are the items of the IAM section up to version 6.
func foundations(withQuestions, withCloudShell bool) []Control {
	titles := []string{contact, security}
	if withQuestions {
		titles = append(titles, questions)
	}
	titles = append(titles, rootKey, rootMFA, rootHardware, rootUse, passwordLength, passwordReuse, consoleMFA, keysAtCreation, unused, oneKey,
		rotation, groups, fullAdmin, support, instanceRoles, certificates, analyzer, central)
	if withCloudShell {
		titles = append(titles, cloudShell)
	}
	controls := make([]Control, len(titles))
	for i, title := range titles {
		controls[i].Title = title
		controls[i].Also = also[title]
		if title == questions {
			controls[i].Manual = "AWS has withdrawn security questions, and no export tells of them"
		}
	}
	return controls
}

func cis1(withQuestions, withCloudShell bool) []Control {
	return numbered("1.", foundations(withQuestions, withCloudShell))
}

func numbered(section string, controls []Control) []Control {
	for i := range controls {
		controls[i].ID = fmt.Sprintf("%s%d", section, i+1)
	}
	return controls
}

// cis7 drops two items and begins with the organization.
func cis7() []Control {
	controls := []Control{
		{ID: "2.1.1", Title: "Root credentials of member accounts are managed centrally"},
		{ID: "2.1.2", Title: "Service control policies limit the accounts"},
		{ID: "2.1.3", Title: "The management account runs no workloads"},
		{ID: "2.1.4", Title: "Organizational units are made by purpose", Manual: "a judgement about names and purposes, which no export holds"},
		{ID: "2.1.5", Title: "Policies of the organization are managed by a delegated administrator"},
		{ID: "2.1.6", Title: "Services of the organization are run by delegated administrators"},
	}
	titles := []string{contact, security, rootKey, rootMFA, rootHardware, rootUse, passwordLength, passwordReuse, consoleMFA, unused, rotation,
		groups, fullAdmin, support, instanceRoles, certificates, analyzer, central, cloudShell, "No resource policy lets everybody in"}
	for i, title := range titles {
		controls = append(controls, Control{ID: fmt.Sprintf("2.%d", i+2), Title: title, Also: also[title]})
	}
	return controls
}

var fsbp = []Control{
	{ID: "IAM.1", Title: "No policy allows everything"},
	{ID: "IAM.2", Title: "Users have no policies attached"},
	{ID: "IAM.3", Title: "Access keys are changed every 90 days"},
	{ID: "IAM.4", Title: "The root user has no access key"},
	{ID: "IAM.5", Title: "Users with a console password have MFA"},
	{ID: "IAM.6", Title: rootHardware, Also: also[rootHardware]},
	{ID: "IAM.7", Title: "The password policy is strong", Also: also[passwordLength]},
	{ID: "IAM.8", Title: "Unused credentials are removed"},
	{ID: "IAM.9", Title: "The root user has MFA"},
	{ID: "IAM.10", Title: "The password policy is strong (PCI DSS)", Also: also[passwordLength]},
	{ID: "IAM.11", Title: "Passwords need a capital letter", Also: also[passwordLength]},
	{ID: "IAM.12", Title: "Passwords need a small letter", Also: also[passwordLength]},
	{ID: "IAM.13", Title: "Passwords need a symbol", Also: also[passwordLength]},
	{ID: "IAM.14", Title: "Passwords need a digit", Also: also[passwordLength]},
	{ID: "IAM.15", Title: "Passwords have at least 14 characters", Also: also[passwordLength]},
	{ID: "IAM.16", Title: "Passwords are not used again", Also: also[passwordLength]},
	{ID: "IAM.17", Title: "Passwords expire within 90 days", Also: also[passwordLength]},
	{ID: "IAM.18", Title: "Somebody can work with AWS Support"},
	{ID: "IAM.19", Title: "All users have MFA"},
	{ID: "IAM.20", Title: "The root user does no daily work (retired)"},
	{ID: "IAM.21", Title: "No policy allows all actions of a service"},
	{ID: "IAM.22", Title: "Credentials unused for 45 days are removed"},
	{ID: "IAM.23", Title: "Access analyzers have tags"},
	{ID: "IAM.24", Title: "Roles have tags"},
	{ID: "IAM.25", Title: "Users have tags"},
	{ID: "IAM.26", Title: "Expired server certificates are removed"},
	{ID: "IAM.27", Title: "AWSCloudShellFullAccess is not attached"},
	{ID: "IAM.28", Title: "An external access analyzer is on"},
}

var aisf = []Control{
	{ID: "AISF-AGENT-01", Title: "Each agent has an identity of its own"},
	{ID: "AISF-DATA-02", Title: "Keys that encrypt AI data are guarded"},
	{ID: "AISF-DATA-03", Title: "Secrets are guarded"},
	{ID: "AISF-DATA-04", Title: "Buckets with AI data are closed and encrypted on the way"},
	{ID: "AISF-DATA-06", Title: "AI services do not keep content"},
	{ID: "AISF-DETECT-01", Title: "External access is found"},
	{ID: "AISF-GOV-02", Title: "The organization limits its accounts"},
	{ID: "AISF-GOV-03", Title: "Contacts for incidents are registered"},
	{ID: "AISF-IAM-01", Title: "People have MFA"},
	{ID: "AISF-IAM-02", Title: "Least privilege for AI workloads and people"},
	{ID: "AISF-IAM-03", Title: "No long-term credentials"},
	{ID: "AISF-IAM-04", Title: "The root user is protected"},
	{ID: "AISF-IAM-05", Title: "Access across accounts and unused access are reviewed"},
	{ID: "AISF-IAM-06", Title: "People sign in centrally"},
	{ID: "AISF-INFRA-06", Title: "Data is encrypted on the way"},
	{ID: "AISF-INFRA-07", Title: "Certificates are valid"},
	{ID: "AISF-INFRA-08", Title: "VPC endpoints let in known accounts"},
	{ID: "AISF-INFRA-09", Title: "Keys for enclaves ask for attestation"},
	{ID: "AISF-ML-04", Title: "SageMaker domains sign people in centrally"},
	{ID: "AISF-RUNTIME-03", Title: "Functions of AI workloads are not public"},
}
