package account

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

const (
	someUsers = `{"UserDetailList": [{"UserName": "alice", "Arn": "arn:aws:iam::111122223333:user/alice"}]}`
	header    = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
		"access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service," +
		"access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service," +
		"cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n"
	rootRow = "<root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,true,no_information,2020-01-01T00:00:00+00:00,N/A,false," +
		"false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n"
)

// folder writes files, by their paths, into a new folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// problems are the errors of a set without the folder in front of their paths.
func problems(set *Set, dir string) []string {
	var all []string
	for _, e := range set.Errors {
		all = append(all, strings.ReplaceAll(e.Error(), filepath.ToSlash(dir)+"/", ""))
	}
	return all
}

func TestBadInput(t *testing.T) {
	tests := map[string]struct {
		files map[string]string
		want  []string // substrings of the errors, in order
	}{
		"truncated":             {map[string]string{"a.json": `{"UserDetailList": [{"UserName": "ali`}, []string{"a.json:1:38: not JSON: the text ends inside a string"}},
		"truncated list":        {map[string]string{"a.json": "{\"UserDetailList\": [\n"}, []string{"a.json:2:1: not JSON: the text ends here, expected a value"}},
		"only a brace":          {map[string]string{"a.json": "{ \n"}, []string{"a.json:2:1: not JSON: the text ends here"}},
		"empty file":            {map[string]string{"a.json": ""}, []string{"a.json:1:1: the file is empty"}},
		"trailing comma":        {map[string]string{"a.json": "{\"Statement\": [1,\n]}"}, []string{"a.json:1:17: not JSON: trailing comma before ']'"}},
		"number for a list":     {map[string]string{"a.json": `{"UserDetailList": 5}`}, []string{"a.json:1:20: /UserDetailList: a number where a list belongs"}},
		"list for a name":       {map[string]string{"a.json": `{"UserDetailList": [{"UserName": []}]}`}, []string{"a.json:1:34: /UserDetailList/0/UserName: a list where a string belongs"}},
		"no name":               {map[string]string{"a.json": `{"RoleDetailList": [{}]}`}, []string{"a.json:1:21: /RoleDetailList/0: a role without RoleName"}},
		"bad date":              {map[string]string{"a.json": `{"UserDetailList": [{"CreateDate": "yesterday"}]}`}, []string{`a.json:1:36: /UserDetailList/0/CreateDate: "yesterday" is not a date`}},
		"repeated key":          {map[string]string{"a.json": `{"UserDetailList": [], "UserDetailList": []}`}, []string{`the key "UserDetailList" stands twice`}},
		"invalid UTF-8":         {map[string]string{"a.json": "{\"UserDetailList\": \"\xff\"}"}, []string{"a.json:1:21: not JSON: invalid UTF-8"}},
		"UTF-16":                {map[string]string{"a.json": "\xff\xfe{\x00"}, []string{"a.json:1:1: UTF-16 text, expected UTF-8"}},
		"UTF-16 report":         {map[string]string{"a.csv": "\xfe\xff" + "\x00" + strings.Join(strings.Split(header, ""), "\x00")}, []string{"a.csv:1:1: UTF-16 text, expected UTF-8"}},
		"deep":                  {map[string]string{"a.json": `{"Statement":` + strings.Repeat("[", 100_000)}, []string{"a.json:1:10013: not JSON: nested deeper than 10000 levels"}},
		"more pages":            {map[string]string{"a.json": `{"UserDetailList": [], "IsTruncated": true}`}, []string{"a.json:1:39: the authorization-details break off here"}},
		"max-items":             {map[string]string{"a.json": `{"VirtualMFADevices": [], "NextToken": "abc"}`}, []string{"a.json:1:40: the virtual-mfa-devices break off here"}},
		"two kinds in one":      {map[string]string{"a.json": someUsers + "\n" + `{"SummaryMap": {}}`}, []string{"a.json:2:1: account-summary behind authorization-details in one file"}},
		"missing column":        {map[string]string{"a.csv": strings.Replace(header, ",mfa_active", "", 1)}, []string{"a.csv:1:1: the column mfa_active of the credential report is missing"}},
		"short row":             {map[string]string{"a.csv": header + "alice,arn\n"}, []string{"a.csv:2:1: the row has 2 cells, expected 22"}},
		"bad cell":              {map[string]string{"a.csv": header + strings.Replace(rootRow, "true", "maybe", 1)}, []string{`a.csv:2:73: password_enabled is "maybe", expected true or false`}},
		"not base64":            {map[string]string{"a.json": `{"Content": "%%%"}`}, []string{"a.json:1:13: Content is neither base64 nor a credential report"}},
		"other error text":      {map[string]string{"a.json": "An error occurred (AccessDenied) when calling the GetAccountSummary operation: no"}, []string{"a.json:1:1: the export failed: GetAccountSummary was refused with AccessDenied"}},
		"conflict":              {map[string]string{"a.json": someUsers, "b.json": strings.Replace(someUsers, `"UserName"`, `"Path": "/x/", "UserName"`, 1)}, []string{"b.json:1:65: arn:aws:iam::111122223333:user/alice stands in"}},
		"manifest, wrong kind":  {map[string]string{"a.json": someUsers, "m.json": `{"schemaVersion": 1, "tool": "x", "files": [{"path": "a.json", "command": "iam get-account-summary"}]}`}, []string{"m.json:1:75: the manifest says that a.json is the output of iam get-account-summary, but it holds authorization-details"}},
		"manifest, no file":     {map[string]string{"m.json": `{"schemaVersion": 1, "tool": "x", "files": [{"path": "a.json"}]}`}, []string{"m.json:1:54: the manifest names a.json, which is not there"}},
		"manifest, other owner": {map[string]string{"a.json": someUsers, "m.json": `{"schemaVersion": 1, "tool": "x", "account": "999988887777", "files": [{"path": "a.json"}]}`}, []string{"m.json:1:46: the manifest says that a.json is of account 999988887777, but its ARNs are of account 111122223333"}},
		"no owner":              {map[string]string{"a.json": someUsers, "b.json": strings.ReplaceAll(someUsers, "111122223333", "444455556666"), "s.json": `{"SummaryMap": {}}`}, []string{"s.json:1:1: the account-summary names no account"}},
		"manifest, alone":       {map[string]string{"m.json": `{"schemaVersion": 1, "tool": "x", "files": []}`}, []string{"m.json:1:1: a manifest alone"}},
		"wrong folder":          {map[string]string{"readme.md": "# nothing"}, []string{"no AWS exports in this folder"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, test.files)
			got := problems(Load([]string{dir}, Options{}), dir)
			if len(got) != len(test.want) {
				t.Fatalf("got errors %q, want %d", got, len(test.want))
			}
			for i, want := range test.want {
				if !strings.Contains(got[i], want) {
					t.Errorf("got error %q, want %q in it", got[i], want)
				}
			}
		})
	}
}

func TestFileSystemErrors(t *testing.T) {
	dir := folder(t, map[string]string{"a.json": someUsers})
	loop := filepath.Join(dir, "loop")
	if err := os.Symlink(dir, loop); err != nil {
		t.Fatal(err)
	}
	dangling := filepath.Join(dir, "dangling")
	if err := os.Symlink("nowhere", dangling); err != nil {
		t.Fatal(err)
	}
	huge, err := os.Create(filepath.Join(dir, "huge.json"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := huge.WriteString("{"); err != nil {
		t.Fatal(err)
	}
	if err := huge.Truncate(1<<30 + 1); err != nil { // sparse: takes no space
		t.Fatal(err)
	}
	if err := huge.Close(); err != nil {
		t.Fatal(err)
	}
	set := Load([]string{dir}, Options{})
	want := []string{
		"dangling:1:1: cannot read: no such file or directory",
		"huge.json:1:1: cannot read: larger than 1 GiB, the limit of one input; split the export into pages",
		"loop:1:1: directory loop: this link leads back to a folder above it",
	}
	if diff := cmp.Diff(want, problems(set, dir)); diff != "" {
		t.Errorf("errors (-want +got):\n%s", diff)
	}
	if len(set.Accounts) != 1 || len(set.Accounts[0].AuthorizationDetails.Users) != 1 {
		t.Error("the good file beside the errors was not read")
	}
}

func TestUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root reads everything")
	}
	dir := folder(t, map[string]string{"a.json": someUsers})
	if err := os.Chmod(filepath.Join(dir, "a.json"), 0); err != nil {
		t.Fatal(err)
	}
	if got := problems(Load([]string{dir}, Options{}), dir); len(got) != 1 || !strings.Contains(got[0], "permission denied") {
		t.Errorf("got %q", got)
	}
}

func TestForms(t *testing.T) {
	var gz bytes.Buffer
	w := gzip.NewWriter(&gz)
	if _, err := w.Write([]byte(someUsers)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	encoder, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	other := strings.ReplaceAll(someUsers, "alice", "bob")
	truncated := strings.Replace(someUsers, "{", `{"IsTruncated": true, "Marker": "m", `, 1)
	tests := map[string]struct {
		files map[string]string
		users []string
	}{
		"plain":           {map[string]string{"a.json": someUsers}, []string{"alice"}},
		"any name":        {map[string]string{"a": someUsers}, []string{"alice"}},
		"byte order mark": {map[string]string{"a.json": "\ufeff" + someUsers}, []string{"alice"}},
		"gzip":            {map[string]string{"a.json.gz": gz.String()}, []string{"alice"}},
		"zstd":            {map[string]string{"a.zst": string(encoder.EncodeAll([]byte(someUsers), nil))}, []string{"alice"}},
		"pages":           {map[string]string{"1.json": truncated, "2.json": other}, []string{"alice", "bob"}},
		"concatenated":    {map[string]string{"a.json": truncated + "\n" + other}, []string{"alice", "bob"}},
		"list of pages":   {map[string]string{"a.json": "[" + truncated + "," + other + "]"}, []string{"alice", "bob"}},
		"the same twice":  {map[string]string{"1.json": someUsers, "2.json": someUsers}, []string{"alice"}},
		"linked folder":   {map[string]string{"x/a.json": someUsers}, []string{"alice"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, test.files)
			set := Load([]string{dir}, Options{})
			if got := problems(set, dir); got != nil {
				t.Fatalf("errors: %q", got)
			}
			var users []string
			for _, u := range set.Accounts[0].AuthorizationDetails.Users {
				users = append(users, u.Name.Value)
			}
			if diff := cmp.Diff(test.users, users); diff != "" || set.Accounts[0].ID != "111122223333" {
				t.Errorf("account %s, users (-want +got):\n%s", set.Accounts[0].ID, diff)
			}
		})
	}
}

func TestStandardInput(t *testing.T) {
	set := Load([]string{"-"}, Options{Stdin: []byte(someUsers)})
	if len(set.Errors) > 0 || len(set.Accounts) != 1 || set.Accounts[0].Files[0].Path != "-" {
		t.Errorf("got %+v", set)
	}
}

func TestNamedForeignFiles(t *testing.T) {
	for text, want := range map[string]string{
		`{"planned_values": {}}`:               "this is a Terraform plan",
		`{"AWSTemplateFormatVersion": "2010"}`: "this is a CloudFormation template",
		`resource "aws_iam_user" "u" {}`:       "this is Terraform",
		`{}`:                                   "not an AWS export",
		`hello`:                                "not an AWS export",
	} {
		dir := folder(t, map[string]string{"f.json": text})
		path := filepath.Join(dir, "f.json")
		if got := problems(Load([]string{path}, Options{}), dir); len(got) != 1 || !strings.Contains(got[0], want) {
			t.Errorf("%s: got %q, want %q in it", text, got, want)
		}
		if set := Load([]string{path}, Options{Lenient: true}); len(set.Errors) > 0 || len(set.Skipped) != 1 {
			t.Errorf("%s: a hook must skip it, got %v", text, set.Errors)
		}
	}
}

func TestCredentialReport(t *testing.T) {
	row := `"a,b",arn:aws:iam::111122223333:user/a,2024-01-02T03:04:05+00:00,TRUE,2025-01-01T00:00:00Z,N/A,not_supported,true,` +
		"true,2024-01-02T03:04:05+00:00,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n"
	plain := header + rootRow + row
	wrapped := func(content string) string {
		return `{"Content": "` + content + `", "ReportFormat": "text/csv", "GeneratedTime": "2026-01-02T03:04:05+00:00"}`
	}
	reordered := strings.Replace(header, "user,arn", "newer_column,arn", 1)
	reordered = strings.TrimSuffix(reordered, "\n") + ",user\n"
	for name, text := range map[string]string{
		"csv":          plain,
		"base64":       wrapped(base64.StdEncoding.EncodeToString([]byte(plain))),
		"plain inside": wrapped(strings.ReplaceAll(strings.ReplaceAll(plain, `"`, `\"`), "\n", `\n`)),
		"crlf":         strings.ReplaceAll(plain, "\n", "\r\n"),
		"other order": reordered + strings.Replace(strings.TrimSuffix(rootRow, "\n"), "<root_account>", "x", 1) + ",<root_account>\n" +
			strings.Replace(strings.TrimSuffix(row, "\n"), `"a,b"`, "x", 1) + `,"a,b"` + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, map[string]string{"report": text})
			set := Load([]string{dir}, Options{})
			if got := problems(set, dir); got != nil {
				t.Fatalf("errors: %q", got)
			}
			report := set.Accounts[0].CredentialReport
			if report.Root == nil || len(report.Rows) != 1 {
				t.Fatalf("got root %v and %d rows", report.Root, len(report.Rows))
			}
			u := report.Rows[0]
			if u.User.Value != "a,b" || !u.PasswordEnabled.Value || u.PasswordChanged.Known || !u.Keys[0].Exists() || u.Keys[1].Exists() {
				t.Errorf("got %+v", u)
			}
			if got := string(u.File.Text[u.MFAActive.Span.Start:u.MFAActive.Span.End]); got != "true" {
				t.Errorf("the place of mfa_active holds %q", got)
			}
			if got := string(u.File.Text[u.User.Span.Start:u.User.Span.End]); got != `"a,b"` {
				t.Errorf("the place of user holds %q", got)
			}
			wantTime := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
			if strings.HasPrefix(text, "{") && (!report.Time.Equal(wantTime) || set.Accounts[0].Clock == nil) {
				t.Errorf("time is %v", report.Time)
			}
		})
	}
}

func TestDocumentForms(t *testing.T) {
	document := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
	role := func(doc string) string {
		return `{"RoleDetailList": [{"RoleName": "r", "Arn": "arn:aws:iam::111122223333:role/r", "AssumeRolePolicyDocument": ` + doc + `}]}`
	}
	percent := strings.NewReplacer("{", "%7B", "}", "%7D", `"`, "%22", "[", "%5B", "]", "%5D", ":", "%3A", ",", "%2C", "*", "%2A").Replace(document)
	for name, doc := range map[string]string{
		"object":  document,
		"string":  `"` + strings.ReplaceAll(document, `"`, `\"`) + `"`,
		"percent": `"` + percent + `"`,
		"unicode": `"` + strings.ReplaceAll(document, `"`, `\u0022`) + `"`,
	} {
		t.Run(name, func(t *testing.T) {
			set := Load([]string{"-"}, Options{Stdin: []byte(role(doc))})
			if len(set.Errors) > 0 {
				t.Fatal(set.Errors[0])
			}
			trust := set.Accounts[0].AuthorizationDetails.Roles[0].Trust
			if len(trust.Problems) > 0 || len(trust.Statements) != 1 {
				t.Fatalf("got %+v", trust.Document)
			}
			action := trust.Statements[0].Action.Values[0]
			at := trust.At(action.Span).Span
			want := map[string]string{"object": `"*"`, "string": `\"*\"`, "percent": "%22%2A%22", "unicode": `\u0022*\u0022`}[name]
			if got := string(trust.File.Text[at.Start:at.End]); action.Text != "*" || got != want {
				t.Errorf("action %q stands at %q, want %q", action.Text, got, want)
			}
		})
	}
}

func TestBrokenDocumentIsNoError(t *testing.T) {
	for _, doc := range []string{`"<URL-encoded-JSON>"`, `"{\"Statement\": ["`, `5`, `{"Statement": 5}`, `{"Statement": [], "Statement": []}`} {
		set := Load([]string{"-"}, Options{Stdin: []byte(`{"RoleDetailList": [{"RoleName": "r", "Arn": "arn:aws:iam::111122223333:role/r", "AssumeRolePolicyDocument": ` + doc + `}]}`)})
		if len(set.Errors) > 0 {
			t.Errorf("%s: %v", doc, set.Errors[0])
			continue
		}
		trust := set.Accounts[0].AuthorizationDetails.Roles[0].Trust
		if len(trust.Problems) != 1 {
			t.Errorf("%s: problems %v, want one", doc, trust.Problems)
			continue
		}
		if at := trust.At(trust.Problems[0].Span).Span; at.Start >= at.End || int(at.End) > len(trust.File.Text) {
			t.Errorf("%s: place %v", doc, at)
		}
	}
}

func TestGrouping(t *testing.T) {
	bob := strings.ReplaceAll(strings.ReplaceAll(someUsers, "alice", "bob"), "111122223333", "444455556666")
	dir := folder(t, map[string]string{
		"one/gaad.json":             someUsers,
		"one/summary.json":          `{"SummaryMap": {}}`,
		"one/policies/p.json":       `{"Statement": []}`,
		"444455556666/summary.json": `{"SummaryMap": {}}`,
		"two/gaad.json":             bob,
		"policies/p.json":           `{"Statement": []}`,
	})
	set := Load([]string{dir}, Options{})
	if got := problems(set, dir); got != nil {
		t.Fatalf("errors: %q", got)
	}
	got := make(map[string][]string)
	for _, a := range set.Accounts {
		for _, f := range a.Files {
			got[a.ID] = append(got[a.ID], strings.TrimPrefix(f.Path, filepath.ToSlash(dir)+"/"))
		}
	}
	want := map[string][]string{
		"111122223333": {"one/gaad.json", "one/policies/p.json", "one/summary.json"},
		"444455556666": {"444455556666/summary.json", "two/gaad.json"},
		"":             {"policies/p.json"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("files by account (-want +got):\n%s", diff)
	}
}

func TestPolicyKinds(t *testing.T) {
	allow := `{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}`
	quoted := `"{\"Statement\": []}"`
	for text, want := range map[string]PolicyKind{
		`{"Statement": ` + allow + `}`: IdentityPolicy,
		`{"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}}`:           TrustPolicy,
		`{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}}`:          ResourcePolicy,
		`{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}}`:                                  ResourceControlPolicy,
		`{"Policy": {"PolicySummary": {"Name": "p", "Type": "SERVICE_CONTROL_POLICY"}, "Content": ` + quoted + `}}`:               ServiceControlPolicy,
		`{"Policy": {"PolicySummary": {"Name": "p", "Type": "TAG_POLICY"}, "Content": "{\"tags\": {}}"}}`:                         OtherOrganizationPolicy,
		`{"Policy": ` + quoted + `, "PolicyName": "default"}`:                                                                     ResourcePolicy,
		`{"PolicyVersion": {"Document": {"Statement": ` + allow + `}, "VersionId": "v1"}}`:                                        IdentityPolicy,
		`{"RoleName": "r", "PolicyName": "p", "PolicyDocument": {"Statement": []}}`:                                               IdentityPolicy,
		`{"Role": {"RoleName": "r", "Arn": "arn:aws:iam::111122223333:role/r", "AssumeRolePolicyDocument": {"Statement": []}}}`:   TrustPolicy,
		`{"Roles": [{"Arn": "arn:aws:iam::111122223333:role/r", "AssumeRolePolicyDocument": {"Statement": []}}]}`:                 TrustPolicy,
		`{"ARN": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf", "Name": "s", "ResourcePolicy": ` + quoted + `}`: ResourcePolicy,
		`{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "PolicyDocument": "{\"Statement\": []}"}]}`:                                EndpointPolicy,
		`{"Attributes": {"TopicArn": "arn:aws:sns:eu-west-1:111122223333:t", "Policy": ` + quoted + `}}`:                          ResourcePolicy,
	} {
		set := Load([]string{"-"}, Options{Stdin: []byte(text)})
		if len(set.Errors) > 0 {
			t.Errorf("%s: %v", text, set.Errors[0])
			continue
		}
		if got := set.Accounts[0].Documents.All[0].Kind; got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
