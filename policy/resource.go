package policy

import "strings"

// A resourcePattern is one entry of Resource or NotResource, or a set of
// resources, as the parts of an ARN. AWS matches each part on its own; only the
// last may hold colons.
type resourcePattern struct{ partition, service, region, account, resource string }

// everything is the set of all resources.
var everything = resourcePattern{"*", "*", "*", "*", "*"}

// parseResource splits an entry of Resource. In identity policies, missing
// parts at the end count as stars, so that "*" and "arn:aws" match everything.
// An entry that is neither an ARN nor stars matches nothing and gives ok == false.
func parseResource(entry string) (p resourcePattern, ok bool) {
	scheme, rest, more := strings.Cut(entry, ":")
	if !Match(scheme, "arn") {
		return resourcePattern{}, false
	}
	p = everything
	for _, part := range []*string{&p.partition, &p.service, &p.region, &p.account} {
		if !more {
			return p, true
		}
		*part, rest, more = strings.Cut(rest, ":")
	}
	if more {
		p.resource = rest
	}
	return p, true
}

// covers says whether p matches all of q in the partition of the account. The
// answer yes is certain.
func (p resourcePattern) covers(q resourcePattern) bool {
	if !covers(p.service, q.service) || !covers(p.resource, q.resource) || !covers(p.region, q.region) || !p.anyPartition() {
		return false
	}
	// IAM acts in the caller's account alone: an account id means that one.
	return covers(p.account, q.account) || q.service == "iam" && isAccountID(p.account)
}

// inAccount is the pattern with a star for the id of an account.
func (p resourcePattern) inAccount() resourcePattern {
	if isAccountID(p.account) {
		p.account = "*"
	}
	return p
}

func isAccountID(s string) bool { return len(s) == 12 && digits(s) }

// overlaps says whether some resource in the partition of the account matches both.
func (p resourcePattern) overlaps(q resourcePattern) bool {
	return p.anyPartition() && Overlaps(p.service, q.service) && Overlaps(p.region, q.region) &&
		Overlaps(p.account, q.account) && Overlaps(p.resource, q.resource)
}

// anyPartition says whether the partition may be the account's: whoever writes
// one out means the one that the account is in.
func (p resourcePattern) anyPartition() bool {
	return Match(p.partition, "aws") || strings.HasPrefix(p.partition, "aws")
}

// coversResources says whether the statement speaks of all of a set of resources.
func (s *Statement) coversResources(set resourcePattern) bool {
	for _, v := range s.Resource.Values {
		if p, ok := parseResource(v.Text); ok && p.covers(set) {
			return true
		}
	}
	if s.Resource.Present() || !s.NotResource.Present() {
		return false
	}
	for _, v := range s.NotResource.Values {
		if p, ok := parseResource(v.Text); ok && p.overlaps(set) {
			return false
		}
	}
	return true
}
