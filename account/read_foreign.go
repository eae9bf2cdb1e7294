package account

import (
	"bytes"
	"io"
	"os"
	"path"
	"regexp"
	"strings"

	"github.com/tidwall/gjson"
)

const exportCommandsHint = " (iamlint export-commands prints the commands that make exports)"

// foreign says what kind of file of another program this is, to help who named it.
func foreign(name string, text []byte) string {
	if program := foreignProgram(name, text); program != "" {
		return " (this is " + program + "; iamlint reads exports of the AWS CLI)"
	}
	if policies := gjson.GetBytes(text, "Policies"); policies.IsArray() {
		return " (list-policies tells no documents; iamlint reads the output of aws iam get-account-authorization-details)"
	}
	return exportCommandsHint
}

var (
	terraformBlock = regexp.MustCompile(`(?m)^\s*(resource|data|module|variable|provider|output) +"[^"]+"( +"[^"]+")? *\{|^\s*(terraform|locals) *\{`)
	templateYAML   = regexp.MustCompile(`(?m)^AWSTemplateFormatVersion:|^ +Type: ["']?AWS::`)
)

// foreignProgram names the kind of file, or is empty. It looks at the beginning
// of a text only, which may break off anywhere.
func foreignProgram(name string, text []byte) string {
	text = text[:min(len(text), 64<<10)]
	if trimmed := bytes.TrimLeft(text, " \t\r\n"); len(trimmed) == 0 || trimmed[0] != '{' {
		switch {
		case strings.HasSuffix(name, ".tf"), strings.HasSuffix(name, ".tofu"), terraformBlock.Match(text):
			return "Terraform"
		case templateYAML.Match(text):
			return "a CloudFormation template"
		}
		return ""
	}
	for _, program := range []struct{ key, what string }{
		{"planned_values", "a Terraform plan"},
		{"terraform_version", "a Terraform state"},
		{"AWSTemplateFormatVersion", "a CloudFormation template"},
	} {
		if gjson.GetBytes(text, program.key).Exists() {
			return program.what
		}
	}
	return ""
}

// foreignFolder says whose folder this seems to be, by the first file of
// another program among those that were skipped in it.
func foreignFolder(folder string, skipped []string) string {
	for _, name := range skipped {
		if folder != "." && !strings.HasPrefix(name, folder+"/") {
			continue
		}
		switch path.Ext(name) {
		case ".tf", ".tofu", ".json", ".yaml", ".yml", ".template":
		default:
			continue
		}
		if program := foreignProgram(name, beginning(name)); program != "" {
			return ": " + name + " is " + program
		}
	}
	return ""
}

// beginning is what foreignProgram needs of a file, as far as it can be read.
func beginning(name string) []byte {
	file, err := os.Open(name)
	if err != nil {
		return nil
	}
	defer file.Close()
	text, _ := io.ReadAll(io.LimitReader(file, 64<<10)) // what cannot be read tells nothing
	return text
}
