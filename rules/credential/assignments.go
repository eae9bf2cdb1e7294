package credential

import (
	"strings"
	"unicode/utf8"
)

// findInURL finds the password in scheme://user:password@host.
func findInURL(text string) (secret, bool) {
	_, rest, ok := strings.Cut(text, "://")
	if !ok {
		return secret{}, false
	}
	authority := rest[:run(rest, func(c byte) bool { return isValue(c) && c != '/' })]
	credentials, _, ok := cutLast(authority, "@")
	_, password, named := strings.Cut(credentials, ":")
	if !ok || !named || !isPassword(password) {
		return secret{}, false
	}
	return secret{"a password", password}, true
}

func cutLast(text, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(text, sep); i >= 0 {
		return text[:i], text[i+len(sep):], true
	}
	return text, "", false
}

// findAssigned finds what follows a word such as "password" and "=" or ":".
func findAssigned(text string) (secret, bool) {
	for i := range len(text) {
		if text[i] != '=' && text[i] != ':' {
			continue
		}
		kind := kindByName(text[:i])
		if kind == "" {
			continue
		}
		value := strings.TrimLeft(text[i+1:], " \t\"'")
		value = strings.TrimRight(value[:run(value, isValue)], ".)") // the end of a sentence
		if s, ok := assigned(kind, value); ok {
			return s, true
		}
	}
	return secret{}, false
}

// kindByName is what stands under a name that ends in a telling word, else "".
func kindByName(name string) string {
	switch name = strings.TrimRight(name, " \t\"'"); {
	case endsIn(name, "password", "passwd", "passphrase", "pwd"):
		return "a password"
	case endsIn(name, "secret", "secretkey", "secret_key", "secret-key", "secret key",
		"secretaccesskey", "secret_access_key", "secret-access-key", "secret access key"):
		return "a secret"
	case endsIn(name, "token", "apikey", "api_key", "api-key", "api key"):
		return "a token"
	}
	return ""
}

// assigned says whether a value is a secret if it stands under a name for some kind.
func assigned(kind, value string) (secret, bool) {
	switch {
	case kind == "a password":
		return secret{kind, value}, isPassword(value)
	case kind == "a secret" && isSecretKey(value):
		return secret{"a secret access key", value}, true
	}
	return secret{kind, value}, kind != "" && isRandom(value)
}

func endsIn(name string, words ...string) bool {
	for _, word := range words {
		if from := len(name) - len(word); from >= 0 && strings.EqualFold(name[from:], word) {
			return true
		}
	}
	return false
}

// isPassword tells a password from a word about passwords: it mixes letters
// with digits or signs, and is no reference to where the password lies.
func isPassword(text string) bool {
	if utf8.RuneCountInString(text) < 6 || isPlaceholder(text) || isReference(text) {
		return false
	}
	letters, others := false, false
	for i := range len(text) {
		switch c := text[i]; {
		case isLetter(c) || c >= utf8.RuneSelf:
			letters = true
		case isDigit(c) || strings.IndexByte("!@#$%^&*+?~", c) >= 0:
			others = true
		}
	}
	return letters && others
}

// isReference says whether a text names a place or a variable.
func isReference(text string) bool {
	for _, prefix := range []string{"/", "$", "{", "<", "*", "arn:", "ssm:", "vault:", "secretsmanager:"} {
		if strings.HasPrefix(text, prefix) {
			return true
		}
	}
	return strings.Contains(text, "://")
}

// isSecretKey says whether a text has the form of a secret access key.
func isSecretKey(text string) bool {
	return len(text) == 40 && run(text, isBase64) == 40 && mixed(text) && entropy(text) >= 3.8 && !isPlaceholder(text)
}

// isRandom says whether a text is so mixed that no person chose it.
func isRandom(text string) bool {
	if len(text) < 16 || isPlaceholder(text) {
		return false
	}
	if len(text) >= 32 && run(text, isHex) == len(text) {
		return strings.ContainsAny(text, "abcdefABCDEF") && entropy(text) >= 3
	}
	return run(text, isWord) == len(strings.TrimRight(text, "=")) && mixed(text) && entropy(text) >= 3.5
}
