package exportcmd

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/account"
)

// A reply is what the fake AWS CLI answers to commands that begin so.
type reply struct {
	command string
	output  string
	failure string // on standard error, with exit code 254
}

func denied(operation string) string {
	return "\nAn error occurred (AccessDenied) when calling the " + operation + " operation: User is not authorized\n"
}

const credentialCSV = `user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated
<root_account>,arn:aws:iam::123456789012:root,2020-01-01T00:00:00+00:00,not_supported,no_information,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A
`

// replies are those of an account with two users, two regions and one analyzer,
// without password policy, security contact and organization. The error texts
// are those of version 1, of version 2, and of a CLI that warns before it fails.
func replies() []reply {
	return []reply{
		{command: "configure get region", output: "eu-central-1"},
		{command: "sts get-caller-identity --query Account --output text", output: "123456789012"},
		{command: "iam get-account-authorization-details", output: `{"UserDetailList": [], "GroupDetailList": [], "RoleDetailList": [], "Policies": []}`},
		{command: "iam get-account-summary", output: `{"SummaryMap": {"Users": 2, "AccountMFAEnabled": 1}}`},
		{command: "iam list-account-aliases", output: `{"AccountAliases": ["example"]}`},
		{command: "iam get-account-password-policy", failure: "\nAn error occurred (NoSuchEntity) when calling the GetAccountPasswordPolicy operation: The Password Policy with domain name 123456789012 cannot be found.\n"},
		{command: "iam get-credential-report", output: `{"Content": "` + base64.StdEncoding.EncodeToString([]byte(credentialCSV)) + `", "ReportFormat": "text/csv", "GeneratedTime": "2026-01-02T03:00:00+00:00"}`},
		{command: "iam list-virtual-mfa-devices", output: `{"VirtualMFADevices": []}`},
		{command: "iam list-server-certificates", output: `{"ServerCertificateMetadataList": []}`},
		{command: "iam list-users --query Users[].UserName --output text", output: "alice\tci+deploy@example.com"},
		{command: "iam list-mfa-devices", output: `{"MFADevices": []}`},
		{command: "iam list-service-specific-credentials", output: `{"ServiceSpecificCredentials": []}`},
		{command: "account get-contact-information", output: `{"ContactInformation": {"FullName": "Example"}}`},
		{command: "account get-alternate-contact --alternate-contact-type SECURITY", failure: "\naws: [ERROR]: An error occurred (ResourceNotFoundException) when calling the GetAlternateContact operation: No contact of the inputted alternate contact type found.\n"},
		{command: "account get-alternate-contact --alternate-contact-type BILLING", output: `{"AlternateContact": {"AlternateContactType": "BILLING"}}`},
		{command: "account get-alternate-contact --alternate-contact-type OPERATIONS", output: `{"AlternateContact": {"AlternateContactType": "OPERATIONS"}}`},
		{command: "organizations describe-organization", failure: "warning: this version is old\nAn error occurred (AWSOrganizationsNotInUseException) when calling the DescribeOrganization operation: Your account is not a member of an organization.\n"},
		{command: "iam list-organizations-features", failure: "\nAn error occurred (OrganizationNotFoundException) when calling the ListOrganizationsFeatures operation: The request failed.\n"},
		{command: "ec2 describe-regions --query Regions[].RegionName --output text", output: "us-east-1\teu-central-1"},
		{command: "ec2 describe-regions", output: `{"Regions": [{"RegionName": "us-east-1", "OptInStatus": "opt-in-not-required"}, {"RegionName": "eu-central-1", "OptInStatus": "opt-in-not-required"}]}`},
		{command: "accessanalyzer list-analyzers --query analyzers[].arn --region us-east-1 --output text", output: ""},
		{command: "accessanalyzer list-analyzers --region us-east-1", output: `{"analyzers": []}`},
		{command: "accessanalyzer list-analyzers --query analyzers[].arn --region eu-central-1 --output text", output: "arn:aws:access-analyzer:eu-central-1:123456789012:analyzer/main"},
		{command: "accessanalyzer list-analyzers --region eu-central-1", output: `{"analyzers": [{"arn": "arn:aws:access-analyzer:eu-central-1:123456789012:analyzer/main", "name": "main", "type": "ACCOUNT", "status": "ACTIVE", "tags": {}}]}`},
		{command: "accessanalyzer list-findings-v2", output: `{"findings": []}`},
		{command: "cloudtrail lookup-events", output: `{"Events": []}`},
	}
}

// changed are the usual replies, some of them replaced.
func changed(with ...reply) []reply {
	all := replies()
	for _, r := range with {
		all = slices.DeleteFunc(all, func(old reply) bool { return strings.HasPrefix(old.command, r.command) })
		all = append(all, r)
	}
	return all
}

// fakeAWS is a stand-in for the AWS CLI. It notes its arguments in $FAKE/log and
// needs one more question before the credential report is complete.
func fakeAWS(replies []reply) string {
	var b strings.Builder
	b.WriteString(`#!/bin/sh
printf '%s\n' "$*" >>"$FAKE/log"
case "$*" in
"iam generate-credential-report --query State --output text")
	if [ -e "$FAKE/generated" ]; then echo COMPLETE; else echo STARTED; fi
	: >"$FAKE/generated"
	exit 0
	;;
"configure "*) ;;
*)
	if [ -n "${AWS_PAGER-unset}" ] || [ "${AWS_DEFAULT_REGION-}" != eu-central-1 ]; then
		echo "wrong environment" >&2
		exit 99
	fi
	;;
esac
case "$*" in
`)
	for _, r := range replies {
		fmt.Fprintf(&b, "'%s'*)\n", r.command)
		if r.failure != "" {
			fmt.Fprintf(&b, "cat >&2 <<'END'\n%s\nEND\nexit 254 ;;\n", r.failure)
			continue
		}
		fmt.Fprintf(&b, "cat <<'END'\n%s\nEND\n;;\n", r.output)
	}
	b.WriteString("*) echo \"unexpected: $*\" >&2; exit 252 ;;\nesac\n")
	return b.String()
}

// A run is what the script did.
type run struct {
	dir      string // the working folder
	code     int
	stderr   string
	commands []string // with their arguments
}

// export runs the script with a fake AWS CLI.
func export(t *testing.T, replies []reply, folder ...string) run {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a POSIX shell")
	}
	r := run{dir: t.TempDir()}
	fake := t.TempDir()
	writeFile(t, filepath.Join(fake, "aws"), fakeAWS(replies), 0o755)
	writeFile(t, filepath.Join(fake, "sleep"), "#!/bin/sh\n", 0o755)
	cmd := exec.Command("sh", append([]string{"-s", "--"}, folder...)...)
	cmd.Dir = r.dir
	cmd.Env = []string{"PATH=" + fake + string(os.PathListSeparator) + os.Getenv("PATH"), "FAKE=" + fake, "HOME=" + fake}
	cmd.Stdin = strings.NewReader(Script())
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			t.Fatal(err)
		}
		r.code = exit.ExitCode()
	}
	r.stderr = stderr.String()
	if stdout.Len() > 0 {
		t.Errorf("on standard output: %s", stdout.String())
	}
	if log, err := os.ReadFile(filepath.Join(fake, "log")); err == nil {
		r.commands = strings.Split(strings.TrimSpace(string(log)), "\n")
	}
	return r
}

func writeFile(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

type manifest struct {
	SchemaVersion int            `json:"schemaVersion"`
	Tool          string         `json:"tool"`
	Account       string         `json:"account"`
	Files         []manifestFile `json:"files"`
}

type manifestFile struct {
	Path     string `json:"path"`
	Command  string `json:"command"`
	Account  string `json:"account"`
	Region   string `json:"region"`
	Resource string `json:"resource"`
	Time     string `json:"time"`
}

var iso8601 = regexp.MustCompile(`^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$`)

// manifestOf reads the manifest of a folder, checks the times and drops them.
func manifestOf(t *testing.T, folder string) manifest {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, account.ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&m); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	for i := range m.Files {
		if !iso8601.MatchString(m.Files[i].Time) {
			t.Errorf("%s: the time is %q", m.Files[i].Path, m.Files[i].Time)
		}
		m.Files[i].Time = ""
	}
	return m
}

func filesIn(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, want it private", e.Name(), info.Mode())
		}
		names = append(names, e.Name())
	}
	return names
}

// load reads an export as iamlint check does.
func load(t *testing.T, folder string) *account.Account {
	t.Helper()
	set := account.Load([]string{folder}, account.Options{})
	for _, err := range set.Errors {
		t.Errorf("iamlint says: %v", err)
	}
	if len(set.Skipped) > 0 {
		t.Errorf("iamlint skips %q", set.Skipped)
	}
	if len(set.Accounts) != 1 {
		t.Fatalf("iamlint sees %d accounts", len(set.Accounts))
	}
	return set.Accounts[0]
}

func TestExport(t *testing.T) {
	r := export(t, replies())
	if r.code != 0 {
		t.Fatalf("exit code %d\n%s", r.code, r.stderr)
	}
	folder := filepath.Join(r.dir, "iamlint-export")
	got := manifestOf(t, folder)
	file := func(path, command, region, resource string) manifestFile {
		return manifestFile{Path: path, Command: command, Account: "123456789012", Region: region, Resource: resource}
	}
	want := manifest{
		SchemaVersion: 1,
		Tool:          "iamlint export-commands",
		Account:       "123456789012",
		Files: []manifestFile{
			file("authorization-details.json", "iam get-account-authorization-details", "", ""),
			file("account-summary.json", "iam get-account-summary", "", ""),
			file("account-aliases.json", "iam list-account-aliases", "", ""),
			file("password-policy.txt", "iam get-account-password-policy", "", ""),
			file("credential-report.json", "iam get-credential-report", "", ""),
			file("virtual-mfa-devices.json", "iam list-virtual-mfa-devices", "", ""),
			file("server-certificates.json", "iam list-server-certificates", "", ""),
			file("mfa-devices-alice.json", "iam list-mfa-devices", "", "alice"),
			file("service-specific-credentials-alice.json", "iam list-service-specific-credentials", "", "alice"),
			file("mfa-devices-ci+deploy@example.com.json", "iam list-mfa-devices", "", "ci+deploy@example.com"),
			file("service-specific-credentials-ci+deploy@example.com.json", "iam list-service-specific-credentials", "", "ci+deploy@example.com"),
			file("contact-information.json", "account get-contact-information", "", ""),
			file("alternate-contact-SECURITY.txt", "account get-alternate-contact", "", "SECURITY"),
			file("alternate-contact-BILLING.json", "account get-alternate-contact", "", "BILLING"),
			file("alternate-contact-OPERATIONS.json", "account get-alternate-contact", "", "OPERATIONS"),
			file("organization.txt", "organizations describe-organization", "", ""),
			file("regions.json", "ec2 describe-regions", "", ""),
			file("access-analyzers-us-east-1.json", "accessanalyzer list-analyzers", "us-east-1", ""),
			file("cloudtrail-root-us-east-1.json", "cloudtrail lookup-events", "us-east-1", ""),
			file("access-analyzers-eu-central-1.json", "accessanalyzer list-analyzers", "eu-central-1", ""),
			file("access-analyzer-findings-eu-central-1-main.json", "accessanalyzer list-findings-v2", "eu-central-1", "arn:aws:access-analyzer:eu-central-1:123456789012:analyzer/main"),
			file("cloudtrail-root-eu-central-1.json", "cloudtrail lookup-events", "eu-central-1", ""),
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("manifest: -want +got\n%s", diff)
	}
	paths := []string{account.ManifestName}
	for _, f := range want.Files {
		paths = append(paths, f.Path)
	}
	slices.Sort(paths)
	if diff := cmp.Diff(paths, filesIn(t, folder)); diff != "" {
		t.Errorf("files: -manifest +folder\n%s", diff)
	}
	for _, command := range r.commands {
		if strings.Contains(command, "max-items") {
			t.Errorf("%s: does not export everything", command)
		}
		// The output must not depend on how the AWS CLI is configured.
		if !strings.HasSuffix(command, " --output json") && !strings.HasSuffix(command, " --output text") && command != "configure get region" {
			t.Errorf("%s: leaves the format of the output open", command)
		}
	}
}

// TestExportIsRead reads the export with the linter.
func TestExportIsRead(t *testing.T) {
	a := load(t, filepath.Join(export(t, replies(), "out").dir, "out"))
	switch {
	case a.ID != "123456789012" || a.Alias != "example":
		t.Errorf("the account is %q, called %q", a.ID, a.Alias)
	case a.PasswordPolicy == nil || !a.PasswordPolicy.Missing:
		t.Errorf("the password policy is %+v, want it missing", a.PasswordPolicy)
	case a.Contacts == nil || a.Contacts.Account == nil || a.Contacts.Alternate["SECURITY"] == nil || !a.Contacts.Alternate["SECURITY"].Missing:
		t.Errorf("the contacts are %+v, want SECURITY missing", a.Contacts)
	case a.Organization == nil || !a.Organization.Missing:
		t.Errorf("the organization is %+v, want it missing", a.Organization)
	case a.Analyzers == nil || len(a.Analyzers.Regions) != 2 || len(a.Analyzers.Enabled) != 2:
		t.Errorf("the analyzers are %+v, want those of two regions", a.Analyzers)
	case a.AuthorizationDetails == nil, a.CredentialReport == nil, a.Summary == nil, a.VirtualMFADevices == nil, a.MFADevices == nil,
		a.ServerCertificates == nil, a.ServiceCredentials == nil, a.AnalyzerFindings == nil, a.Trail == nil:
		t.Errorf("parts are missing: %+v", a)
	case a.Clock == nil || a.Clock.Source != "manifest":
		t.Errorf("the time is %+v, want the manifest's", a.Clock)
	}
}

func TestExportOfManagementAccount(t *testing.T) {
	r := export(t, changed(
		reply{command: "organizations describe-organization", output: `{"Organization": {"Id": "o-exampleorgid", "MasterAccountId": "123456789012"}}`},
		reply{command: "iam list-organizations-features", output: `{"OrganizationId": "o-exampleorgid", "EnabledFeatures": ["RootCredentialsManagement"]}`},
	))
	if r.code != 0 {
		t.Fatalf("exit code %d\n%s", r.code, r.stderr)
	}
	a := load(t, filepath.Join(r.dir, "iamlint-export"))
	if a.Organization == nil || a.Organization.Management.Value != "123456789012" || !a.Organization.RootManaged.Value {
		t.Errorf("the organization is %+v", a.Organization)
	}
}

func TestExportGoesOnAfterFailures(t *testing.T) {
	r := export(t, changed(
		reply{command: "iam get-account-password-policy", failure: denied("GetAccountPasswordPolicy")},
		reply{command: "iam list-users", failure: denied("ListUsers")},
		reply{command: "account get-alternate-contact --alternate-contact-type BILLING", failure: denied("GetAlternateContact")},
		reply{command: "iam list-organizations-features", failure: denied("ListOrganizationsFeatures")},
		reply{command: "cloudtrail lookup-events", failure: "\nCould not connect to the endpoint URL\n"},
	))
	if r.code != 1 {
		t.Errorf("exit code %d, want 1", r.code)
	}
	_, summary, _ := strings.Cut(r.stderr, "These commands failed")
	wantSummary := `, so that some rules cannot be evaluated:
  aws iam get-account-password-policy
    An error occurred (AccessDenied) when calling the GetAccountPasswordPolicy operation: User is not authorized
  aws iam list-users --query Users[].UserName
    An error occurred (AccessDenied) when calling the ListUsers operation: User is not authorized
  aws account get-alternate-contact --alternate-contact-type BILLING
    An error occurred (AccessDenied) when calling the GetAlternateContact operation: User is not authorized
  aws iam list-organizations-features
    An error occurred (AccessDenied) when calling the ListOrganizationsFeatures operation: User is not authorized
  aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root --region us-east-1
    Could not connect to the endpoint URL
  aws cloudtrail lookup-events --lookup-attributes AttributeKey=Username,AttributeValue=root --region eu-central-1
    Could not connect to the endpoint URL
`
	if diff := cmp.Diff(wantSummary, summary); diff != "" {
		t.Errorf("summary: -want +got\n%s", diff)
	}
	folder := filepath.Join(r.dir, "iamlint-export")
	var want []string
	for _, f := range manifestOf(t, folder).Files {
		want = append(want, f.Path)
	}
	want = append(want, account.ManifestName)
	slices.Sort(want)
	if diff := cmp.Diff(want, filesIn(t, folder)); diff != "" {
		t.Errorf("files: -manifest +folder\n%s", diff)
	}
	a := load(t, folder)
	if a.PasswordPolicy != nil || a.MFADevices != nil || a.Trail != nil || a.Contacts.Alternate["BILLING"] != nil {
		t.Errorf("what was refused is there: %+v", a)
	}
}

func TestExportWithoutAnything(t *testing.T) {
	var all []reply
	for _, r := range replies() {
		if !strings.HasPrefix(r.command, "sts ") && !strings.HasPrefix(r.command, "configure ") {
			r.output, r.failure = "", denied("Every")
		}
		all = append(all, r)
	}
	r := export(t, all)
	if r.code != 1 {
		t.Errorf("exit code %d, want 1", r.code)
	}
	if m := manifestOf(t, filepath.Join(r.dir, "iamlint-export")); len(m.Files) > 0 {
		t.Errorf("the manifest has %v", m.Files)
	}
}

func TestExportFolder(t *testing.T) {
	for _, folder := range []string{"with space", "-x", "a/b"} {
		r := export(t, replies(), folder)
		if r.code != 0 {
			t.Errorf("%q: exit code %d\n%s", folder, r.code, r.stderr)
			continue
		}
		load(t, filepath.Join(r.dir, folder))
	}
	full := t.TempDir()
	writeFile(t, filepath.Join(full, "old.json"), "{}", 0o600)
	r := export(t, replies(), full)
	if want := "export: " + full + " is not empty; give a new folder\n"; r.code != 2 || r.stderr != want {
		t.Errorf("exit code %d, %q, want 2, %q", r.code, r.stderr, want)
	}
}

func TestExportWithoutCredentials(t *testing.T) {
	r := export(t, changed(reply{command: "sts get-caller-identity", failure: "Unable to locate credentials"}))
	if r.code != 2 || !strings.Contains(r.stderr, "Unable to locate credentials") {
		t.Errorf("exit code %d, want 2\n%s", r.code, r.stderr)
	}
	if _, err := os.Stat(filepath.Join(r.dir, "iamlint-export")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is there (%v)", err)
	}
}
