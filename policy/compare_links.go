package policy

import (
	"slices"
	"strings"
)

// A link is what no request has all of, because of keys that go together (AWS
// global condition context keys).
type link struct {
	never []condition
	why   string
}

// organizationKeys tell of the same organization.
var organizationKeys = [...]struct{ id, paths string }{
	{"aws:PrincipalOrgID", "aws:PrincipalOrgPaths"},
	{"aws:ResourceOrgID", "aws:ResourceOrgPaths"},
	{"aws:SourceOrgID", "aws:SourceOrgPaths"},
	{"aws:VpceOrgID", "aws:VpceOrgPaths"},
}

// exclusiveKeys are never in one request: a call comes through a VPC endpoint or does not.
var exclusiveKeys = [...][2]string{
	{"aws:SourceIp", "aws:SourceVpc"}, {"aws:SourceIp", "aws:SourceVpce"}, {"aws:SourceIp", "aws:VpcSourceIp"},
}

func asks(operator, key string, values ...string) condition {
	c := Condition{Operator: operator, Key: Value{Text: key}}
	for _, v := range values {
		c.Values = append(c.Values, Value{Text: v})
	}
	return compileCondition(&c, false)
}

func present(key string) condition { return asks("Null", key, "false") }

// findLinks finds the links of the keys that the policies test.
func (c *comparison) findLinks() {
	tested := func(keys ...string) bool {
		return !slices.ContainsFunc(keys, func(key string) bool { return !c.tested[strings.ToLower(key)] })
	}
	never := func(why string, conditions ...condition) { c.links = append(c.links, link{conditions, why}) }
	if tested("aws:MultiFactorAuthAge", "aws:MultiFactorAuthPresent") {
		never("aws:MultiFactorAuthAge comes with aws:MultiFactorAuthPresent = true", present("aws:MultiFactorAuthAge"), asks("StringNotEqualsIgnoreCase", "aws:MultiFactorAuthPresent", "true"))
	}
	for _, keys := range exclusiveKeys {
		if tested(keys[0], keys[1]) {
			never(keys[0]+" is not in requests through a VPC endpoint, which have "+keys[1], present(keys[0]), present(keys[1]))
		}
	}
	for _, keys := range organizationKeys {
		if !tested(keys.id, keys.paths) {
			continue
		}
		why := keys.id + " is the organization with which " + keys.paths + " begins"
		never(why, present(keys.id), asks("Null", keys.paths, "true"))
		never(why, asks("Null", keys.id, "true"), present(keys.paths))
		for _, id := range c.organizations(strings.ToLower(keys.id), strings.ToLower(keys.paths)) {
			within := id + "/*"
			never(why, asks("StringNotEquals", keys.id, id), asks("ForAnyValue:StringLike", keys.paths, within))
			never(why, asks("StringEquals", keys.id, id), asks("ForAnyValue:StringNotLike", keys.paths, within))
		}
	}
	if !c.tested["aws:tagkeys"] {
		return
	}
	for _, key := range sortedKeys(c.tested) {
		if tag, ok := strings.CutPrefix(key, "aws:requesttag/"); ok {
			never("the tag of aws:RequestTag/"+tag+" is among aws:TagKeys", present(key), asks("ForAllValues:StringNotEqualsIgnoreCase", "aws:TagKeys", tag))
		}
	}
}

// organizations are those that conditions on two keys name.
func (c *comparison) organizations(id, paths string) (ids []string) {
	for s := range c.statements {
		for i := range s.conditions {
			condition := &s.conditions[i]
			for _, v := range condition.source.Values {
				text, behind := v.Text, true
				switch condition.key {
				case paths:
					text, _, behind = strings.Cut(text, "/")
				case id:
				default:
					continue
				}
				if behind && text != "" && !strings.ContainsAny(text, "*?$") && !slices.Contains(ids, text) {
					ids = append(ids, text)
				}
			}
		}
	}
	return ids
}

// linksFor are the links as predicates, in the light of what is known of the callers.
func (s *solver) linksFor(known *Context) (clauses []clause) {
	for i := range s.links {
		var open clause
		possible := true
		for k := range s.comparison.links[i].never {
			condition := &s.links[i].never[k]
			switch condition.holds(known) {
			case True:
			case False:
				possible = false
			default:
				open = append(open, s.conditionPredicate(condition, known))
			}
		}
		if possible && open != nil {
			clauses = append(clauses, open)
		}
	}
	return clauses
}

// unlikely says why AWS does not make a request.
func (c *comparison) unlikely(r *Request) string {
	for _, l := range c.links {
		if !slices.ContainsFunc(l.never, func(one condition) bool { return one.holds(r.Context) != True }) {
			return l.why
		}
	}
	return ""
}
