package redact

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/iamlint/iamlint/catalog"
)

// value is a text from an export as it may be shown.
func (r *Redactor) value(kind, text string) string { return apply(text, r.find(kind, text)) }

// find finds what has to go from a text of an export that names something of
// this kind.
func (r *Redactor) find(kind, text string) []spot {
	if text == "" || text == "*" {
		return nil
	}
	if kind == "" {
		kind = unknownKind
	}
	key := name{kind, text}
	spots, ok := r.spots[key]
	if !ok {
		spots = r.findAnew(kind, text)
		r.spots[key] = spots
	}
	return spots
}

// wholes are the kinds whose texts are names as a whole, whatever they look like.
var wholes = map[string]bool{
	"user": true, "group": true, "role": true, "policy": true, "instance-profile": true, "sid": true, "alias": true, "text": true, "root": true,
	"certificate": true, "canonical-user": true, "email": true, "access-key": true, "mfa-device": true, "profile": true, "session": true,
	"file": true, "folder": true,
}

// looses are the kinds whose texts need not be names at all, so that words
// which tell nothing about anybody stay.
var looses = map[string]bool{
	unknownKind: true, configurationKind: true, accountKind: true, "region": true, "path": true, "provider": true, "key": true, "value": true, "tag": true,
}

func (r *Redactor) findAnew(kind, text string) []spot {
	switch {
	case kind == "document" || kind == "configuration":
		return []spot{{0, len(text), r.Path(text)}}
	case strings.HasPrefix(text, "arn:") && strings.Count(text, ":") >= 5:
		return r.arn(text)
	case wholes[kind]:
		return r.whole(kind, text)
	case looses[kind] && r.first[text] == "" && r.stays(text):
		return nil
	case r.first[text] != "":
		return []spot{{0, len(text), r.word(kind, text)}}
	case strings.ContainsAny(text, " \n\t"):
		return []spot{{0, len(text), r.name("text", text)}}
	case kind == unknownKind && claim.MatchString(text):
		return r.conditionKey(text)
	}
	return r.words(kind, text)
}

// claim is one of a token, behind the host of who gave it.
var claim = regexp.MustCompile(`^[^:]+\.[^:]+:[a-z]+$`)

// whole is a name as a whole, but for what AWS gave of it.
func (r *Redactor) whole(kind, text string) []spot {
	if kind == "policy" && r.first[text] == "" && r.policies[text] {
		return nil
	}
	if strings.TrimLeft(text, "*?") == "" {
		return nil
	}
	if own := ownName(kind, text); own > 0 {
		return r.behind(kind, text, own)
	}
	return []spot{{0, len(text), r.word(kind, text)}}
}

// behind is what AWS did not give of a name.
func (r *Redactor) behind(kind, text string, own int) []spot {
	if own == len(text) {
		return nil
	}
	return []spot{{own, len(text), r.name(kind, text[own:])}}
}

// awsPolicies are the names of the managed policies that AWS owns.
func awsPolicies(facts *catalog.Catalog) map[string]bool {
	names := make(map[string]bool)
	for _, arn := range facts.ManagedPolicies() {
		names[arn[strings.LastIndexByte(arn, '/')+1:]] = true
	}
	return names
}

var (
	number  = regexp.MustCompile(`^[0-9]{1,6}(\.[0-9]{1,6})?$`)
	moment  = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]*(Z|[+-][0-9:]+)?)?$`)
	version = regexp.MustCompile(`^v[0-9]{1,5}$`)
	action  = regexp.MustCompile(`^([A-Za-z0-9-]+):[A-Za-z0-9*?]+$`)
	keyID   = regexp.MustCompile(`^A[A-Z]{3}[A-Z0-9]{12,}$`)
	ipv4    = regexp.MustCompile(`^[0-9]{1,3}(\.[0-9]{1,3}){3}$`)
	ipv6    = regexp.MustCompile(`^[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*(/[0-9]+)?$`)
	ids     = regexp.MustCompile(`^(o|ou|r|p|vpc|vpce|subnet|sg|i|eni|ami|vol|igw|rtb|acl)-[0-9a-z]{4,}(-[0-9a-z]{4,})?$`)
	numbers = regexp.MustCompile(`[0-9]{7}`)
)

// elements are words of policies and exports that name nothing of anybody.
var elements = map[string]bool{
	"true": true, "false": true, "True": true, "False": true, "TRUE": true, "FALSE": true, "null": true, "Null": true, "N/A": true,
	"no_information": true, "not_supported": true, "supported": true, "Allow": true, "Deny": true, "Effect": true, "Action": true, "NotAction": true,
	"Resource": true, "NotResource": true, "Principal": true, "NotPrincipal": true, "Condition": true, "Statement": true, "Sid": true,
	"Id": true, "Version": true, "AWS": true, "Service": true, "Federated": true, "CanonicalUser": true, "Active": true, "Inactive": true,
	"aws": true, "https://signin.aws.amazon.com/saml": true, "sts.amazonaws.com": true, "Tag": true,
	"aws-service-role": true, "aws-reserved": true, "service-role": true, "job-function": true,
	"User": true, "Role": true, "AssumedRole": true, "AWSAccount": true, "AllUsers": true, "AuthenticatedUsers": true,
	"http://acs.amazonaws.com/groups/global/AllUsers": true, "http://acs.amazonaws.com/groups/global/AuthenticatedUsers": true,
	"http://acs.amazonaws.com/groups/s3/LogDelivery": true, "FULL_CONTROL": true, "READ": true, "WRITE": true, "READ_ACP": true, "WRITE_ACP": true,
}

// stays says whether a text is AWS's own, or tells nothing about anybody.
func (r *Redactor) stays(text string) bool {
	if elements[text] || r.rules[text] || r.policies[text] || r.facts.Service(text) != nil || r.awsHost(text) {
		return true
	}
	switch first := text[0]; {
	case '0' <= first && first <= '9':
		return number.MatchString(text) || moment.MatchString(text)
	case strings.HasPrefix(text, "access_key_") || strings.HasPrefix(text, "cert_") || catalog.IsRegion(text):
		return true
	case first == 'v' && version.MatchString(text):
		return true
	case strings.IndexByte("FSNDBIA", first) >= 0 && operator.MatchString(text):
		return true
	}
	prefix, _, ok := strings.Cut(text, ":")
	if !ok || isAccountID(prefix) {
		return false
	}
	if action.MatchString(text) && (r.facts.Service(strings.ToLower(prefix)) != nil || strings.EqualFold(prefix, "aws")) && !numbers.MatchString(text) {
		return true
	}
	if k, ok := r.facts.Key(text); ok {
		_, variable := catalog.FixedPart(k.Name)
		return !variable
	}
	last := strings.LastIndexByte(text, ':') // before the claim of a token
	return memberKey.MatchString(text[last+1:]) && r.awsHost(text[:last])
}

// conditionKey finds what has to go from a condition key: the key of a tag, the
// name of an identity provider.
func (r *Redactor) conditionKey(text string) []spot {
	if r.stays(text) {
		return nil
	}
	start := 0
	if k, ok := r.facts.Key(text); ok {
		if fixed, _ := catalog.FixedPart(k.Name); len(fixed) < len(text) {
			start = len(fixed)
		}
	}
	kind := "tag"
	if start == 0 {
		kind = "key"
		if i := strings.LastIndexByte(text, ':'); i > 0 && memberKey.MatchString(text[i+1:]) { // a claim
			return r.words("provider", text[:i])
		}
	}
	var found []spot
	for _, s := range r.words(kind, text[start:]) {
		found = append(found, spot{start + s.start, start + s.end, s.text})
	}
	return found
}

// providers are hosts of identity providers that many accounts trust.
var providers = map[string]bool{
	"token.actions.githubusercontent.com": true, "accounts.google.com": true, "graph.facebook.com": true, "www.amazon.com": true,
	"gitlab.com": true, "api.bitbucket.org": true, "app.terraform.io": true, "agent.buildkite.com": true, "signin.aws.amazon.com": true,
}

// hostParts are the names below amazonaws.com that are neither services nor regions.
var hostParts = map[string]bool{"delivery": true, "logs": true, "ops": true, "email": true, "apidestinations": true, "application": true}

// awsHost says whether a text is the host of an AWS service, or of a provider
// that everybody knows.
func (r *Redactor) awsHost(text string) bool {
	if providers[text] {
		return true
	}
	rest, ok := strings.CutSuffix(text, ".cn")
	if !ok {
		rest = text
	}
	rest, ok = strings.CutSuffix(rest, ".amazonaws.com")
	if !ok {
		return false
	}
	labels := strings.Split(rest, ".")
	if len(labels) == 1 {
		return labels[0] != "" && !numbers.MatchString(labels[0])
	}
	for i, label := range labels {
		if strings.HasPrefix(label, "s3") && i > 0 { // a bucket stands before it
			return false
		}
		if !hostParts[label] && !catalog.IsRegion(label) && r.facts.Service(label) == nil {
			return false
		}
	}
	return true
}

// words finds the words of a text that have to go. What stands between them,
// wildcards among it, stays, so that the text keeps its shape.
func (r *Redactor) words(kind, text string) []spot {
	var found []spot
	for i := 0; i < len(text); {
		if strings.HasPrefix(text[i:], "${") {
			if end := strings.IndexByte(text[i:], '}'); end > 0 && r.stays(text[i+2:i+end]) {
				i += end + 1
				continue
			}
		}
		size := strings.IndexFunc(text[i:], separates)
		if size < 0 {
			size = len(text) - i
		}
		if size == 0 {
			i++
			for i < len(text) && text[i]&0xc0 == 0x80 { // the rest of a character
				i++
			}
			continue
		}
		word := text[i : i+size]
		trimmed := strings.Trim(word, "-._")
		if trimmed != "" && (!looses[kind] || !r.wordStays(trimmed)) && (kind != configurationKind || !configurationWords()[trimmed]) {
			start := i + strings.Index(word, trimmed)
			found = append(found, spot{start, start + len(trimmed), r.word(kind, trimmed)})
		}
		i += size
	}
	return found
}

func separates(c rune) bool {
	return unicode.IsSpace(c) || strings.ContainsRune("/:*?${}\"'()[];<>|\\`#", c) || c < ' '
}

// wordStays says whether a word of a longer text stays.
func (r *Redactor) wordStays(word string) bool {
	if _, known := r.first[word]; known {
		return false
	}
	return r.stays(word) || word == "https" || word == "http" || word == "0.0.0.0"
}

// word is what stands for a word, whose looks may tell more than its place.
func (r *Redactor) word(kind, text string) string {
	switch {
	case isAccountID(text):
		kind = accountKind
	case kind != unknownKind && kind != "" && kind != "key" && kind != "provider":
	case keyID.MatchString(text):
		kind = "unique-id"
		if strings.HasPrefix(text, "AKIA") || strings.HasPrefix(text, "ASIA") {
			kind = "access-key"
		}
	case ipv4.MatchString(text) || ipv6.MatchString(text):
		kind = "address"
	case strings.Contains(text, "@"):
		kind = "email"
	case ids.MatchString(text):
		kind, _, _ = strings.Cut(text, "-")
	}
	return r.name(kind, text)
}

func isAccountID(text string) bool {
	if len(text) != 12 {
		return false
	}
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}
