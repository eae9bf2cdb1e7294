package accountgen

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func preset(t testing.TB, name string) Options {
	t.Helper()
	o, err := Preset(name)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func written(t testing.TB, write func(io.Writer, Options) error, o Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out, o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestPresetSizes(t *testing.T) {
	for name, want := range map[string]float64{"small": 0.2e6, "medium": 4.5e6, "large": 45e6} {
		t.Run(name, func(t *testing.T) {
			if name == "large" && testing.Short() {
				t.Skip("writes 45 MB")
			}
			got := float64(len(written(t, AuthorizationDetails, preset(t, name))))
			if got < 0.85*want || got > 1.15*want {
				t.Errorf("%.0f bytes, want %.0f within 15%%", got, want)
			}
		})
	}
	if _, err := Preset("tiny"); err == nil {
		t.Error("a preset that does not exist was accepted")
	}
}

func TestSameSeedSameBytes(t *testing.T) {
	one := preset(t, "small")
	two := one
	two.Seed = 2
	for _, e := range exports {
		first := sha256.Sum256(written(t, e.write, one))
		if again := sha256.Sum256(written(t, e.write, one)); again != first {
			t.Errorf("%s: other bytes for the same options", e.path)
		}
		if e.path == "account-summary.json" || e.path == "password-policy.json" {
			continue // these may well agree between accounts
		}
		if other := sha256.Sum256(written(t, e.write, two)); other == first {
			t.Errorf("%s: the same bytes for another seed", e.path)
		}
	}
}

func TestLayout(t *testing.T) {
	for _, e := range exports {
		if filepath.Ext(e.path) != ".json" {
			continue
		}
		t.Run(e.path, func(t *testing.T) {
			o := preset(t, "small")
			indented := written(t, e.write, o)
			o.Compact = true
			compact := written(t, e.write, o)
			var want bytes.Buffer
			if err := json.Indent(&want, compact, "", "    "); err != nil {
				t.Fatalf("compact: %v", err)
			}
			if diff := cmp.Diff(want.String(), string(indented)); diff != "" {
				t.Errorf("indented differs from json.Indent (-want +got):\n%s", diff)
			}
			var tight bytes.Buffer
			if err := json.Compact(&tight, indented); err != nil {
				t.Fatalf("indented: %v", err)
			}
			if got := string(bytes.TrimSpace(compact)); got != string(bytes.TrimSpace(tight.Bytes())) {
				t.Error("compact differs from json.Compact of the indented")
			}
		})
	}
}

func TestEmptyAccount(t *testing.T) {
	got := string(written(t, AuthorizationDetails, Options{Compact: true}))
	want := `{"UserDetailList":[],"GroupDetailList":[],"RoleDetailList":[],"Policies":[]}` + "\n"
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if planted := Planted(Options{}); planted != nil {
		t.Errorf("problems in an empty account: %v", planted)
	}
}

func TestCredentialReport(t *testing.T) {
	o := preset(t, "small")
	rows, err := csv.NewReader(bytes.NewReader(written(t, CredentialReport, o))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(rows), 1+1+o.Users; got != want {
		t.Errorf("%d rows, want %d: header, root and users", got, want)
	}
	if got := len(rows[0]); got != 22 {
		t.Errorf("%d columns, want 22", got)
	}
}

// details is what the tests read back of authorization details.
type details struct {
	UserDetailList []struct {
		Arn                     string
		UserPolicyList          []any
		GroupList               []string
		AttachedManagedPolicies []attachedPolicy
	}
	GroupDetailList []struct {
		Arn, GroupName          string
		AttachedManagedPolicies []attachedPolicy
	}
	RoleDetailList []struct {
		Arn                      string
		AssumeRolePolicyDocument struct{ Statement []statement }
		AttachedManagedPolicies  []attachedPolicy
	}
	Policies []struct {
		Arn                           string
		AttachmentCount               int
		PermissionsBoundaryUsageCount int
		PolicyVersionList             []struct {
			Document         struct{ Statement json.RawMessage }
			IsDefaultVersion bool
		}
	}
}

// TestPlanted reads the exports back and looks for the problems in another way
// than they were made in: there are those listed, and no others.
func TestPlanted(t *testing.T) {
	o := preset(t, "medium")
	var d details
	if err := json.Unmarshal(written(t, AuthorizationDetails, o), &d); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(written(t, CredentialReport, o))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	found := slices.Concat(d.identityProblems(), d.policyProblems(t), credentialProblems(t, rows))
	planted := Planted(o)
	for _, p := range [][]Plant{found, planted} {
		slices.SortFunc(p, func(a, b Plant) int { return bytes.Compare([]byte(a.Rule+a.ARN), []byte(b.Rule+b.ARN)) })
	}
	if diff := cmp.Diff(planted, found); diff != "" {
		t.Errorf("problems (-planted +found):\n%s", diff)
	}
	kinds := map[string]bool{}
	for _, p := range planted {
		kinds[p.Rule] = true
	}
	for _, kind := range slices.Concat(userProblems, groupProblems, roleProblems, policyProblems) {
		if !kinds[kind] {
			t.Errorf("no %s was planted", kind)
		}
	}
}

func (d *details) identityProblems() []Plant {
	const admin = "arn:aws:iam::aws:policy/AdministratorAccess"
	var found []Plant
	members := map[string]int{}
	for _, u := range d.UserDetailList {
		for _, g := range u.GroupList {
			members[g]++
		}
		for range u.UserPolicyList {
			found = append(found, Plant{userPolicyInline, u.Arn})
		}
		for _, p := range u.AttachedManagedPolicies {
			if p.PolicyArn == admin {
				found = append(found, Plant{userAdminAttached, u.Arn})
			} else {
				found = append(found, Plant{userPolicyAttached, u.Arn})
			}
		}
	}
	for _, g := range d.GroupDetailList {
		if members[g.GroupName] == 0 {
			found = append(found, Plant{groupEmpty, g.Arn})
		}
		for _, p := range g.AttachedManagedPolicies {
			if p.PolicyArn == admin {
				found = append(found, Plant{groupAdminAttached, g.Arn})
			}
		}
	}
	for _, r := range d.RoleDetailList {
		for _, s := range r.AssumeRolePolicyDocument.Statement {
			if text, _ := json.Marshal(s.Principal); bytes.Contains(text, []byte(`"*"`)) && s.Condition == nil {
				found = append(found, Plant{trustAnyPrincipal, r.Arn})
			}
		}
	}
	return found
}

func (d *details) policyProblems(t *testing.T) []Plant {
	t.Helper()
	attached := map[string]int{}
	count := func(list []attachedPolicy) {
		for _, p := range list {
			attached[p.PolicyArn]++
		}
	}
	for _, u := range d.UserDetailList {
		count(u.AttachedManagedPolicies)
	}
	for _, g := range d.GroupDetailList {
		count(g.AttachedManagedPolicies)
	}
	for _, r := range d.RoleDetailList {
		count(r.AttachedManagedPolicies)
	}
	var found []Plant
	for _, p := range d.Policies {
		if p.AttachmentCount != attached[p.Arn] {
			t.Errorf("%s: AttachmentCount %d, attached to %d", p.Arn, p.AttachmentCount, attached[p.Arn])
		}
		if bytes.HasPrefix([]byte(p.Arn), []byte("arn:aws:iam::aws:")) {
			continue
		}
		if p.AttachmentCount+p.PermissionsBoundaryUsageCount == 0 {
			found = append(found, Plant{policyUnattached, p.Arn})
		}
		for _, v := range p.PolicyVersionList {
			if !v.IsDefaultVersion {
				continue
			}
			text := v.Document.Statement
			if bytes.Contains(text, []byte(`"Everything"`)) {
				found = append(found, Plant{policyAdminWildcard, p.Arn})
			}
			if bytes.Contains(text, []byte(`"WholeService"`)) {
				found = append(found, Plant{policyServiceWildcard, p.Arn})
			}
		}
	}
	return found
}

func credentialProblems(t *testing.T, rows [][]string) []Plant {
	t.Helper()
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	var found []Plant
	for _, row := range rows[1:] {
		arn := row[column["arn"]]
		if row[column["password_enabled"]] == "true" && row[column["mfa_active"]] != "true" {
			found = append(found, Plant{userConsoleMFAMissing, arn})
		}
		if row[column["access_key_1_active"]] != "true" {
			continue
		}
		rotated, err := time.Parse(time.RFC3339, row[column["access_key_1_last_rotated"]])
		if err != nil {
			t.Fatal(err)
		}
		if defaultAsOf.Sub(rotated) > 90*24*time.Hour {
			found = append(found, Plant{accessKeyOld, arn})
		}
	}
	return found
}

func TestWriteDir(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "account")
	o := preset(t, "small")
	if err := WriteDir(dir, o); err != nil {
		t.Fatal(err)
	}
	for _, e := range exports {
		got, err := os.ReadFile(filepath.Join(dir, e.path))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, written(t, e.write, o)) {
			t.Errorf("%s differs from what its function writes", e.path)
		}
	}
	var manifest struct{ Files []struct{ Path, Time string } }
	text, err := os.ReadFile(filepath.Join(dir, "iamlint-export.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	if len(manifest.Files) != len(exports) || manifest.Files[0].Time != "2026-06-01T06:00:00Z" {
		t.Errorf("manifest: %s", text)
	}
}

type refusing struct{}

func (refusing) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestWriteErrors(t *testing.T) {
	for _, e := range exports {
		if err := e.write(refusing{}, preset(t, "small")); err == nil {
			t.Errorf("%s: no error from a writer that refuses", e.path)
		}
	}
}
