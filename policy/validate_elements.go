package policy

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// currentVersion is the version of the policy language that has variables (IAM
// JSON policy elements: Version).
const currentVersion, oldVersion = "2012-10-17", "2008-10-17"

// documentElements checks what concerns the document as a whole.
func (c *check) documentElements() {
	d := c.document
	if len(d.Statements) == 0 && !c.hasWrong("Statement") {
		c.report(StatementMissing, d.Span, "Statement", "has no statement", nil)
	}
	c.version()
	c.sids()
	c.size()
}

// hasWrong says whether an element is there with a value of the wrong type.
func (c *check) hasWrong(element string) bool {
	for _, p := range c.document.Problems {
		if p.Kind == WrongType && (p.Element == element || p.Element == "policy document") {
			return true
		}
	}
	return false
}

func (c *check) version() {
	d := c.document
	var variables Value
	if d.Version.Text != currentVersion {
		variables = d.firstVariable()
	}
	switch v := d.Version; {
	case !v.Present():
		if c.hasWrong("Version") {
			return
		}
		var fix *Fix
		if len(d.text) > 0 && d.text[0] == '{' && !d.Embedded && len(d.Statements) > 0 {
			// Before the first element, with the white space that it has.
			space := d.text[1 : len(d.text)-len(bytes.TrimLeft(d.text[1:], " \t\r\n"))]
			fix = &Fix{Message: "add Version " + currentVersion, Safe: !variables.Present(),
				Edits: []Edit{{Span{Start: d.Span.Start, End: d.Span.Start + 1}, "{" + string(space) + `"Version": "` + currentVersion + `",`}}}
			if len(space) == 0 {
				fix.Edits[0].New += " "
			}
		}
		c.report(VersionMissing, d.Span, "Version", "has no Version and so falls back to the policy language of 2008", fix)
	case v.Text == oldVersion:
		c.report(VersionOld, v.Span, "Version", fmt.Sprintf("names the Version %q of the policy language", v.Text),
			replace(v.Span, strconv.Quote(currentVersion), "use Version "+currentVersion, !variables.Present()))
	case v.Text != currentVersion:
		c.report(VersionInvalid, v.Span, "Version", fmt.Sprintf("names the Version %q, which does not exist", v.Text),
			replace(v.Span, strconv.Quote(currentVersion), "use Version "+currentVersion, !variables.Present()))
		return
	}
	if variables.Present() && d.Version.Text != currentVersion {
		detail := fmt.Sprintf("uses %s, which its Version takes for plain text", variables.Text)
		var fix *Fix
		if d.Version.Present() {
			fix = replace(d.Version.Span, strconv.Quote(currentVersion), "use Version "+currentVersion, false)
		}
		c.report(VariableVersionOld, variables.Span, variables.Text, detail, fix)
	}
}

// firstVariable is the first value with a policy variable where one may stand.
func (d *Document) firstVariable() Value {
	for i := range d.Statements {
		s := &d.Statements[i]
		for _, e := range []Element{s.Resource, s.NotResource} {
			for _, v := range e.Values {
				if hasVariable(v.Text) {
					return v
				}
			}
		}
		for k := range s.Conditions {
			for _, v := range s.Conditions[k].Values {
				if hasVariable(v.Text) {
					return v
				}
			}
		}
	}
	return Value{}
}

// hasVariable says whether a text has something that is meant as a variable.
func hasVariable(text string) bool {
	if !strings.Contains(text, "${") {
		return false
	}
	_, inside, _, ok := cutVariable(text)
	return ok && inside != "" && parseVariable(inside, false).variable != "" || ok && (inside == "*" || inside == "?" || inside == "$")
}

// sids checks that Sids are different (AWS JSON policy elements: Sid).
func (c *check) sids() {
	d := c.document
	for i := range d.Statements {
		s := &d.Statements[i]
		sid := s.Sid
		if !sid.Present() {
			continue
		}
		c.statement = s
		switch {
		case sid.Text == "":
			c.report(SidInvalid, sid.Span, "Sid", "has an empty Sid", nil)
			c.so("nothing can refer to the statement by name")
			continue
		case c.kind != ResourcePolicy && c.kind != EndpointPolicy && !alphanumeric(sid.Text):
			c.report(SidInvalid, sid.Span, "Sid", fmt.Sprintf("has the Sid %q, of which only letters and digits are accepted", sid.Text),
				replace(sid.Span, strconv.Quote(onlyAlphanumeric(sid.Text)), "leave out the other characters", onlyAlphanumeric(sid.Text) != ""))
		}
		if n := d.countSid(sid.Text, i); n > 0 {
			for n++; d.countSid(sid.Text+strconv.Itoa(n), len(d.Statements)) > 0; n++ {
			}
			c.report(SidDuplicate, sid.Span, "Sid", fmt.Sprintf("has the Sid %q twice", sid.Text),
				replace(sid.Span, strconv.Quote(sid.Text+strconv.Itoa(n)), "number the second one", true))
			if c.kind == ResourcePolicy || c.kind == EndpointPolicy {
				c.so("AWS refuses the policy or a tool takes one for the other")
			}
		}
	}
	c.statement = nil
}

// countSid counts the statements with a Sid before the one with this number.
func (d *Document) countSid(sid string, before int) int {
	n := 0
	for i := range before {
		if d.Statements[i].Sid.Text == sid {
			n++
		}
	}
	return n
}

func alphanumeric(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

func onlyAlphanumeric(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && alphanumeric(string(r)) {
			return r
		}
		return -1
	}, s)
}

// quotas are the characters that a policy may have, white space apart (IAM and
// AWS STS quotas; Quotas for AWS Organizations). A trust policy has 2,048,
// which may be raised to 8,192.
var quotas = map[Kind]struct {
	limit int
	what  string
}{
	IdentityPolicy:        {6144, "a managed policy"},
	TrustPolicy:           {2048, "a trust policy"},
	ResourcePolicy:        {20480, "a resource policy of most services"},
	ServiceControlPolicy:  {10240, "a service control policy"},
	ResourceControlPolicy: {5120, "a resource control policy"},
}

func (c *check) size() {
	quota, ok := quotas[c.kind]
	if !ok || len(c.document.text) <= quota.limit {
		return
	}
	if size := c.document.Characters(); size > quota.limit {
		c.report(SizeExceeded, c.document.Span, "policy document",
			fmt.Sprintf("has %d characters, white space not counted, more than the %d of %s", size, quota.limit, quota.what), nil)
	}
}

// elements checks which elements a statement has.
func (c *check) elements(s *Statement) {
	c.effect(s)
	c.combinations(s)
	if !s.Action.Present() && !s.NotAction.Present() {
		c.report(ActionMissing, s.Span, "Action", "has a statement without Action", nil)
	}
	hasResource := s.Resource.Present() || s.NotResource.Present()
	switch {
	case c.kind == TrustPolicy && hasResource:
		at := s.Resource.Span
		if !s.Resource.Present() {
			at = s.NotResource.Span
		}
		c.report(TrustResource, at, "Resource", "names resources, though a trust policy speaks of its own role alone", c.removal(at, "remove it"))
	case !hasResource && c.needsResource(s):
		c.report(ResourceMissing, s.Span, "Resource", "has a statement without Resource", nil)
	}
	if c.kind == ResourceControlPolicy {
		c.controlElements(s)
	}
}

// removal removes the member of an object whose value stands at a span; nil where
// the place of its key is not known, which documents in a string do not tell.
func (c *check) removal(value Span, message string) *Fix {
	if c.document.Embedded {
		return nil
	}
	before := c.document.text[:value.Start]
	colon := bytes.LastIndexByte(before, ':')
	end := bytes.LastIndexByte(before[:colon], '"')
	start := bytes.LastIndexByte(before[:end], '"')
	return replace(Span{Start: uint32(start), End: value.End}, "", message, true)
}

func (c *check) effect(s *Statement) {
	switch e := s.Effect; {
	case !e.Present():
		if !c.hasWrongIn(s, "Effect") {
			c.report(EffectMissing, s.Span, "Effect", "has a statement without Effect", nil)
		}
	case e.Text != "Allow" && e.Text != "Deny":
		detail := fmt.Sprintf("has the Effect %q, which is neither Allow nor Deny", e.Text)
		for _, right := range []string{"Allow", "Deny"} {
			if strings.EqualFold(strings.TrimSpace(e.Text), right) {
				c.report(EffectInvalid, e.Span, "Effect", detail, replace(e.Span, strconv.Quote(right), "write "+right, right == "Deny"))
				return
			}
		}
		c.report(EffectInvalid, e.Span, "Effect", detail, nil)
	}
}

// hasWrongIn says whether a statement has an element with a value of the wrong type.
func (c *check) hasWrongIn(s *Statement, element string) bool {
	for _, p := range c.document.Problems {
		if p.Kind == WrongType && p.Element == element && s.Span.Start <= p.Span.Start && p.Span.End <= s.Span.End {
			return true
		}
	}
	return false
}

func (c *check) combinations(s *Statement) {
	for _, pair := range []struct {
		element  string
		one, not Span
	}{
		{"Action", s.Action.Span, s.NotAction.Span},
		{"Resource", s.Resource.Span, s.NotResource.Span},
		{"Principal", s.Principal.Span, s.NotPrincipal.Span},
	} {
		if pair.one.End != 0 && pair.not.End != 0 {
			c.report(ElementCombination, pair.not, pair.element, fmt.Sprintf("has %s and Not%s in one statement", pair.element, pair.element), nil)
		}
	}
}

// resourceServices are services whose resource policies need a Resource in
// each statement.
var resourceServices = map[string]bool{"s3": true, "sqs": true, "sns": true, "kms": true, "secretsmanager": true, "dynamodb": true, "lambda": true}

// needsResource says whether a statement has to name resources (AWS JSON
// policy elements: Resource).
func (c *check) needsResource(s *Statement) bool {
	switch c.kind {
	case IdentityPolicy, ServiceControlPolicy, ResourceControlPolicy:
		return true
	case ResourcePolicy:
		for _, v := range s.Action.Values {
			service, _, _ := strings.Cut(strings.ToLower(v.Text), ":")
			return resourceServices[service]
		}
	}
	return false
}

// controlElements checks a resource control policy (RCP syntax): it denies
// everybody, names actions of supported services, and has no Not forms but
// NotResource.
func (c *check) controlElements(s *Statement) {
	if s.Allows() {
		c.report(RCPElement, s.Effect.Span, "Effect", "allows something, though a resource control policy can only deny", nil)
	}
	for _, e := range []struct {
		at   Span
		name string
	}{{s.NotAction.Span, "NotAction"}, {s.NotPrincipal.Span, "NotPrincipal"}} {
		if e.at.End != 0 {
			c.report(RCPElement, e.at, e.name, "has "+e.name+", which a resource control policy cannot have", nil)
		}
	}
	for _, p := range s.Principal.Entries {
		if p.Type != "*" || p.Value.Text != "*" {
			c.report(RCPElement, p.Value.Span, "Principal", fmt.Sprintf("names the principal %q, though a resource control policy speaks of everybody (\"Principal\": \"*\")", p.Value.Text), nil)
		}
	}
	for _, v := range s.Action.Values {
		pattern, ok := ParseAction(v.Text)
		switch {
		case !ok:
		case pattern.Every():
			c.report(RCPElement, v.Span, "Action", `has the Action "*", which only RCPFullAWSAccess may have`, nil)
		case !c.facts.SupportsRCP(pattern.Service):
			c.report(RCPElement, v.Span, "Action", fmt.Sprintf("names %q, a service that resource control policies do not cover", v.Text), nil)
		}
	}
}
