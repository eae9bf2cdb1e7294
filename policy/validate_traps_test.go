package policy

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/catalog"
)

// TestTrapFixes makes the fix of the one problem of a kind in a document.
func TestTrapFixes(t *testing.T) {
	for _, test := range []struct {
		name      string
		kind      ProblemKind
		safe      bool
		effect    string
		condition string // in a statement about everything
		mended    string // "" for no fix
	}{
		{"without ForAllValues", SingleValueSet, false, "Allow",
			`{"ForAllValues:StringEquals": {"s3:x-amz-acl": "private"}}`, `{"StringEquals": {"s3:x-amz-acl": "private"}}`},
		{"another key that holds a list", SingleValueSet, false, "Allow",
			`{"ForAllValues:StringEquals": {"s3:x-amz-acl": "private", "aws:TagKeys": "a"}}`, ""},
		{"the operator stands there already", SingleValueSet, false, "Allow",
			`{"ForAllValues:StringEquals": {"s3:x-amz-acl": "private"}, "StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}`, ""},
		{"a new operator on one line", ForAllValuesNull, false, "Allow",
			`{"ForAllValues:StringEquals": {"aws:CalledVia": "athena.amazonaws.com"}}`,
			`{"Null": {"aws:CalledVia": "false"}, "ForAllValues:StringEquals": {"aws:CalledVia": "athena.amazonaws.com"}}`},
		{"a new operator on a line of its own", ForAllValuesNull, false, "Allow",
			"{\n  \"ForAllValues:StringEquals\": {\"aws:CalledVia\": \"athena.amazonaws.com\"}\n}",
			"{\n  \"Null\": {\"aws:CalledVia\": \"false\"},\n  \"ForAllValues:StringEquals\": {\"aws:CalledVia\": \"athena.amazonaws.com\"}\n}"},
		{"under an operator that stands there", ForAllValuesNull, false, "Allow",
			`{"ForAllValues:StringEquals": {"aws:CalledVia": "athena.amazonaws.com"}, "Null": {"aws:SourceIp": "true"}}`,
			`{"ForAllValues:StringEquals": {"aws:CalledVia": "athena.amazonaws.com"}, "Null": {"aws:CalledVia": "false", "aws:SourceIp": "true"}}`},
		{"an exception for services", SourceIPServices, false, "Deny",
			`{"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}`,
			`{"Bool": {"aws:ViaAWSService": "false"}, "NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}`},
		{"fewer ARNs allowed", ARNAsString, true, "Allow",
			`{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/a"}}`, `{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/a"}}`},
		{"fewer ARNs denied", ARNAsString, false, "Deny",
			`{"StringLikeIfExists": {"aws:PrincipalArn": "arn:aws:iam::*:role/a"}}`, `{"ArnLikeIfExists": {"aws:PrincipalArn": "arn:aws:iam::*:role/a"}}`},
		{"fewer ARNs spared", ARNAsString, true, "Deny",
			`{"ForAnyValue:StringNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/a"}}`, `{"ForAnyValue:ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/a"}}`},
		{"not all are ARNs", ARNAsString, false, "Allow",
			`{"StringLike": {"aws:PrincipalArn": ["arn:aws:iam::*:role/a", "b"]}}`, ""},
		{"a Deny that long-term keys pass", MFAIneffective, false, "Deny",
			`{"Bool": {"aws:MultiFactorAuthPresent": "false"}}`, `{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}`},
		{"an Allow that they pass", MFAIneffective, false, "Allow",
			`{"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}`, `{"Bool": {"aws:MultiFactorAuthPresent": "true"}}`},
		{"a session without MFA", MFAIneffective, false, "Deny",
			`{"Null": {"aws:MultiFactorAuthPresent": "true"}}`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			document := func(condition string) string {
				return `{"Version": "2012-10-17", "Statement": {"Effect": "` + test.effect + `", "Action": "*", "Resource": "*", "Condition": ` + condition + `}}`
			}
			problem, ok := problemOf(t, document(test.condition), test.kind)
			if !ok || (problem.Fix != nil) != (test.mended != "") {
				t.Fatalf("got %+v", problem)
			}
			if problem.Fix == nil {
				return
			}
			if problem.Fix.Safe != test.safe {
				t.Errorf("safe: %v", problem.Fix.Safe)
			}
			got := document(test.condition)
			for _, edit := range problem.Fix.Edits {
				got = got[:edit.Span.Start] + edit.New + got[edit.Span.End:]
			}
			if diff := cmp.Diff(document(test.mended), got); diff != "" {
				t.Error(diff)
			}
			if again, ok := problemOf(t, got, test.kind); ok {
				t.Errorf("after the fix: %+v", again)
			}
		})
	}
}

func problemOf(t *testing.T, text string, kind ProblemKind) (Problem, bool) {
	t.Helper()
	d, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	problems := NewValidator(catalog.Default()).Validate(d, IdentityPolicy)
	i := slices.IndexFunc(problems, func(p Problem) bool { return p.Kind == kind })
	if i < 0 {
		return Problem{}, false
	}
	return problems[i], true
}

// TestMFAStates tells in which states of MFA a condition holds.
func TestMFAStates(t *testing.T) {
	for condition, want := range map[string]string{
		`{"Bool": {"aws:MultiFactorAuthPresent": "true"}}`:                                                           "true",
		`{"Bool": {"aws:MultiFactorAuthPresent": "false"}}`:                                                          "false",
		`{"BoolIfExists": {"aws:multifactorauthpresent": false}}`:                                                    "absent false",
		`{"Null": {"aws:MultiFactorAuthPresent": "false"}}`:                                                          "false true",
		`{"StringNotEquals": {"aws:MultiFactorAuthPresent": "true"}}`:                                                "absent false",
		`{"ForAnyValue:Bool": {"aws:MultiFactorAuthPresent": "false"}}`:                                              "false",
		`{"ForAllValues:Bool": {"aws:MultiFactorAuthPresent": "true"}}`:                                              "absent true",
		`{"Bool": {"aws:MultiFactorAuthPresent": ["true", "false"]}}`:                                                "false true",
		`{"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}, "Null": {"aws:MultiFactorAuthPresent": "false"}}`: "false",
	} {
		d, err := Parse([]byte(`{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": ` + condition + `}}`))
		if err != nil {
			t.Fatal(err)
		}
		states, _ := d.Statements[0].mfaStates()
		var got []string
		for i, name := range []string{"absent", "false", "true"} {
			if states&(1<<i) != 0 {
				got = append(got, name)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s holds for %v, want %s", condition, got, want)
		}
	}
}
