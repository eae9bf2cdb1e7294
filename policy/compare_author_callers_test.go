package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/iamlint/iamlint/catalog"
)

// principal writes an element Principal.
func (a author) principal() string {
	switch typ := a.one("AWS", "AWS", "AWS", "Service", "Federated", "CanonicalUser", "*"); typ {
	case "AWS":
		return `{"AWS": ` + a.list(func() string {
			return a.one("*", "111122223333", "arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root", "arn:aws:iam::111122223333:user/a", "arn:aws:iam::111122223333:user/p/a", "arn:aws:iam::111122223333:role/r",
				"arn:aws:iam::111122223333:role/p/t", "arn:aws:sts::111122223333:assumed-role/r/s", "arn:aws:sts::111122223333:federated-user/a", "arn:aws:iam::444455556666:role/r")
		}) + `}`
	case "Service":
		return `{"Service": ` + a.list(func() string { return a.one("sns.amazonaws.com", "lambda.amazonaws.com") }) + `}`
	case "Federated":
		return `{"Federated": ` + a.list(func() string {
			return a.one("accounts.google.com", "arn:aws:iam::111122223333:saml-provider/p", "arn:aws:iam::111122223333:oidc-provider/o")
		}) + `}`
	case "CanonicalUser":
		return `{"CanonicalUser": "abc"}`
	}
	return `"*"`
}

// keysAboutCallers are the keys that tell who calls, with operators and values.
var keysAboutCallers = []struct {
	keys, operators, values []string
}{
	{[]string{"aws:PrincipalArn"}, []string{"ArnLike", "ArnNotLike", "StringLike", "StringNotLike", "StringEquals", "StringNotEquals", "ArnEquals"}, []string{
		"arn:aws:iam::111122223333:user/a", "arn:aws:iam::111122223333:role/*", "arn:aws:iam::*:role/r", "arn:aws:iam::111122223333:role/p/t", "arn:aws:iam::111122223333:*/a", "arn:aws:iam::*:root", "arn:aws:iam::444455556666:*", "*",
		"arn:*", "arn:aws:iam::111122223333:role/p*", "arn:aws:sts::111122223333:*", "arn:aws:iam::111122223333:user/${aws:username}", "arn:aws:iam::${aws:PrincipalAccount}:role/r",
	}},
	{[]string{"aws:PrincipalAccount"}, []string{"StringEquals", "StringNotEquals", "StringLike", "StringNotLike"}, []string{"111122223333", "444455556666", "1111*", "*6", "*", "999988887777"}},
	{[]string{"aws:PrincipalType"}, []string{"StringEquals", "StringNotEquals", "StringLike"}, []string{"User", "AssumedRole", "Account", "FederatedUser", "A*", "Anonymous"}},
	{[]string{"aws:username"}, []string{"StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase"}, []string{"a", "b", "A", "*", "?"}},
	{[]string{"aws:PrincipalIsAWSService"}, []string{"Bool"}, []string{"true", "false"}},
	{[]string{"aws:PrincipalServiceName", "aws:PrincipalServiceNamesList"}, []string{"StringEquals", "StringNotEquals", "StringLike"}, []string{"sns.amazonaws.com", "*.amazonaws.com", "lambda.amazonaws.com", "x*", "SNS.amazonaws.com", "*s.*"}},
}

// callerStatement writes a statement about who calls, for policies of a kind.
func (a author) callerStatement(kind Kind) string {
	var conditions conditions
	for range a.IntN(3) {
		about := keysAboutCallers[a.IntN(len(keysAboutCallers))]
		conditions.add(a, a.one(about.operators...), a.one(about.keys...), func() string { return a.one(about.values...) })
	}
	text := fmt.Sprintf(`{"Effect": %q`, a.one("Allow", "Allow", "Deny"))
	if kind != IdentityPolicy {
		text += fmt.Sprintf(`, %q: %s`, a.not("Principal"), a.principal())
	}
	if kind == TrustPolicy {
		text += `, "Action": ` + a.list(func() string {
			return a.one("sts:*", "sts:AssumeRole", "sts:AssumeRoleWith*", "sts:TagSession", "sts:SetSourceIdentity")
		})
	} else {
		text += `, "Action": ` + a.list(func() string { return a.one("s3:*", "s3:GetObject", "s3:Get*") }) + `, "Resource": "*"`
	}
	return text + conditions.element() + `}`
}

// somebodies are requests by callers of all kinds, each with the keys that tell
// of it. A role has one path.
func somebodies() (requests []*Request) {
	add := func(who, canonical string, keys ...string) {
		ctx := new(Context)
		for i := 0; i < len(keys); i += 2 {
			if strings.HasSuffix(keys[i], "List") {
				ctx.SetList(keys[i], strings.Fields(keys[i+1])...)
			} else {
				ctx.Set(keys[i], keys[i+1])
			}
		}
		for _, action := range []string{"s3:GetObject", "s3:PutObject", "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:TagSession"} {
			requests = append(requests, &Request{Principal: who, Canonical: canonical, Action: action, Resource: "arn:aws:s3:::b/k", ResourceAccount: otherAccount, Context: ctx})
		}
	}
	for _, account := range []string{"111122223333", "444455556666", "777788889999", "999988887777", "111199999999", "123456789016"} {
		iam, sts := "arn:aws:iam::"+account+":", "arn:aws:sts::"+account+":"
		for _, canonical := range []string{"", "abc"} {
			principal := func(who, typ, arn string, more ...string) {
				add(who, canonical, append(more, "aws:PrincipalAccount", account, "aws:PrincipalType", typ, "aws:PrincipalIsAWSService", "false", "aws:PrincipalArn", arn)...)
			}
			for _, user := range []string{"a", "b", "A", "p/a", "cc", "p/b"} {
				principal(iam+"user/"+user, "User", iam+"user/"+user, "aws:username", user[strings.LastIndex(user, "/")+1:])
			}
			for _, role := range []string{"r", "p/t", "q", "p/q", "px", "a", "p/b"} {
				for _, session := range []string{"s", "t"} {
					principal(sts+"assumed-role/"+role[strings.LastIndex(role, "/")+1:]+"/"+session, "AssumedRole", iam+"role/"+role)
				}
			}
			principal(iam+"root", "Account", iam+"root")
			principal(sts+"federated-user/a", "FederatedUser", sts+"federated-user/a")
			principal(sts+"federated-user/b", "FederatedUser", sts+"federated-user/b")
		}
	}
	for _, service := range []string{"sns.amazonaws.com", "lambda.amazonaws.com", "x.amazonaws.com", "y"} {
		for _, other := range []string{"", "y.amazonaws.com", "sns.amazonaws.com", "lambda.amazonaws.com", "z"} {
			add(service, "", "aws:PrincipalIsAWSService", "true", "aws:PrincipalServiceName", service, "aws:PrincipalServiceNamesList", service+" "+other)
		}
	}
	for _, provider := range []string{"accounts.google.com", "arn:aws:iam::111122223333:saml-provider/p", "arn:aws:iam::111122223333:saml-provider/q", "arn:aws:iam::111122223333:oidc-provider/o"} {
		add(provider, "")
	}
	add(Anonymous, "")
	add(Anonymous, "", "aws:userid", "anonymous", "aws:PrincipalType", "Anonymous")
	return requests
}

// TestCompareAuthoredCallers compares policies of an author about callers, and
// refutes what requests of everybody can.
func TestCompareAuthoredCallers(t *testing.T) {
	a := newAuthor(t)
	facts := catalog.Default()
	counts := make(map[Verdict]int)
	pairs := pairsOf(t, 800)
	all := somebodies()
	requests := make(map[Kind][]*Request)
	kinds := []Kind{ResourcePolicy, TrustPolicy, IdentityPolicy, EndpointPolicy}
	for _, kind := range kinds {
		requests[kind] = slices.DeleteFunc(slices.Clone(all), func(r *Request) bool {
			who := parseCaller(r.Principal).kind
			return (kind == TrustPolicy) != strings.HasPrefix(r.Action, "sts:") ||
				kind == TrustPolicy && who == anonymousCaller || kind == IdentityPolicy && who != userCaller && who != sessionCaller
		})
	}
	for i := range pairs {
		kind := kinds[i%len(kinds)]
		before, now := a.pair(func() string { return a.callerStatement(kind) })
		old, fresh := AccessOf(kind, document(t, before)), AccessOf(kind, document(t, now))
		c := Compare(facts, old, fresh, CompareOptions{Kind: kind})
		counts[c.Verdict]++
		if c.Verdict != NoNewAccess {
			continue
		}
		n, o := newSide(fresh), newSide(old)
		for _, r := range requests[kind] {
			if isNew(r, &n, &o) {
				t.Fatalf("%v: no new access, but %s\nold %s\nnew %s", kind, describe(r), before, now)
			}
		}
	}
	t.Log(counts)
	if counts[Undecided]*20 > pairs || counts[NoNewAccess]*10 < pairs || counts[NewAccess]*10 < pairs {
		t.Errorf("verdicts: %v", counts)
	}
}
