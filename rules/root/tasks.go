package root

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/account"
)

// signIn is the event source of signing in and of changing root's password and address.
const signIn = "signin.amazonaws.com"

// rootTasks are the events that tasks leave which only root can do, or could
// do until lately (Tasks that require root user credentials), by service.
// Restoring an administrator's permissions is missing on purpose: the same
// events give permissions to an intruder.
var rootTasks = map[string][]string{
	"account":        {"CloseAccount", "DisableRegion", "EnableRegion", "PutAccountName", "StartPrimaryEmailUpdate", "AcceptPrimaryEmailUpdate"},
	"billingconsole": {"CloseAccount", "SetIAMAccessPreference", "SetSecurityQuestions", "SetAccountContractMetadata"},
	"ec2":            {"CreateReservedInstancesListing", "CancelReservedInstancesListing"},
	"iam": {
		"CreateVirtualMFADevice", "EnableMFADevice", "DeactivateMFADevice", "DeleteVirtualMFADevice", "ResyncMFADevice",
		"UpdateAccessKey", "DeleteAccessKey", "UpdateSigningCertificate", "DeleteSigningCertificate", "DeleteLoginProfile",
	},
	"organizations": {"CreateGovCloudAccount"},
	"s3":            {"PutBucketVersioning", "DeleteBucketPolicy"},
	"sqs":           {"SetQueueAttributes"},
}

// service is the prefix of the service that an event is of, for example iam.
func service(e *account.Event) string { return strings.TrimSuffix(e.Service, ".amazonaws.com") }

// onlyRoot says whether an event belongs to a task for which root is needed.
func onlyRoot(e *account.Event) bool {
	return e.Service == signIn || slices.Contains(rootTasks[service(e)], e.Name.Value)
}

// handsOut are calls that read, and give away secrets, data or credentials.
var handsOut = []string{
	"GetSecretValue", "BatchGetSecretValue", "GetParameter", "GetParameters", "GetParametersByPath", "GetObject", "GetItem", "BatchGetItem",
	"GetSessionToken", "GetFederationToken", "GetPasswordData", "GetAuthorizationToken", "GetRoleCredentials",
}

// consoleRead says whether an event is one of the look-ups that the console
// makes by itself on every page, with temporary credentials.
func consoleRead(e *account.Event) bool {
	if e.AccessKey != "" || slices.Contains(handsOut, e.Name.Value) {
		return false
	}
	for _, verb := range []string{"Get", "List", "Describe", "Lookup", "BatchGet", "Search", "Head", "View", "Check"} {
		if strings.HasPrefix(e.Name.Value, verb) {
			return true
		}
	}
	return false
}
