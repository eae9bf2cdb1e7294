package account

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/iamlint/iamlint/internal/jsontape"
)

// readMFADevices reads list-virtual-mfa-devices and list-mfa-devices.
func readMFADevices(r *tapeReader, root jsontape.Node) []*MFADevice {
	var devices []*MFADevice
	for key, value := range r.members(root) {
		if key != "VirtualMFADevices" && key != "MFADevices" {
			continue
		}
		for n := range r.elements(value) {
			devices = append(devices, readMFADevice(r, n))
		}
	}
	return devices
}

func readMFADevice(r *tapeReader, n jsontape.Node) *MFADevice {
	d := &MFADevice{File: r.file, Span: r.span(n)}
	for key, value := range r.members(n) {
		switch key {
		case "SerialNumber":
			d.Serial = r.text(value)
		case "UserName":
			d.User = r.text(value)
		case "EnableDate":
			d.Enable = r.time(value)
		case "User":
			for key, value := range r.members(value) {
				switch key {
				case "UserName":
					d.User = r.text(value)
				case "Arn":
					d.UserARN = r.text(value)
				}
			}
		}
	}
	if r.err == nil && !d.Serial.Present() {
		r.fail(n, "an MFA device without SerialNumber")
	}
	return d
}

// readTrail reads CloudTrail events: the output of lookup-events, in which
// each event is JSON in a string, or a delivered log file.
func readTrail(r *tapeReader, root jsontape.Node) []*Event {
	var events []*Event
	for key, value := range r.members(root) {
		if key != "Events" && key != "Records" {
			continue
		}
		for n := range r.elements(value) {
			if e := readEvent(r, n); e != nil && (e.Root || e.AccessKey != "") {
				events = append(events, e)
			}
		}
	}
	return events
}

func readEvent(r *tapeReader, n jsontape.Node) *Event {
	record := string(r.tape.Raw(n))
	e := &Event{File: r.file, Span: r.span(n)}
	for key, value := range r.members(n) {
		switch key {
		case "eventTime", "EventTime":
			e.Time = r.time(value).Value
		case "eventName", "EventName":
			e.Name = r.text(value)
		case "CloudTrailEvent":
			record = r.text(value).Value
			if !gjson.Valid(record) {
				r.fail(value, "CloudTrailEvent does not hold JSON")
				return nil
			}
		}
	}
	if r.err == nil && !e.Name.Present() {
		r.fail(n, "an event without its name")
	}
	if r.err == nil && e.Time.IsZero() {
		r.fail(n, "an event without its time")
	}
	if r.err != nil {
		return nil
	}
	e.readRecord(gjson.Parse(record))
	if r.file.AccountID == "" {
		if id := gjson.Get(record, "recipientAccountId").Str; isAccountID(id) {
			r.file.AccountID = id
		}
	}
	return e
}

// readRecord takes what matters from a CloudTrail record (CloudTrail record contents).
func (e *Event) readRecord(record gjson.Result) {
	identity := record.Get("userIdentity")
	e.ID = record.Get("eventID").Str
	e.Service = record.Get("eventSource").Str
	e.SourceIP = record.Get("sourceIPAddress").Str
	e.UserAgent = record.Get("userAgent").Str
	e.Failed = record.Get("errorCode").Str != "" || record.Get("errorMessage").Str != "" ||
		record.Get("responseElements.ConsoleLogin").Str == "Failure"
	// A task that the management account runs as root of a member (AssumeRoot) is no use of root's own credentials.
	e.Root = identity.Get("type").Str == "Root" && identity.Get("sessionContext.assumedRoot").String() != "true"
	e.UserName = identity.Get("userName").Str
	e.UserARN = identity.Get("arn").Str
	if key := identity.Get("accessKeyId").Str; strings.HasPrefix(key, "AKIA") {
		e.AccessKey = key
	}
	e.ByService = identity.Get("invokedBy").Exists() || record.Get("eventType").Str == "AwsServiceEvent"
}
