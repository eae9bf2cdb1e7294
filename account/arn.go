package account

import "strings"

// arnPart is the i-th of the six parts of an ARN, "" for a text that is none.
func arnPart(arn string, i int) string {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" {
		return ""
	}
	return parts[i]
}

// arnAccount is the account id in an ARN, "" where it has none.
func arnAccount(arn string) string {
	if id := arnPart(arn, 4); isAccountID(id) {
		return id
	}
	return ""
}

// Partition is the partition of an ARN, "aws" for a text that is none.
func Partition(arn string) string {
	if p := arnPart(arn, 1); p != "" {
		return p
	}
	return "aws"
}

func isAccountID(s string) bool {
	if len(s) != 12 {
		return false
	}
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
