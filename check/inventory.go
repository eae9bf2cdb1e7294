package check

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/policy"
)

// newInventory tells who there is in an account and what they hold, nil when
// no export does.
func newInventory(a *account.Account, facts *catalog.Catalog) *lint.Inventory {
	if a.AuthorizationDetails == nil && a.CredentialReport == nil {
		return nil
	}
	v := inventory{facts: facts, details: a.AuthorizationDetails, documents: make(map[string]*policy.Document), reaches: make(map[*policy.Document]lint.Reach),
		credentials: make(map[string]*account.Credentials), groups: make(map[string]*account.Group)}
	if a.CredentialReport != nil {
		v.keys(a.CredentialReport)
	}
	if a.AuthorizationDetails != nil {
		v.principals(account.AdministratorsOf(account.PrincipalsOf(a, facts)))
	}
	return &v.out
}

type inventory struct {
	out         lint.Inventory
	facts       *catalog.Catalog
	details     *account.AuthorizationDetails
	credentials map[string]*account.Credentials // by user
	groups      map[string]*account.Group
	documents   map[string]*policy.Document // in force of managed policies, by ARN; nil when not known
	reaches     map[*policy.Document]lint.Reach
}

func (v *inventory) keys(r *account.CredentialReport) {
	rows := r.Rows
	if r.Root != nil {
		rows = append([]*account.Credentials{r.Root}, rows...)
	}
	for _, row := range rows {
		v.credentials[row.User.Value] = row
		for _, k := range row.Keys {
			if k.Exists() {
				v.out.Keys = append(v.out.Keys, lint.Key{Holder: row.User.Value, Number: k.Number, Active: k.Active.Value, Created: k.Rotated.Value, LastUsed: k.LastUsed.Value})
			}
		}
	}
}

func (v *inventory) principals(admins *account.Administrators) {
	d := v.details
	v.out.Principals = make([]lint.Principal, 0, len(d.Users)+len(d.Groups)+len(d.Roles))
	for _, g := range d.Groups {
		v.groups[g.Name.Value] = g
	}
	for _, u := range d.Users {
		p := newPrincipal(&u.Identity)
		held := v.hold(&p, &u.Identity, "")
		for _, name := range u.Groups {
			p.Groups = append(p.Groups, name.Value)
			if g := v.groups[name.Value]; g != nil {
				held = append(held, v.hold(&p, &g.Identity, name.Value)...)
			} else {
				held = append(held, nil) // what the group holds is not known
			}
		}
		if row := v.credentials[p.Name]; row != nil {
			p.Console, p.MFA = answer(row.PasswordEnabled), answer(row.MFAActive)
		}
		p.Reach = v.reach(held, &u.Identity)
		administer(&p, admins)
		v.out.Principals = append(v.out.Principals, p)
	}
	for _, g := range d.Groups {
		p := newPrincipal(&g.Identity)
		p.Reach = v.reach(v.hold(&p, &g.Identity, ""), &g.Identity)
		v.out.Principals = append(v.out.Principals, p)
	}
	for _, r := range d.Roles {
		p := newPrincipal(&r.Identity)
		p.Reach = v.reach(v.hold(&p, &r.Identity, ""), &r.Identity)
		administer(&p, admins)
		p.LastUsed, p.Trusted = r.LastUsed.Value, trusted(r.Trust)
		v.out.Principals = append(v.out.Principals, p)
	}
}

// administer counts what a principal may give itself.
func administer(p *lint.Principal, admins *account.Administrators) {
	if admin := admins.Find(p.ARN); admin != nil && p.Reach < lint.ReachAll {
		p.Reach, p.Takes = lint.ReachAll, admin.Action
	}
}

func newPrincipal(i *account.Identity) lint.Principal {
	p := lint.Principal{Type: i.Type, Name: i.Name.Value, ARN: i.ARN.Value, AWSOwned: i.AWSOwned(), Created: i.Create.Value}
	if i.Boundary.Present() {
		p.Boundary = policyName(i.Boundary)
	}
	return p
}

// hold notes the policies of an identity with the principal that has them, and
// gives their documents, nil for one that is not known.
func (v *inventory) hold(p *lint.Principal, from *account.Identity, through string) []*policy.Document {
	documents := make([]*policy.Document, 0, len(from.Inline)+len(from.Attached))
	for _, doc := range from.Inline {
		p.Holds = append(p.Holds, lint.Held{Name: doc.Name, Through: through})
		documents = append(documents, doc.Document)
	}
	for _, attached := range from.Attached {
		p.Holds = append(p.Holds, lint.Held{Name: policyName(attached), ARN: attached.ARN.Value, Through: through})
		documents = append(documents, v.managed(attached.ARN.Value))
	}
	return documents
}

func policyName(a account.AttachedPolicy) string {
	return cmp.Or(a.Name.Value, a.ARN.Value[strings.LastIndexByte(a.ARN.Value, '/')+1:])
}

// managed is the document in force of a managed policy: from the exports, or,
// for one of AWS, from the catalogue.
func (v *inventory) managed(arn string) *policy.Document {
	doc, ok := v.documents[arn]
	if ok {
		return doc
	}
	if m := v.details.Policy(arn); m != nil && m.Default() != nil {
		doc = m.Default().Document
	} else if known, found := v.facts.ManagedPolicy(arn); found {
		doc, _ = policy.Parse(known.Document) // a test parses all of them
	}
	v.documents[arn] = doc
	return doc
}

// reach is how far documents go together, within the permissions boundary.
func (v *inventory) reach(documents []*policy.Document, of *account.Identity) lint.Reach {
	known := slices.DeleteFunc(slices.Clone(documents), func(d *policy.Document) bool { return d == nil })
	reach := v.together(known)
	if len(known) < len(documents) && reach < lint.ReachAll {
		return lint.ReachUnknown
	}
	if of.Boundary.Present() && reach > lint.ReachNothing {
		boundary := v.managed(of.Boundary.ARN.Value)
		if boundary == nil {
			return lint.ReachUnknown
		}
		reach = min(reach, v.of(boundary))
	}
	return reach
}

// together takes documents as one, since what one denies another cannot grant.
func (v *inventory) together(documents []*policy.Document) lint.Reach {
	reach := lint.ReachNothing
	for _, d := range documents {
		reach = max(reach, v.of(d))
	}
	if reach == lint.ReachNothing || len(documents) < 2 {
		return reach
	}
	return reachOf(policy.Join(documents...))
}

func (v *inventory) of(d *policy.Document) lint.Reach {
	reach, ok := v.reaches[d]
	if !ok {
		reach = reachOf(d)
		v.reaches[d] = reach
	}
	return reach
}

func reachOf(d *policy.Document) lint.Reach {
	if _, all := d.GrantsFullAccess(); all {
		return lint.ReachAll
	}
	reach := lint.ReachNothing
	if d.DeniesEverything() {
		return reach
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		if !s.Allows() {
			continue
		}
		if reach = lint.ReachActions; s.NotAction.Present() || len(d.WholeServices(s)) > 0 || slices.ContainsFunc(s.Action.Values, anyAction) {
			return lint.ReachServices
		}
	}
	return reach
}

// anyAction is what allows everything somewhere, if not everywhere.
func anyAction(v policy.Value) bool { return v.Text == "*" || v.Text == "*:*" }

// trusted lists whom the statements of a trust policy let in.
func trusted(trust *account.PolicyDocument) []string {
	if trust == nil {
		return nil
	}
	var list []string
	for i := range trust.Statements {
		s := &trust.Statements[i]
		if !s.Allows() {
			continue
		}
		names := make([]string, 0, len(s.Principal.Entries)+1)
		for _, p := range s.Principal.Entries {
			if p.Everyone() {
				names = append(names, "anyone")
			} else {
				names = append(names, p.Value.Text)
			}
		}
		if s.NotPrincipal.Present() {
			names = append(names, "all but some")
		}
		for _, name := range names {
			if len(s.Conditions) > 0 {
				name += " (on conditions)"
			}
			if !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	return list
}

func answer(c account.Cell[bool]) lint.Answer {
	switch {
	case !c.Known:
		return lint.NotKnown
	case c.Value:
		return lint.Yes
	}
	return lint.No
}

// basis names the facts that a run stands on.
func basis(facts *catalog.Catalog) []lint.Basis {
	services, policies := facts.Source(), facts.PolicySource()
	return []lint.Basis{
		{What: "AWS services and actions", Name: services.Name, Version: version(services)},
		{What: "AWS-managed policies", Name: policies.Name, Version: version(policies)},
	}
}

func version(s catalog.Source) string {
	day := s.Updated
	if t, err := time.Parse(time.RFC3339, day); err == nil {
		day = t.UTC().Format(time.DateOnly)
	}
	return strings.TrimSpace(s.Version + " " + day)
}
