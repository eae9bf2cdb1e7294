package main

// A mutant is a change of one place in a file of package policy.
type mutant struct{ file, from, to string }

var mutants = []mutant{
	// Operators.
	{"condition.go", "c.operator == stringLike, variables))", "true, variables))"},
	{"condition.go", "newTemplate(foldString(text), false, variables))\n	case arnLike", "newTemplate(text, false, variables))\n	case arnLike"},
	{"condition.go", "case numericLessThan, dateLessThan:\n		return order < 0", "case numericLessThan, dateLessThan:\n		return order <= 0"},
	{"condition.go", "case numericLessThanEquals, dateLessThanEquals:\n		return order <= 0", "case numericLessThanEquals, dateLessThanEquals:\n		return order < 0"},
	{"condition.go", "case numericGreaterThan, dateGreaterThan:\n		return order > 0", "case numericGreaterThan, dateGreaterThan:\n		return order >= 0"},
	{"condition.go", "case numericGreaterThanEquals, dateGreaterThanEquals:\n		return order >= 0", "case numericGreaterThanEquals, dateGreaterThanEquals:\n		return order > 0"},
	{"condition.go", "	return order == 0", "	return order != 0"},
	{"condition.go", "truth(network.Contains(address))", "truth(!network.Contains(address))"},
	{"condition.go", "truth(want == b))", "truth(want != b))"},
	{"condition.go", "truth(want == string(data)))", "truth(want != string(data)))"},
	{"condition.go", "if absent == (key == nil) {", "if absent != (key == nil) {"},
	{"condition.go", "case c.negated:\n		return met.Not()", "case c.negated:\n		return met"},
	{"condition.go", "case c.optional || c.quantity == forAllValues:\n		return True", "case c.quantity == forAllValues:\n		return True"},
	{"condition.go", "case c.optional || c.quantity == forAllValues:\n		return True", "case c.optional:\n		return True"},
	{"condition.go", "	return truth(c.negated)\n", "	return False\n"},
	{"condition.go", "		return False // such a key needs a set operator, negated or not", "		return c.test(ctx, key.values[0])"},
	{"condition.go", "all = all.And(c.test(ctx, v))", "all = all.Or(c.test(ctx, v))"},
	{"condition.go", "anyone = anyone.Or(c.test(ctx, v))", "anyone = anyone.And(c.test(ctx, v))"},
	{"condition.go", "		if nothing {", "		if nothing && len(key.values) == 0 {"},
	{"condition.go", "if c.broken && (c.negated || c.valueless()) {", "if c.broken && c.valueless() {"},
	{"condition.go", "	if n < 6 {\n		return False, false\n	}\n	for i := range c.arns", "	if n < 5 {\n		return False, false\n	}\n	for i := range c.arns"},
	{"operator.go", `"stringnotlike":             {stringLike, true},`, `"stringnotlike":             {stringLike, false},`},
	{"operator.go", `"notipaddress":              {ipAddress, true},`, `"notipaddress":              {ipAddress, false},`},
	{"operator.go", `"datenotequals":             {dateEquals, true},`, `"datenotequals":             {dateEquals, false},`},
	{"operator.go", `"arnnotlike":                {arnLike, true},`, `"arnnotlike":                {arnLike, false},`},
	{"operator.go", "known.operator != unknownOperator && !(known.operator == null && name.IfExists)", "known.operator != unknownOperator && (known.operator != null || name.IfExists)"},
	{"scalar.go", "	if d.negative {\n		return -order\n	}\n", ""},
	{"scalar.go", "strings.TrimRight(fraction, \"0\")", "fraction"},
	{"scalar.go", "{\"2006-01-02\", 10, 10},\n", ""},

	// Variables.
	{"template.go", "	if !variables || !strings.Contains(text, \"${\") {", "	if !strings.Contains(text, \"${\") {"},
	{"template.go", "			case key != nil && !key.multi:", "			case key != nil:"},
	{"template.go", "			case !p.fallback:\n				missing = true\n				continue", "			case !p.fallback:\n				text = \"*\""},
	{"template.go", "if p.variable == \"\" && !p.literal {", "if !p.literal {"},
	{"template.go", "	case pattern == nil && known:\n		return False", "	case pattern == nil && known:\n		return Unknown"},

	// Actions, resources and statements.
	{"compile.go", "	case SCPType:\n		return t.endsStar", "	case SCPType:\n		return true"},
	{"compile.go", "	case RCPType:\n		return false", "	case RCPType:\n		return true"},
	{"compile.go", "	return t.star\n", "	return true\n"},
	{"evaluate.go", "	if e.matchesAction(s) == s.notAction {", "	if !e.matchesAction(s) {"},
	{"evaluate.go", "		if s.notResource {\n			fit = fit.Not()\n		}\n", ""},
	{"evaluate.go", "		return False // only the policy of a resource may leave out which", "		met = True"},
	{"evaluate.go", "(pattern[p] == '?' || pattern[p] == lowerByte(text[t]))", "(pattern[p] == '?' || pattern[p] == text[t])"},

	// Principals.
	{"caller.go", "		case c.kind == userCaller && c.text == p.text:\n			return direct", "		case c.kind == userCaller && c.name == p.name:\n			return direct"},
	{"caller.go", "		if c.account == p.account && c.account != \"\" {\n			return byAccount", "		if c.account == p.account && c.account != \"\" {\n			return direct"},
	{"caller.go", "			return viaEntity\n		}\n	case sessionPattern", "			return direct\n		}\n	case sessionPattern"},
	{"evaluate.go", "if best == noMatch || s.deny && e.policies.Boundaries != nil {", "if best == noMatch {"},
	{"evaluate.go", "		if s.services&e.bit == 0 || !s.hasPrincipal {", "		if s.services&e.bit == 0 {"},

	// The decision.
	{"evaluate.go", "	if deny == True {\n		decision.Outcome = ExplicitlyDenied\n		return decision\n	}\n", ""},
	{"evaluate.go", "	own := id.And(pb).And(sp)", "	own := id.And(sp)"},
	{"evaluate.go", "	own := id.And(pb).And(sp)", "	own := id.And(pb)"},
	{"evaluate.go", "	allow := inner.And(outer)", "	allow := inner.And(outer.Or(True))"},
	{"evaluate.go", "		inner = own.And(resource.any())", "		inner = own.Or(resource.any())"},
	{"evaluate.go", "	case e.protected():\n		inner = False\n", ""},
	{"evaluate.go", "	case e.caller.kind == rootCaller:\n		id = True\n", ""},
	{"evaluate.go", "	case e.caller.kind == federatedUserCaller && e.policies.Session == nil:\n		id = False // has no permissions of its own\n", ""},
	{"evaluate.go", "		inner = resource.direct.Or(resource.viaEntity.And(pb).And(sp)).Or(resource.account.And(own))", "		inner = resource.direct.Or(resource.viaEntity.And(pb).And(sp)).Or(own)"},
	{"evaluate.go", "		inner = resource.direct.Or(resource.viaEntity.And(pb).And(sp)).Or(own)", "		inner = resource.direct.Or(resource.viaEntity).Or(own)"},
	{"evaluate.go", "return e.caller.account != \"\" && !e.caller.serviceLinked()", "return e.caller.account != \"\""},
	{"evaluate.go", "!e.is(\"kms\", \"RetireGrant\") && ", ""},
	{"evaluate.go", " && catalog.Default().SupportsRCP(e.service)", ""},
	{"evaluate.go", "		v.allow = v.allow.And(allow)\n	}\n	return v\n}\n\n// policy is", "		v.allow = v.allow.Or(allow)\n	}\n	return v\n}\n\n// policy is"},
	{"evaluate.go", "		allow := truth(of == RCPType)", "		allow := False"},
	{"evaluate.go", "	if e.is(\"sts\", \"GetCallerIdentity\") {\n		return Decision{Outcome: Allowed} // always succeeds\n	}\n", ""},
	{"evaluate.go", "	case allow == Unknown || deny == Unknown:", "	case allow == Unknown:"},
}
