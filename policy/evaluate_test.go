package policy

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// compiled compiles statements, each a JSON object without its braces.
func compiled(t testing.TB, statements ...string) *Compiled {
	t.Helper()
	text := `{"Version": "2012-10-17", "Statement": [{` + strings.Join(statements, "}, {") + `}]}`
	d, err := Parse([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if len(d.Problems) > 0 {
		t.Fatalf("%s: %+v", text, d.Problems)
	}
	return Compile(d)
}

// Statements, for short.
const (
	allowAll    = `"Effect": "Allow", "Action": "*", "Resource": "*"`
	denyAll     = `"Effect": "Deny", "Action": "*", "Resource": "*"`
	allowGet    = `"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"`
	denyGet     = `"Effect": "Deny", "Action": "s3:Get*", "Resource": "*"`
	allowOther  = `"Effect": "Allow", "Action": "iam:GetUser", "Resource": "*"`
	denyWithout = `"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}`
)

func principal(effect, kind, value string) string {
	return fmt.Sprintf(`"Effect": %q, "Principal": {%q: %q}, "Action": "*", "Resource": "*"`, effect, kind, value)
}

func notPrincipal(effect, value string) string {
	return fmt.Sprintf(`"Effect": %q, "NotPrincipal": {"AWS": %q}, "Action": "*", "Resource": "*"`, effect, value)
}

func trust(kind, value string) string {
	return fmt.Sprintf(`"Effect": "Allow", "Principal": {%q: %q}, "Action": ["sts:AssumeRole", "sts:AssumeRoleWithSAML"]`, kind, value)
}

const (
	home, away = "111122223333", "444455556666"
	alice      = "arn:aws:iam::111122223333:user/team/alice"
	session    = "arn:aws:sts::111122223333:assumed-role/deploy/s1"
	role       = "arn:aws:iam::111122223333:role/ci/deploy"
	rootUser   = "arn:aws:iam::111122223333:root"
	federated  = "arn:aws:sts::111122223333:federated-user/alice"
	linked     = "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
	object     = "arn:aws:s3:::b/k"
	key        = "arn:aws:kms:eu-west-1:111122223333:key/1"
	queue      = "arn:aws:sqs:eu-west-1:111122223333:q"
)

func TestEvaluate(t *testing.T) {
	type policies struct {
		identity, resource, boundary, session, endpoint string // statements apart by ;
		scps, rcps                                      []string
	}
	for _, c := range []struct {
		name              string
		caller            string
		action, resource  string
		account           string
		p                 policies
		want              Outcome
		missing, deniedBy string
	}{
		// Policies for requests within a single account.
		{"nothing", alice, "s3:GetObject", object, home, policies{}, ImplicitlyDenied, "identity", ""},
		{"identity", alice, "S3:getobject", object, home, policies{identity: allowGet}, Allowed, "", ""},
		{"another resource", alice, "s3:GetObject", "arn:aws:s3:::b", home, policies{identity: allowGet}, ImplicitlyDenied, "identity", ""},
		{"deny wins", alice, "s3:GetObject", object, home, policies{identity: allowAll + ";" + denyGet}, ExplicitlyDenied, "", "identity"},
		{"deny without allow", alice, "s3:GetObject", object, home, policies{identity: denyGet}, ExplicitlyDenied, "", "identity"},
		{"boundary", alice, "s3:GetObject", object, home, policies{identity: allowGet, boundary: allowOther}, ImplicitlyDenied, "boundary", ""},
		{"boundary does not grant", alice, "s3:GetObject", object, home, policies{boundary: allowAll}, ImplicitlyDenied, "identity", ""},
		{"boundary denies", alice, "s3:GetObject", object, home, policies{identity: allowGet, boundary: allowAll + ";" + denyGet}, ExplicitlyDenied, "", "boundary"},
		{"session policy", session, "s3:GetObject", object, home, policies{identity: allowAll, session: allowOther}, ImplicitlyDenied, "session", ""},
		{"endpoint", alice, "s3:GetObject", object, home, policies{identity: allowAll, endpoint: principal("Allow", "AWS", away)}, ImplicitlyDenied, "endpoint", ""},
		{"endpoint allows", alice, "s3:GetObject", object, home, policies{identity: allowAll, endpoint: principal("Allow", "AWS", home)}, Allowed, "", ""},

		{"resource names the user", alice, "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "AWS", alice), boundary: allowOther}, Allowed, "", ""},
		{"resource names the user, boundary denies", alice, "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "AWS", alice), boundary: denyAll}, ExplicitlyDenied, "", "boundary"},
		{"resource names everybody", alice, "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "AWS", "*"), boundary: allowOther}, Allowed, "", ""},
		{"resource names the account", alice, "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "AWS", home)}, ImplicitlyDenied, "identity", ""},
		{"resource names the account, identity allows", alice, "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "AWS", rootUser), identity: allowAll}, Allowed, "", ""},
		{"resource names the role", session, "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "AWS", role)}, Allowed, "", ""},
		{"resource names the role, boundary silent", session, "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "AWS", role), boundary: allowOther}, ImplicitlyDenied, "identity boundary", ""},
		{"resource names the session, session policy silent", session, "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "AWS", session), session: allowOther}, Allowed, "", ""},
		{"resource names another user", alice, "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "AWS", "arn:aws:iam::111122223333:user/alice")}, ImplicitlyDenied, "identity", ""},
		{"a wildcard in a principal is a letter", alice, "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "AWS", "arn:aws:iam::111122223333:user/*")}, ImplicitlyDenied, "identity", ""},
		{"a deleted principal", alice, "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "AWS", "AIDAEXAMPLE")}, ImplicitlyDenied, "identity", ""},
		{"resource denies the account", alice, "sqs:SendMessage", queue, home, policies{resource: principal("Deny", "AWS", home), identity: allowAll}, ExplicitlyDenied, "", "resource"},
		{"no resource policy, no harm", alice, "sqs:SendMessage", queue, home, policies{identity: allowAll}, Allowed, "", ""},

		// NotPrincipal.
		{"NotPrincipal denies others", alice, "sqs:SendMessage", queue, home, policies{identity: allowAll, resource: notPrincipal("Deny", role)}, ExplicitlyDenied, "", "resource"},
		{"NotPrincipal spares the listed", session, "sqs:SendMessage", queue, home, policies{identity: allowAll, resource: notPrincipal("Deny", role)}, Allowed, "", ""},
		{"NotPrincipal with a boundary", session, "sqs:SendMessage", queue, home, policies{identity: allowAll, boundary: allowAll, resource: notPrincipal("Deny", role)}, ExplicitlyDenied, "", "resource"},
		{"NotPrincipal allows strangers", Anonymous, "sqs:SendMessage", queue, home, policies{resource: notPrincipal("Allow", alice)}, Allowed, "", ""},

		// The root user and federated users.
		{"root", rootUser, "s3:DeleteBucket", "arn:aws:s3:::b", home, policies{}, Allowed, "", ""},
		{"root is bound by SCPs", rootUser, "s3:DeleteBucket", "arn:aws:s3:::b", home, policies{scps: []string{allowAll + ";" + denyAll}}, ExplicitlyDenied, "", "scp"},
		{"root and a key without the account", rootUser, "kms:Decrypt", key, home, policies{resource: principal("Allow", "AWS", alice)}, ImplicitlyDenied, "resource", ""},
		{"a federated user has nothing", federated, "s3:GetObject", object, home, policies{identity: allowAll}, ImplicitlyDenied, "identity", ""},
		{"a federated user with a session policy", federated, "s3:GetObject", object, home, policies{identity: allowAll, session: allowGet}, Allowed, "", ""},
		{"a federated user by its user", federated, "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "AWS", alice)}, Allowed, "", ""},

		// Roles and keys, whose policy has to allow.
		{"trust of the account", alice, "sts:AssumeRole", role, home, policies{identity: allowAll, resource: trust("AWS", home)}, Allowed, "", ""},
		{"trust of the account alone", alice, "sts:AssumeRole", role, home, policies{resource: trust("AWS", home)}, ImplicitlyDenied, "identity", ""},
		{"trust of the user", alice, "sts:AssumeRole", role, home, policies{resource: trust("AWS", alice)}, Allowed, "", ""},
		{"no trust", alice, "sts:AssumeRole", role, home, policies{identity: allowAll, resource: trust("AWS", away)}, ImplicitlyDenied, "resource", ""},
		{"trust of a service", "ec2.amazonaws.com", "sts:AssumeRole", role, home, policies{resource: trust("Service", "ec2.amazonaws.com")}, Allowed, "", ""},
		{"trust of another service", "ec2.amazonaws.com", "sts:AssumeRole", role, home, policies{resource: trust("Service", "lambda.amazonaws.com")}, ImplicitlyDenied, "resource", ""},
		{"trust of a provider", "arn:aws:iam::111122223333:saml-provider/idp", "sts:AssumeRoleWithSAML", role, home, policies{resource: trust("Federated", "arn:aws:iam::111122223333:saml-provider/idp")}, Allowed, "", ""},
		{"a role does not trust itself", session, "sts:AssumeRole", role, home, policies{identity: allowAll, resource: trust("AWS", alice)}, ImplicitlyDenied, "resource", ""},
		{"key with IAM policies enabled", alice, "kms:Decrypt", key, home, policies{identity: allowAll, resource: principal("Allow", "AWS", rootUser)}, Allowed, "", ""},
		{"key that names only others", alice, "kms:Decrypt", key, home, policies{identity: allowAll, resource: principal("Allow", "AWS", session)}, ImplicitlyDenied, "resource", ""},
		{"key that names the user", alice, "kms:Decrypt", key, home, policies{resource: principal("Allow", "AWS", alice)}, Allowed, "", ""},
		{"an alias", alice, "kms:UpdateAlias", "arn:aws:kms:eu-west-1:111122223333:alias/own", home, policies{identity: allowAll}, Allowed, "", ""},
		{"an alias of AWS", alice, "kms:UpdateAlias", "arn:aws:kms:eu-west-1:111122223333:alias/aws/s3", home, policies{identity: allowAll}, ImplicitlyDenied, "", ""},
		{"a role of AWS", alice, "iam:PutRolePolicy", "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/x", home, policies{identity: allowAll}, ImplicitlyDenied, "", ""},
		{"reading a role of AWS", alice, "iam:GetRole", "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/x", home, policies{identity: allowAll}, Allowed, "", ""},
		{"a policy of AWS", alice, "iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/ReadOnlyAccess", home, policies{identity: allowAll}, ImplicitlyDenied, "", ""},
		{"who am I", alice, "sts:GetCallerIdentity", "*", home, policies{identity: denyAll}, Allowed, "", ""},

		// Organizations.
		{"every level has to allow", alice, "s3:GetObject", object, home, policies{identity: allowGet, scps: []string{allowAll, allowOther}}, ImplicitlyDenied, "scp", ""},
		{"within a level one is enough", alice, "s3:GetObject", object, home, policies{identity: allowGet, scps: []string{allowOther + ";" + allowAll, allowGet}}, Allowed, "", ""},
		{"a level without policies", alice, "s3:GetObject", object, home, policies{identity: allowGet, scps: []string{allowAll, ""}}, ImplicitlyDenied, "scp", ""},
		{"SCPs cut what the resource grants", alice, "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "AWS", alice), scps: []string{allowOther}}, ImplicitlyDenied, "identity scp", ""},
		{"SCPs do not grant", alice, "s3:GetObject", object, home, policies{scps: []string{allowAll}}, ImplicitlyDenied, "identity", ""},
		{"SCPs do not bind service-linked roles", linked, "s3:GetObject", object, home, policies{identity: allowAll, scps: []string{denyAll}}, Allowed, "", ""},
		{"SCPs do not bind services", "sns.amazonaws.com", "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "Service", "sns.amazonaws.com"), scps: []string{denyAll}}, Allowed, "", ""},
		{"RCPs bind services", "sns.amazonaws.com", "sqs:SendMessage", queue, home, policies{resource: principal("Allow", "Service", "sns.amazonaws.com"), rcps: []string{principal("Deny", "AWS", "*")}}, ExplicitlyDenied, "", "rcp"},
		{"RCPs only deny", alice, "s3:GetObject", object, home, policies{identity: allowAll, rcps: []string{""}}, Allowed, "", ""},
		{"RCPs of a service without them", alice, "ec2:StopInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/i", home, policies{identity: allowAll, rcps: []string{principal("Deny", "AWS", "*")}}, Allowed, "", ""},
		{"RCPs and kms:RetireGrant", alice, "kms:RetireGrant", "*", home, policies{identity: allowAll, rcps: []string{principal("Deny", "AWS", "*")}}, Allowed, "", ""},

		// Across accounts.
		{"both sides", alice, "s3:GetObject", object, away, policies{identity: allowGet, resource: principal("Allow", "AWS", home)}, Allowed, "", ""},
		{"only the caller's side", alice, "s3:GetObject", object, away, policies{identity: allowGet}, ImplicitlyDenied, "resource", ""},
		{"only the resource's side", alice, "s3:GetObject", object, away, policies{resource: principal("Allow", "AWS", alice)}, ImplicitlyDenied, "identity", ""},
		{"naming the session lifts no session policy", session, "s3:GetObject", object, away, policies{identity: allowGet, session: allowOther, resource: principal("Allow", "AWS", session)}, ImplicitlyDenied, "session", ""},
		{"a stranger", Anonymous, "s3:GetObject", object, away, policies{resource: principal("Allow", "AWS", "*")}, Allowed, "", ""},
		{"a stranger who is not everybody", Anonymous, "s3:GetObject", object, away, policies{resource: principal("Allow", "AWS", home)}, ImplicitlyDenied, "resource", ""},

		// Elements.
		{"NotAction", alice, "s3:GetObject", object, home, policies{identity: `"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"`}, Allowed, "", ""},
		{"NotAction excludes", alice, "iam:GetUser", alice, home, policies{identity: `"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"`}, ImplicitlyDenied, "identity", ""},
		{"NotResource", alice, "s3:GetObject", object, home, policies{identity: `"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::c/*"`}, Allowed, "", ""},
		{"NotResource excludes", alice, "s3:GetObject", object, home, policies{identity: `"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::b/*"`}, ImplicitlyDenied, "identity", ""},
		{"a variable without a value in NotResource excludes nothing", alice, "s3:GetObject", object, home, policies{identity: `"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:s3:::${aws:PrincipalTag/x}/*"`}, ExplicitlyDenied, "", "identity"},
		{"a condition that is not met", alice, "s3:GetObject", object, home, policies{identity: allowAll + `, "Condition": {"Bool": {"aws:SecureTransport": "true"}}`}, ImplicitlyDenied, "identity", ""},
		{"all conditions", alice, "s3:GetObject", object, home, policies{identity: allowAll + `, "Condition": {"Null": {"a:x": "true"}, "StringEquals": {"a:y": "1"}}`}, ImplicitlyDenied, "identity", ""},
		{"wildcards in the service", alice, "s3:GetObject", object, home, policies{identity: `"Effect": "Allow", "Action": "s*:GetObject", "Resource": "*"`}, ImplicitlyDenied, "identity", ""},
		{"an action without resources", alice, "s3:ListAllMyBuckets", "*", home, policies{identity: `"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::*"`}, ImplicitlyDenied, "identity", ""},
		{"a statement without principals speaks of nobody", alice, "sqs:SendMessage", queue, home, policies{identity: allowAll, resource: denyAll}, Allowed, "", ""},
		{"a statement without resources", alice, "s3:GetObject", object, home, policies{identity: `"Effect": "Allow", "Action": "*"`}, ImplicitlyDenied, "identity", ""},
		{"a short ARN in an SCP", alice, "sqs:SendMessage", queue, home, policies{identity: allowAll, scps: []string{`"Effect": "Allow", "Action": "*", "Resource": "arn:aws:sqs"`}}, ImplicitlyDenied, "scp", ""},
		{"a short ARN in an SCP with a star at its end", alice, "sqs:SendMessage", queue, home, policies{identity: allowAll, scps: []string{`"Effect": "Allow", "Action": "*", "Resource": "arn:aws:sqs:*"`}}, Allowed, "", ""},
		{"a short ARN in an RCP", alice, "sqs:SendMessage", queue, home, policies{identity: allowAll, rcps: []string{`"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "arn:aws:sqs:*"`}}, Allowed, "", ""},
		{"a short ARN in a resource policy", alice, "sqs:SendMessage", queue, home, policies{resource: `"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:sqs:eu-west-1"`}, ImplicitlyDenied, "identity", ""},
		{"a short ARN with a star in a resource policy", alice, "sqs:SendMessage", queue, home, policies{resource: `"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:*:sqs:eu-west-1"`}, Allowed, "", ""},
		{"a short ARN", alice, "sqs:SendMessage", queue, home, policies{identity: `"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:eu-west-1"`}, Allowed, "", ""},
	} {
		list := func(statements string) []*Compiled {
			if statements == "" {
				return nil
			}
			var all []*Compiled
			for _, s := range strings.Split(statements, ";") {
				all = append(all, compiled(t, s))
			}
			return all
		}
		levels := func(statements []string) []Level {
			var levels []Level
			for _, s := range statements {
				levels = append(levels, Level{Policies: list(s)})
			}
			return levels
		}
		p := &Policies{Identity: list(c.p.identity), Boundaries: list(c.p.boundary), Session: list(c.p.session), Endpoint: list(c.p.endpoint), SCPs: levels(c.p.scps), RCPs: levels(c.p.rcps)}
		if c.p.resource != "" {
			p.Resource = list(c.p.resource)[0]
		}
		r := &Request{Principal: c.caller, Action: c.action, Resource: c.resource, ResourceAccount: c.account}
		got := Evaluate(r, p)
		if got.Outcome != c.want || types(got.Missing) != c.missing || types(got.Denied) != c.deniedBy {
			t.Errorf("%s: %v, missing %q, denied by %q; want %v, missing %q, denied by %q", c.name,
				got.Outcome, types(got.Missing), types(got.Denied), c.want, c.missing, c.deniedBy)
		}
		if explained := Explain(r, p); explained.Decision != got {
			t.Errorf("%s: explained as %+v", c.name, explained.Decision)
		}
	}
}

func types(set Types) string {
	var names []string
	for _, t := range set.List() {
		names = append(names, t.String())
	}
	return strings.Join(names, " ")
}

func TestConditional(t *testing.T) {
	get := &Request{Principal: alice, Action: "s3:GetObject", Resource: object, ResourceAccount: home, Context: new(Context).Open()}
	conditioned := allowGet + `, "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}, "Null": {"aws:TokenIssueTime": "false"}}`
	for _, c := range []struct {
		name     string
		p        Policies
		want     Outcome
		residual string // keys of the conditions that are open
	}{
		{"an open Allow", Policies{Identity: []*Compiled{compiled(t, conditioned)}}, Conditional, "aws:SourceIp aws:TokenIssueTime"},
		{"an open Allow beside another", Policies{Identity: []*Compiled{compiled(t, conditioned, allowGet)}}, Allowed, ""},
		{"an open Deny", Policies{Identity: []*Compiled{compiled(t, allowGet, denyWithout)}}, Conditional, "aws:MultiFactorAuthPresent"},
		{"an open Deny of nothing", Policies{Identity: []*Compiled{compiled(t, allowOther, denyWithout)}}, ImplicitlyDenied, ""},
		{"an open Allow and a Deny", Policies{Identity: []*Compiled{compiled(t, conditioned, denyGet)}}, ExplicitlyDenied, ""},
		{"an open boundary", Policies{Identity: []*Compiled{compiled(t, allowGet)}, Boundaries: []*Compiled{compiled(t, conditioned)}}, Conditional, "aws:SourceIp aws:TokenIssueTime"},
		{"an open variable", Policies{Identity: []*Compiled{compiled(t, `"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::b/${aws:userid}"`)}}, Conditional, ""},
	} {
		got := Explain(get, &c.p)
		var keys []string
		for _, r := range got.Residual {
			for _, condition := range r.Conditions {
				keys = append(keys, condition.Key.Text)
			}
		}
		if got.Outcome != c.want || strings.Join(keys, " ") != c.residual {
			t.Errorf("%s: %v, open %q; want %v, %q", c.name, got.Outcome, keys, c.want, c.residual)
		}
		if (c.want == Conditional) != (len(got.Residual) > 0) {
			t.Errorf("%s: %v with %d residual statements", c.name, got.Outcome, len(got.Residual))
		}
	}
	foreign := &Request{Principal: alice, Action: "s3:GetObject", Resource: object, ResourceAccount: away}
	if got := Evaluate(foreign, &Policies{Identity: []*Compiled{compiled(t, allowAll)}, ResourceUnknown: true}); got.Outcome != Conditional {
		t.Errorf("another account's bucket whose policy nobody told: %v", got.Outcome)
	}
	if got := Evaluate(foreign, &Policies{ResourceUnknown: true}); got.Outcome != ImplicitlyDenied {
		t.Errorf("the same without an identity policy: %v", got.Outcome)
	}
}

func TestExplain(t *testing.T) {
	scp := compiled(t, allowAll, `"Sid": "NoGet", `+denyGet)
	identity := compiled(t, allowOther, `"Sid": "Get", `+allowGet)
	r := &Request{Principal: alice, Action: "s3:GetObject", Resource: object, ResourceAccount: home}
	reasons := func(p *Policies) []string {
		var list []string
		for _, reason := range Explain(r, p).Reasons {
			list = append(list, reason.Type.String()+" "+reason.Level+" "+reason.Statement.Sid.Text)
		}
		return list
	}
	if diff := cmp.Diff([]string{"scp r-1 NoGet"}, reasons(&Policies{Identity: []*Compiled{identity}, SCPs: []Level{{"r-1", []*Compiled{scp}}}})); diff != "" {
		t.Errorf("a denial (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"identity  Get"}, reasons(&Policies{Identity: []*Compiled{identity}})); diff != "" {
		t.Errorf("a permission (-want +got):\n%s", diff)
	}
}

func TestHostilePatterns(t *testing.T) {
	pattern := strings.Repeat("*a", 500) + "b"
	text := strings.Repeat("a", 5000)
	if Match(pattern, text) || matchFold(pattern, text) || matchEscaped([]byte(strings.ReplaceAll(pattern, "*", "\xFE")), text) {
		t.Error("a text without b matches")
	}
}

func benchmarkPolicies(b *testing.B) (*Request, *Policies) {
	boundary := compiled(b, allowAll, `"Effect": "Deny", "Action": ["iam:*", "organizations:*"], "Resource": "*"`)
	identity := []*Compiled{
		compiled(b, allowOther, `"Effect": "Allow", "Action": ["ec2:Describe*", "logs:*"], "Resource": "*"`),
		compiled(b, `"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"], "Resource": ["arn:aws:s3:::a", "arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]`,
			`"Effect": "Deny", "NotAction": "iam:*", "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}`),
	}
	ctx := NewContext(map[string]string{"aws:MultiFactorAuthPresent": "true", "aws:SourceIp": "203.0.113.7"})
	return &Request{Principal: session, Action: "s3:GetObject", Resource: object, ResourceAccount: home, Context: ctx},
		&Policies{Identity: identity, Boundaries: []*Compiled{boundary}, SCPs: []Level{{"r", []*Compiled{compiled(b, allowAll)}}}}
}

func TestEvaluateAllocatesNothing(t *testing.T) {
	b := new(testing.B)
	r, p := benchmarkPolicies(b)
	if n := testing.AllocsPerRun(100, func() { Evaluate(r, p) }); n > 0 {
		t.Errorf("%v allocations a decision", n)
	}
}

func BenchmarkEvaluate(b *testing.B) {
	r, p := benchmarkPolicies(b)
	b.ReportAllocs()
	for b.Loop() {
		if Evaluate(r, p).Outcome != Allowed {
			b.Fatal("not allowed")
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	d, err := Parse([]byte(`{"Version": "2012-10-17", "Statement": [{` + allowAll + `}, {` + allowGet + `}, {` + denyWithout + `}, {` + denyGet + `}]}`))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		Compile(d)
	}
}
