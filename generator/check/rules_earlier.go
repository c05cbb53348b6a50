package check

// The rules in this file are raised by earlier stages, as they read and plan. They
// stand here for the manual, and for their levels.

var photoNotFound = Rule{
	ID: "photo-not-found", Level: Error, Fixed: true,
	Finds: "A picture that names no photograph in the story's folder.",
	Why:   "There is nothing to show.",
	Mend:  "correct the name, or put the photograph into the folder",
}

var photoUnreadable = Rule{
	ID: "photo-unreadable", Level: Error, Fixed: true,
	Finds: "A photograph that cannot be used: damaged, of a kind that cannot be decoded, or larger than site.yaml allows. With photos: all, one that the text does not name is left out with a warning.",
	Why:   "There is nothing to show.",
	Mend:  "open it in a picture editor and save it again as JPEG, or ask for the file again",
}

var photoTruncated = Rule{
	ID: "photo-truncated", Level: Error,
	Finds: "A photograph whose file ends too early: it was copied or sent in part.",
	Why:   "Its lower part is grey.",
	Mend:  "copy or download the file again",
}

var frontMatter = Rule{
	ID: "front-matter", Level: Error, Fixed: true,
	Finds: "Front matter, a site.yaml or a waiver with an unknown key, a value of the wrong kind, or a rule that does not exist.",
	Why:   "What is not understood would not be done: a misspelt embargo is none.",
	Mend:  "write what the message asks for; photodesk help format lists all keys",
}

var timeRule = Rule{
	ID: "time", Level: Error, Fixed: true,
	Finds: "A time that cannot be read, or that does not exist.",
	Why:   "Embargoes and expiries hang on it.",
	Mend:  "write it as 2023-07-25 08:32 +08:00, or the day alone as 2023-07-25",
}

var urlCollision = Rule{
	ID: "url-collision", Level: Error, Fixed: true,
	Finds: "Two pages with one address, or one with an address that photodesk uses itself.",
	Why:   "One of the two would not be published.",
	Mend:  "write slug: in the story's front matter, or #anchor after the picture",
}

var anchorDuplicate = Rule{
	ID: "anchor-duplicate", Level: Error, Fixed: true,
	Finds: "Two pictures of a story with one #anchor.",
	Why:   "A link to it would lead to the first alone.",
	Mend:  "give each its own",
}

var originalRefused = Rule{
	ID: "original-refused", Level: Warn,
	Finds: "A photograph whose original is not offered, because what must not be published (its position, serial numbers, private notes) cannot be taken out of it.",
	Why:   "Readers are offered the other originals, and not this one.",
	Mend:  "save it as JPEG or PNG, or set originals: in site.yaml to none or exact",
}

var linkBroken = Rule{
	ID: "link-broken", Level: Warn,
	Finds: "A link to a story, a picture or an anchor of the site that is not there.",
	Why:   "It leads readers to a page that says so.",
	Mend:  "correct the link, or take it out",
}

var attributeRule = Rule{
	ID: "attribute", Level: Error, Fixed: true,
	Finds: "An attribute after a picture that is unknown or badly written.",
	Why:   "What is not understood would not be done.",
	Mend:  "write attributes as {.wide focus=\"50% 60%\" credit=\"Xinhua/Tang Yi\"}",
}

var markdownRule = Rule{
	ID: "markdown", Level: Error, Fixed: true,
	Finds: "Text that does not mean what it seems to: a picture that is none, one inside running text, raw HTML.",
	Why:   "It would be printed as it stands, or vanish.",
	Mend:  "write what the message asks for; photodesk help format explains the text format",
}

var sidecarRule = Rule{
	ID: "sidecar", Level: Error, Fixed: true,
	Finds: "A caption file that belongs to two photographs, or a second one for a photograph.",
	Why:   "Which caption counts would be chance.",
	Mend:  "name the file after its photograph, ending and all: 02.jpg.md",
}

var languageRule = Rule{
	ID: "language", Level: Error, Fixed: true,
	Finds: "A file in a language that site.yaml does not list, or a second one in a language.",
	Why:   "It would not be published.",
	Mend:  "list the language under languages: in site.yaml, or rename the file",
}

var storyFolder = Rule{
	ID: "story-folder", Level: Error, Fixed: true,
	Finds: "A folder or a file where none can be: a story inside a story, photographs without an index.md.",
	Why:   "It would not be published, or at another address than expected.",
	Mend:  "move or rename it as the message says",
}

var textEncoding = Rule{
	ID: "text-encoding", Level: Error, Fixed: true,
	Finds: "A text file that is not UTF-8, or too large to be a story.",
	Why:   "Its names would come out garbled.",
	Mend:  "save the file as UTF-8",
}

var fileUnreadable = Rule{
	ID: "file-unreadable", Level: Error, Fixed: true,
	Finds: "A file or folder that the computer does not let photodesk read.",
	Why:   "What it holds would be missing.",
	Mend:  "look at its permissions, or where its link leads",
}
