package redact

import (
	"strings"

	"github.com/iamlint/iamlint/catalog"
)

// arn finds what has to go from an ARN, or a pattern of ARNs.
func (r *Redactor) arn(text string) []spot {
	fields := strings.SplitN(text, ":", 6)
	partition, service, resource := fields[1], fields[2], fields[5]
	var found []spot
	at := 0
	put := func(start int, spots []spot) {
		for _, s := range spots {
			found = append(found, spot{start + s.start, start + s.end, s.text})
		}
	}
	for i, field := range fields[:5] {
		switch i {
		case 1:
			if !catalog.IsPartition(field) {
				put(at, r.words(unknownKind, field))
			}
		case 2:
			if !r.facts.ARNService(service) {
				put(at, r.words(unknownKind, field))
			}
		case 3:
			put(at, r.words("region", field))
		case 4:
			if field != "aws" && field != "cloudfront" && field != "aws-marketplace" {
				put(at, r.words(accountKind, field))
			}
		}
		at += len(field) + 1
	}
	if fields[4] == "aws" && service == "iam" && strings.HasPrefix(resource, "policy/") {
		if _, known := r.facts.ManagedPolicy("arn:" + partition + ":iam::aws:" + resource); known || strings.ContainsAny(resource, "*?") {
			return found
		}
	}
	if fields[4] == "" && service == "bedrock" && strings.HasPrefix(resource, "foundation-model/") {
		return found
	}
	put(at, r.resource(service, resource))
	return found
}

// resource finds what has to go from the last part of an ARN.
func (r *Redactor) resource(service, text string) []spot {
	if text == "root" || text == "*" {
		return nil
	}
	if service == "s3" {
		bucket, key, _ := strings.Cut(text, "/")
		found := r.words("bucket", bucket)
		for _, s := range r.words("object", key) {
			found = append(found, spot{len(bucket) + 1 + s.start, len(bucket) + 1 + s.end, s.text})
		}
		return found
	}
	kind, rest := "resource", 0
	if i := strings.IndexAny(text, "/:"); i > 0 && r.isResourceType(service, text[:i]) {
		kind, rest = text[:i], i+1
	}
	if (service == "iam" || service == "sts") && kind != "resource" {
		return r.identity(kind, text, rest)
	}
	var found []spot
	for _, s := range r.words(kind, text[rest:]) {
		found = append(found, spot{rest + s.start, rest + s.end, s.text})
	}
	return found
}

// identityKinds are what the ARNs of IAM and STS call otherwise than people.
var identityKinds = map[string]string{"assumed-role": "role", "federated-user": "user", "mfa": "mfa-device", "oidc-provider": "provider", "server-certificate": "certificate"}

// identity finds what has to go from user/path/name and alike.
func (r *Redactor) identity(kind, text string, at int) []spot {
	if made, ok := identityKinds[kind]; ok {
		kind = made
	}
	var found []spot
	put := func(start int, spots []spot) {
		for _, s := range spots {
			found = append(found, spot{start + s.start, start + s.end, s.text})
		}
	}
	segments := strings.Split(text[at:], "/")
	switch segments[0] {
	case "aws-service-role", "aws-reserved":
		name := segments[len(segments)-1]
		put(len(text)-len(name), r.whole(kind, name))
		return found
	}
	for i, segment := range segments {
		of := "path"
		switch {
		case strings.HasPrefix(text, "assumed-role/") && i > 0:
			of = "session"
		case i == len(segments)-1 || strings.HasPrefix(text, "assumed-role/") || kind == "provider":
			of = kind
		}
		switch {
		case strings.ContainsAny(segment, "*?$:") || of == "path" || of == "provider":
			put(at, r.words(of, segment))
		case segment != "":
			put(at, r.whole(of, segment))
		}
		at += len(segment) + 1
	}
	return found
}

// isResourceType says whether the ARNs of a service begin their last part with a word.
func (r *Redactor) isResourceType(service, word string) bool {
	switch word {
	case "user", "role", "group", "policy", "assumed-role", "federated-user":
		return service == "iam" || service == "sts"
	}
	for _, t := range r.facts.ARNTypes(service) {
		if rest, ok := strings.CutPrefix(t.Resource, word); ok && rest != "" && (rest[0] == '/' || rest[0] == ':') {
			return true
		}
	}
	return false
}
