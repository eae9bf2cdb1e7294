package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/report"
)

// questionFlags are those of the commands that ask about an exported account.
type questionFlags struct {
	exports []string
	account string
	context []string
	catalog string
	format  string
}

func (f *questionFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVarP(&f.exports, "export", "e", nil, "`PATH` of the exports (repeatable; default: the current folder)")
	flags.StringVar(&f.account, "account", "", "the `ID` of the account, where the exports have several")
	flags.StringArrayVar(&f.context, "context", nil, "a condition key of the request, as `KEY=VALUE`; KEY=A,B for a multivalued key, KEY= for one that is absent (repeatable)")
	flags.StringVar(&f.catalog, "catalog", "", "facts about AWS services from this `FILE` instead of those built in")
	flags.StringVar(&f.format, "format", "text", "text or json")
	completeValues(cmd, "format", []string{"text", "json"})
	completeFiles(cmd, "catalog", "json")
	completeFlag(cmd, "account", f.accounts)
	completeFlag(cmd, "context", f.contextKeys)
}

// paths are where the exports are.
func (f *questionFlags) paths() []string {
	if len(f.exports) == 0 {
		return []string{"."}
	}
	return f.exports
}

// load reads the account that is asked about.
func (f *questionFlags) load(cmd *cobra.Command) (*account.Principals, *catalog.Catalog, error) {
	if f.format != "text" && f.format != "json" {
		return nil, nil, fmt.Errorf("--format %q is neither text nor json", f.format)
	}
	facts, err := readCatalog(f.catalog)
	if err != nil {
		return nil, nil, err
	}
	accounts, err := loadAccounts(cmd, f.paths())
	if err != nil {
		return nil, nil, err
	}
	var found []*account.Account
	var ids []string
	for _, a := range accounts {
		if f.account == "" || f.account == a.ID {
			found = append(found, a)
			ids = append(ids, a.Title())
		}
	}
	switch len(found) {
	case 0:
		return nil, nil, noDetails(f.paths())
	case 1:
		return account.PrincipalsOf(found[0], facts), facts, nil
	}
	return nil, nil, fmt.Errorf("the exports have several accounts, choose one with --account: %s", strings.Join(ids, ", "))
}

// loadAccounts reads the accounts of exports whose principals are known.
func loadAccounts(cmd *cobra.Command, paths []string) ([]*account.Account, error) {
	set := account.Load(paths, account.Options{})
	for _, e := range set.Errors {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s:%d:%d: error: %s\n", report.Printable(e.Path), e.Line, e.Column, report.Printable(e.Message))
	}
	if len(set.Errors) > 0 {
		return nil, exitCode(exitError)
	}
	accounts := slices.DeleteFunc(set.Accounts, func(a *account.Account) bool { return a.AuthorizationDetails == nil })
	if len(accounts) == 0 {
		return nil, noDetails(paths)
	}
	return accounts, nil
}

func noDetails(paths []string) error {
	return fmt.Errorf("no authorization details in %s (iamlint export-commands)", strings.Join(paths, ", "))
}

// setContext sets the keys of --context.
func (f *questionFlags) setContext(ctx *policy.Context) error {
	for _, text := range f.context {
		key, value, ok := strings.Cut(text, "=")
		switch {
		case !ok || key == "":
			return fmt.Errorf("--context %q is not KEY=VALUE", text)
		case value == "":
			ctx.SetAbsent(key)
		case multivalued(key):
			ctx.SetList(key, strings.Split(value, ",")...)
		default:
			ctx.Set(key, value)
		}
	}
	return nil
}

func multivalued(key string) bool {
	k, ok := catalog.Default().Key(key)
	return ok && k.Type.Multivalued()
}

// A subject is who is asked about.
type subject struct {
	name      string
	caller    string             // as requests name it
	principal *account.Principal // nil for callers that are not in the export
	outside   bool               // of another account, whose policies nobody told
}

// findSubject finds who people mean.
func findSubject(all *account.Principals, text string) (subject, error) {
	found := all.Find(text)
	switch {
	case len(found) == 1:
		return subject{name: found[0].Type + " " + found[0].Name.Value, caller: found[0].ARN.Value, principal: found[0]}, nil
	case len(found) > 1:
		var arns []string
		for _, p := range found {
			arns = append(arns, p.ARN.Value)
		}
		return subject{}, fmt.Errorf("%q may be %s; name one by its ARN", text, strings.Join(arns, " or "))
	case text == "root":
		arn := "arn:aws:iam::" + all.Account().ID + ":root"
		return subject{name: "root", caller: arn}, nil
	case text == policy.Anonymous || strings.HasPrefix(text, "arn:") || strings.Contains(text, ".amazonaws.com"):
		return subject{name: text, caller: text}, nil
	}
	return subject{}, fmt.Errorf("the account has no user or role %q", text)
}

// A question is a request about a subject.
type question struct {
	subject
	action, resource string
}

// ask decides a question. An action that knows no resources is asked about
// "*"; for others a resource with wildcards stands for all that fit.
func ask(all *account.Principals, facts *catalog.Catalog, q question, ctx *policy.Context) (policy.Explanation, []string) {
	r := &policy.Request{Principal: q.caller, Action: q.action, Resource: q.resource, Context: ctx}
	var notes []string
	if a := facts.Action(q.action); a != nil && a.WildcardOnly() {
		if r.Resource != "*" {
			notes = append(notes, q.action+" knows no resources, so the question is about \"*\"")
		}
		r.Resource = "*"
	} else {
		r.SomeResource = strings.ContainsAny(q.resource, "*?")
	}
	own := all.Account().ID
	r.ResourceAccount = own
	if id, ok := account.ResourceAccount(q.resource); ok {
		r.ResourceAccount = id
	}
	var policies *policy.Policies
	if q.principal != nil {
		policies = q.principal.Policies(q.resource)
		for _, arn := range q.principal.Incomplete() {
			notes = append(notes, "the exports lack the document of "+arn.Value+", which may allow or deny more")
		}
	} else {
		policies = all.ResourcePolicies(q.resource)
		if q.name == "root" {
			policies.SCPs, _, _ = all.Organization()
		}
		if q.outside {
			policies.Identity = []*policy.Compiled{everything}
		}
	}
	x := policy.Explain(r, policies)
	if policies.Resource == nil && r.ResourceAccount == own && mayHavePolicy(q.resource) && !policies.ResourceUnknown && x.Outcome != policy.ExplicitlyDenied {
		notes = append(notes, "the exports have no policy of the resource; one may allow or deny more")
	}
	if _, _, err := all.Organization(); err != nil && (x.Outcome == policy.Allowed || x.Outcome == policy.Conditional) {
		notes = append(notes, fmt.Sprintf("the policies of an organization may deny it (%v)", err))
	}
	return x, notes
}

// mayHavePolicy says whether a resource is one of a sort that may have a
// resource-based policy. Those of IAM other than roles have none.
func mayHavePolicy(resource string) bool {
	return resource != "*" && (!strings.Contains(resource, ":iam:") || strings.Contains(resource, ":role/"))
}

// everything stands for the policies of an account that nobody told: who comes
// from there is let in if the resource lets it in.
var everything = func() *policy.Compiled {
	d, err := policy.Parse([]byte(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`))
	if err != nil {
		panic(err)
	}
	return policy.Compile(d)
}()

// contextFor is what is known of the requests of a subject.
func contextFor(s subject) *policy.Context {
	if s.principal != nil {
		return s.principal.Context()
	}
	ctx := new(policy.Context).Open()
	if id, ok := account.ResourceAccount(s.caller); ok {
		ctx.Set("aws:PrincipalAccount", id)
		ctx.Set("aws:PrincipalArn", s.caller)
	}
	if s.name == "root" {
		ctx.Set("aws:PrincipalType", "Account")
	}
	return ctx
}

// actionsOf are the actions that a text with wildcards stands for.
func actionsOf(facts *catalog.Catalog, text string) ([]string, error) {
	pattern, ok := policy.ParseAction(text)
	if !ok {
		return nil, fmt.Errorf("%q is no action such as s3:GetObject", text)
	}
	if !strings.ContainsAny(text, "*?") {
		if a := facts.Action(text); a != nil {
			return []string{a.String()}, nil
		}
		service, name, _ := strings.Cut(text, ":")
		s := facts.Service(service)
		switch {
		case s == nil && facts.NearestService(service) != "":
			return nil, fmt.Errorf("there is no service %q; did you mean %q?", service, facts.NearestService(service))
		case s != nil && s.NearestAction(name) != "":
			return nil, fmt.Errorf("there is no action %q; did you mean %q?", text, s.Prefix+":"+s.NearestAction(name))
		}
		return nil, fmt.Errorf("there is no action %q in the catalogue", text)
	}
	services := facts.Services()
	if !pattern.Every() {
		services = []*catalog.Service{facts.Service(pattern.Service)}
		if services[0] == nil {
			return nil, fmt.Errorf("there is no service %q", pattern.Service)
		}
	}
	var actions []string
	for _, s := range services {
		for i := range s.Actions() {
			if name := s.Actions()[i].String(); pattern.Matches(strings.ToLower(name)) {
				actions = append(actions, name)
			}
		}
	}
	if len(actions) == 0 {
		return nil, fmt.Errorf("no action fits %q", text)
	}
	return actions, nil
}

// A statementPlace is a statement that decides, with its place.
type statementPlace struct {
	Type      string `json:"type"`
	Effect    string `json:"effect"`
	Policy    string `json:"policy"`
	Sid       string `json:"sid"`
	Path      string `json:"path"` // "" for a policy of AWS that the catalogue tells
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	Condition string `json:"condition,omitempty"` // what has to hold, or must not for a Deny
}

// places finds where statements stand.
type places struct{ documents map[*policy.Document]held }

type held struct {
	name string
	doc  *account.PolicyDocument
}

// placesOf knows the documents that can decide about a subject and a resource.
func placesOf(all *account.Principals, s subject, resource string) places {
	p := places{make(map[*policy.Document]held)}
	if s.principal != nil {
		policies := s.principal.Held()
		if b := s.principal.Boundary(); b != nil {
			policies = append(slices.Clone(policies), *b)
		}
		for _, h := range policies {
			name := h.Name
			if h.Group != nil {
				name += " of group " + h.Group.Name.Value
			}
			p.documents[h.Policy] = held{name, h.Document}
		}
	}
	if guardrails, err := all.Account().Guardrails(); err == nil {
		for _, level := range slices.Concat(guardrails.SCPs, guardrails.RCPs) {
			for _, one := range level.Policies {
				p.documents[one.Document.Document] = held{one.Name.Value, one.Document}
			}
		}
	}
	if doc := all.ResourcePolicy(resource); doc != nil {
		name := doc.Name
		if doc.Kind == policy.TrustPolicy {
			name = "trust policy of " + doc.Owner.Name
		}
		p.documents[doc.Document] = held{name, doc}
	}
	return p
}

// know says whether a statement stands in the exports or the catalogue; that
// of the policies of another account does not.
func (p places) know(r policy.Reason) bool {
	_, ok := p.documents[r.Policy.Document]
	return ok
}

func (p places) of(r policy.Reason) statementPlace {
	h := p.documents[r.Policy.Document]
	at := statementPlace{Type: r.Type.String(), Effect: r.Statement.Effect.Text, Policy: h.name, Sid: r.Statement.Sid.Text}
	if h.doc != nil {
		place := h.doc.At(r.Statement.Span)
		at.Path = place.File.Path
		position := report.NewLocator(place.File.Text, []int{int(place.Span.Start)}).At(int(place.Span.Start))
		at.Line, at.Column = position.Line, position.Column
	}
	return at
}

func (p places) residual(r policy.Residual) statementPlace {
	at := p.of(r.Reason)
	var parts []string
	for _, c := range r.Conditions {
		var values []string
		for _, v := range c.Values {
			values = append(values, v.Text)
		}
		parts = append(parts, fmt.Sprintf("%s %s %s", c.Operator, c.Key.Text, strings.Join(values, ", ")))
	}
	at.Condition = strings.Join(parts, " and ")
	if at.Condition == "" {
		at.Condition = "a policy variable has the right value"
	}
	return at
}

// write writes a place for people.
func (at statementPlace) write(w io.Writer) {
	where := "AWS-managed, from the catalogue"
	if at.Path != "" {
		where = fmt.Sprintf("%s:%d:%d", report.Printable(at.Path), at.Line, at.Column)
	}
	statement := "statement"
	if at.Sid != "" {
		statement = "statement " + at.Sid
	}
	does := map[string]string{"Allow": "allows", "Deny": "denies"}[at.Effect]
	fmt.Fprintf(w, "  %s: %s of %s policy %q %s", where, report.Printable(statement), at.Type, report.Printable(at.Policy), does)
	switch {
	case at.Condition == "":
	case at.Effect == "Deny":
		fmt.Fprintf(w, " if %s", report.Printable(at.Condition))
	default:
		fmt.Fprintf(w, " only if %s", report.Printable(at.Condition))
	}
	fmt.Fprintln(w)
}
