package credential

import "strings"

// findKeyID finds the ID of an access key, long-term or temporary. The IDs of
// AWS's documentation end in EXAMPLE.
func findKeyID(text string) (secret, bool) {
	const length = 20
	for i := 0; i+length <= len(text); i++ {
		if text[i] != 'A' || i > 0 && isUpperOrDigit(text[i-1]) || !isKeyPrefix(text[i:i+4]) {
			continue
		}
		id := text[i : i+run(text[i:], isBase32)]
		behind := i + len(id)
		if len(id) == length && (behind == len(text) || !isUpperOrDigit(text[behind])) &&
			!strings.HasSuffix(id, "EXAMPLE") && distinctBytes(id[4:]) >= 6 {
			return secret{keyID, id}, true
		}
	}
	return secret{}, false
}

// isKeyID says whether a text is nothing but the ID of an access key.
func isKeyID(text string) bool {
	return len(text) == 20 && isKeyPrefix(text[:4]) && run(text, isBase32) == 20
}

func isKeyPrefix(text string) bool { return text == "AKIA" || text == "ASIA" }

// tokens are known by how they begin; least is the length of what follows.
var tokens = []struct {
	prefix, kind string
	least        int
}{
	{"ghp_", "a GitHub token", 36},
	{"gho_", "a GitHub token", 36},
	{"ghu_", "a GitHub token", 36},
	{"ghs_", "a GitHub token", 36},
	{"ghr_", "a GitHub token", 36},
	{"github_pat_", "a GitHub token", 36},
	{"glpat-", "a GitLab token", 20},
	{"xoxa-", "a Slack token", 10},
	{"xoxb-", "a Slack token", 10},
	{"xoxp-", "a Slack token", 10},
	{"xoxr-", "a Slack token", 10},
	{"xoxs-", "a Slack token", 10},
	{"sk_live_", "a Stripe key", 16},
}

func findToken(text string) (secret, bool) {
	for _, t := range tokens {
		if len(text) < len(t.prefix)+t.least {
			continue
		}
		i := strings.Index(text, t.prefix)
		if i < 0 || i > 0 && isWord(text[i-1]) {
			continue
		}
		rest := text[i+len(t.prefix):]
		if n := run(rest, isWord); n >= t.least && !isPlaceholder(rest[:n]) {
			return secret{t.kind, text[i : i+len(t.prefix)+n]}, true
		}
	}
	return secret{}, false
}

// findJWT finds a signed JSON web token: two JSON objects and a signature, in base64url.
func findJWT(text string) (secret, bool) {
	i := strings.Index(text, "eyJ")
	if i < 0 {
		return secret{}, false
	}
	header := run(text[i:], isWord)
	claims, ok := strings.CutPrefix(text[i+header:], ".eyJ")
	if !ok {
		return secret{}, false
	}
	n := run(claims, isWord)
	signature, ok := strings.CutPrefix(claims[n:], ".")
	if header < 12 || n < 8 || !ok || run(signature, isWord) < 16 {
		return secret{}, false
	}
	return secret{"a JSON web token", text[i:]}, true
}
