// Package accountgen invents AWS accounts and writes their exports, for tests
// and benchmarks.
//
// The same options give the same bytes. Entities are made one at a time, so an
// account of any size needs little memory. Some entities carry a problem on
// purpose: Planted lists them. No name, ID or ARN is meant to be that of a real
// account.
package accountgen

import (
	"fmt"
	"time"
)

// Options say what account to invent. Equal options make equal accounts.
type Options struct {
	Seed uint64

	// How many there are of each. AWS-managed policies that something is
	// attached to come on top of Policies.
	Users, Groups, Roles, Policies int

	// Compact leaves out all white space; otherwise JSON is indented by four
	// spaces, as the AWS CLI does.
	Compact bool

	// AsOf is when the exports were made; zero means the first of June 2026.
	AsOf time.Time
}

var presets = map[string]Options{
	"small":  {Seed: 1, Users: 15, Groups: 4, Roles: 22, Policies: 10},
	"medium": {Seed: 1, Users: 250, Groups: 25, Roles: 420, Policies: 280},
	"large":  {Seed: 1, Users: 2000, Groups: 150, Roles: 3000, Policies: 3400},
}

// Preset returns the options of an account whose indented authorization
// details are about 0.2 MB (small), 4.5 MB (medium) or 45 MB (large).
func Preset(name string) (Options, error) {
	o, ok := presets[name]
	if !ok {
		return Options{}, fmt.Errorf("unknown preset %q (want small, medium or large)", name)
	}
	return o, nil
}

// defaultAsOf is when exports were made whose options do not say.
var defaultAsOf = time.Date(2026, time.June, 1, 6, 0, 0, 0, time.UTC)

// An account is what all exports of one account have to agree on.
type account struct {
	Options
	id          string
	neighbours  []string // ids of other accounts
	eksIssuer   string   // the OIDC issuer of the account's EKS cluster, without the scheme
	groupNames  []string
	policyNames []string
	plan        plan
}

func newAccount(o Options) *account {
	if o.AsOf.IsZero() {
		o.AsOf = defaultAsOf
	}
	o.AsOf = o.AsOf.UTC()
	a := &account{Options: o}
	r := a.random("account", 0)
	a.id = r.accountID()
	for range 12 {
		a.neighbours = append(a.neighbours, r.accountID())
	}
	a.eksIssuer = "oidc.eks." + r.pick(regions) + ".amazonaws.com/id/" + r.text("0123456789ABCDEF", 32)
	for i := range o.Groups {
		r := a.random("group name", i)
		a.groupNames = append(a.groupNames, fmt.Sprintf("%s-%s-%02d", r.pick(teams), r.pick(duties), i))
	}
	for i := range o.Policies {
		r := a.random("policy name", i)
		a.policyNames = append(a.policyNames, fmt.Sprintf("%s-%s-%s-%04d", r.pick(teams), r.pick(parts), r.pick(purposes), i))
	}
	a.plan = newPlan(a)
	return a
}

// arn is the ARN of an IAM entity; the path begins and ends with a slash.
func (a *account) arn(kind, path, name string) string {
	return "arn:aws:iam::" + a.id + ":" + kind + path + name
}

// ago is a moment between least and most days before the exports were made.
func (a *account) ago(r random, least, most int) time.Time {
	return a.AsOf.AddDate(0, 0, -r.between(least, most)).Add(-time.Duration(r.IntN(12*3600)) * time.Second)
}

// stamp writes a time as the AWS CLI does.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05-07:00") }
