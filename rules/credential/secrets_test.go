package credential

import (
	"strings"
	"testing"
)

// Secrets that look genuine are put together here, so that no scanner of
// repositories takes them for such.
func TestFindSecret(t *testing.T) {
	const word = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ2bD4fH6kM8"
	secretKey := "kR7/tQ2wZ9+mB4xC6vN8" + "pL3sD5fG1hJ0aY7uE2iO"
	for _, c := range []struct {
		name, text  string
		kind, value string // "" for none
	}{
		{"key ID", "AKIAIOSFODNN7SLOPPYX", keyID, "AKIAIOSFODNN7SLOPPYX"},
		{"key ID in a sentence", "deploys with AKIAIOSFODNN7SLOPPYX, ask bob", keyID, "AKIAIOSFODNN7SLOPPYX"},
		{"temporary key ID", "ASIAIOSFODNN7SLOPPYX", keyID, "ASIAIOSFODNN7SLOPPYX"},
		{"key ID behind a word", "AllowAKIAIOSFODNN7SLOPPYX", keyID, "AKIAIOSFODNN7SLOPPYX"},
		{"second key ID", "AKIAIOSFODNN7EXAMPLE or AKIAIOSFODNN7SLOPPYX", keyID, "AKIAIOSFODNN7SLOPPYX"},
		{"key ID of the documentation", "AKIAIOSFODNN7EXAMPLE", "", ""},
		{"placeholder of a key ID", "AKIAXXXXXXXXXXXXXXXX", "", ""},
		{"key ID too short", "AKIAIOSFODNN7SLOPPY", "", ""},
		{"key ID too long", "AKIAIOSFODNN7SLOPPYXX", "", ""},
		{"key ID with a digit outside of base32", "AKIAIOSFODNN8SLOPPYX", "", ""},
		{"key ID inside a word", "XAKIAIOSFODNN7SLOPPYX", "", ""},
		{"ID of a user", "AIDAIOSFODNN7SLOPPYX", "", ""},

		{"secret key", "aws_secret_access_key = " + secretKey, "a secret access key", secretKey},
		{"secret key in quotes", `"SecretAccessKey": "` + secretKey + `"`, "a secret access key", secretKey},
		{"secret key at the end of a sentence", "(its secret: " + secretKey + ").", "a secret access key", secretKey},
		{"secret key behind its ID", "AKIAIOSFODNN7SLOPPYX secret:" + secretKey, "a secret access key", secretKey},
		{"secret key of the documentation", "aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "", ""},
		{"digits after secret", "secret=" + strings.Repeat("0123456789", 4), "", ""},
		{"40 characters without a word", secretKey, "", ""},
		{"secret of a client", "client_secret=" + word, "a secret", word},
		{"hexadecimal secret", "secret=9f86d081884c7d659a2feaa0c55ad015", "a secret", "9f86d081884c7d659a2feaa0c55ad015"},
		{"name of a secret", "secret: prod/db/master", "", ""},
		{"ARN of a secret", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-password:Str0ngPassw0rd", "", ""},
		{"token", "token=" + word, "a token", word},
		{"key of an API", "X-Api-Key: " + word, "a token", word},
		{"issuer of tokens", "token: token.actions.githubusercontent.com", "", ""},

		{"GitHub token", "ghp_" + word, "a GitHub token", "ghp_" + word},
		{"fine-grained GitHub token", "see github_pat_" + word + "_" + word, "a GitHub token", "github_pat_" + word + "_" + word},
		{"GitHub token too short", "ghp_" + word[:20], "", ""},
		{"GitHub token inside a word", "xghp_" + word, "", ""},
		{"GitLab token", "glpat-" + word[:20], "a GitLab token", "glpat-" + word[:20]},
		{"Slack token", "xoxb-" + "1234567890-abcdefgh", "a Slack token", "xoxb-" + "1234567890-abcdefgh"},
		{"Slack prefix alone", "xoxb-tokens", "", ""},
		{"Stripe key", "sk_live_" + word[:24], "a Stripe key", "sk_live_" + word[:24]},

		{"private key", "-----BEGIN RSA PRIVATE KEY-----\nMIIE", "a private key", "-----BEGIN RSA PRIVATE KEY-----\nMIIE"},
		{"public key", "-----BEGIN PUBLIC KEY-----\nMIIE", "", ""},
		{"certificate", "-----BEGIN CERTIFICATE-----\nMIIE", "", ""},

		{"JSON web token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0." + word, "a JSON web token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0." + word},
		{"unsigned claims", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0", "", ""},
		{"one JSON object in base64", "eyJhbGciOiJIUzI1NiJ9.txt.Json", "", ""},

		{"password", "password=Summer2024", "a password", "Summer2024"},
		{"password with a blank", "root pwd: s3cret!, do not share", "a password", "s3cret!"},
		{"password in another case", "DB_PASSWORD='hunter2'", "a password", "hunter2"},
		{"password in a URL", "postgres://app:hunter22@db.internal/app", "a password", "hunter22"},
		{"URL without a password", "https://app@db.internal/app:80", "", ""},
		{"password as a variable", "password=${aws:PrincipalTag/pw1}", "", ""},
		{"place of a password", "password: /prod/db1/password", "", ""},
		{"password to be filled in", "password=<your-password-1>", "", ""},
		{"password of stars", "password=********", "", ""},
		{"word about passwords", "password: required", "", ""},
		{"short value", "password=a1b2c", "", ""},
		{"action about passwords", "iam:ChangePassword", "", ""},
		{"nothing", "", "", ""},
		{"region", "eu-central-1", "", ""},
		{"organization", "o-a1b2c3d4e5", "", ""},
		{"role", "arn:aws:iam::111122223333:role/AKIATOKEN", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := findSecret(c.text)
			if ok != (c.kind != "") || ok && (got.kind != c.kind || got.value != c.value) {
				t.Errorf("findSecret(%q) = %q %q, want %q %q", c.text, got.kind, got.value, c.kind, c.value)
			}
		})
	}
}

func TestMasked(t *testing.T) {
	for value, want := range map[string]string{
		"AKIAIOSFODNN7SLOPPYX": "AKIA…",
		"hunter2":              "h…",
		"pässwörd1":            "pä…",
		"abc":                  "…",
	} {
		if got := (secret{value: value}).masked(); got != want {
			t.Errorf("masked %q = %q, want %q", value, got, want)
		}
	}
}

func BenchmarkFindSecret(b *testing.B) {
	texts := []string{
		"o-a1b2c3d4e5", "eu-central-1", "AllowReadOfBuckets", "arn:aws:iam::111122223333:role/service-role/deploy",
		"true", "repo:example/app:ref:refs/heads/main", "203.0.113.0/24", "vpce-0a1b2c3d4e5f67890", "platform", "lambda.amazonaws.com",
	}
	bytes := 0
	for _, text := range texts {
		bytes += len(text)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			if _, ok := findSecret(text); ok {
				b.Fatal(text)
			}
		}
	}
}
