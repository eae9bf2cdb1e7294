package redact

import (
	"path"
	"slices"
	"strings"
)

// usualNames are the names of files and folders that say nothing.
var usualNames = []string{"", ".", "..", "-", "iamlint-export", "iamlint-export.json", ".iamlint.yaml", ".iamlint.yml", ".iamlint-baseline.json"}

// usualStems are the names, without endings, of exports that every account has.
var usualStems = []string{
	"account-aliases", "account-summary", "authorization-details", "contact-information", "credential-report", "organization",
	"organizations-features", "password-policy", "regions", "root-events", "server-certificates", "service-specific-credentials",
	"virtual-mfa-devices", "mfa-devices", "alternate-contact-billing", "alternate-contact-operations", "alternate-contact-security",
	"access-analyzers", "identity-providers",
}

// usualEndings are those that a made-up name of a file keeps.
var usualEndings = []string{".json", ".csv", ".yaml", ".yml", ".txt", ".gz", ".zst"}

// Path is the path of a file, in which names of files and folders are made up
// unless every account has such a file.
func (r *Redactor) Path(file string) string {
	parts := strings.Split(file, "/")
	for i, part := range parts {
		parts[i] = r.pathPart(part, i == len(parts)-1)
	}
	return strings.Join(parts, "/")
}

func (r *Redactor) pathPart(part string, last bool) string {
	if slices.Contains(usualNames, part) {
		return part
	}
	if isAccountID(part) {
		return r.Account(part)
	}
	stem, endings := part, ""
	for slices.Contains(usualEndings, path.Ext(stem)) {
		ending := path.Ext(stem)
		stem, endings = strings.TrimSuffix(stem, ending), ending+endings
	}
	if slices.Contains(usualStems, stem) && endings != "" {
		return part
	}
	if isAccountID(stem) {
		return r.Account(stem) + endings
	}
	if last && endings != "" {
		return r.name("file", stem) + endings
	}
	return r.name("folder", part)
}

// timeSource is what tells the day of the exports: a flag, the manifest, or a
// file that it names at the end.
func (r *Redactor) timeSource(text string) string {
	if before, file, ok := strings.Cut(text, " of "); ok {
		return before + " of " + r.Path(file)
	}
	return text
}
