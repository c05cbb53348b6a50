package meta

import "strings"

// spaceNames are exiftool's group names by namespace.
var spaceNames = map[string]string{
	"http://www.w3.org/XML/1998/namespace":                      "xml",
	"adobe:ns:meta/":                                            "x",
	"http://cipa.jp/exif/1.0/":                                  "exifEX",
	"http://creativecommons.org/ns#":                            "cc",
	"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/":               "iptcCore",
	"http://iptc.org/std/Iptc4xmpExt/2008-02-29/":               "iptcExt",
	"http://ns.acdsee.com/iptc/1.0/":                            "acdsee",
	"http://ns.adobe.com/album/1.0/":                            "album",
	"http://ns.adobe.com/camera-raw-saved-settings/1.0/":        "crss",
	"http://ns.adobe.com/camera-raw-settings/1.0/":              "crs",
	"http://ns.adobe.com/exif/1.0/":                             "exif",
	"http://ns.adobe.com/exif/1.0/aux/":                         "aux",
	"http://ns.adobe.com/lightroom/1.0/":                        "lr",
	"http://ns.adobe.com/pdf/1.3/":                              "pdf",
	"http://ns.adobe.com/photoshop/1.0/":                        "photoshop",
	"http://ns.adobe.com/photoshop/1.0/camera-profile":          "stCamera",
	"http://ns.adobe.com/tiff/1.0/":                             "tiff",
	"http://ns.adobe.com/xap/1.0/":                              "xmp",
	"http://ns.adobe.com/xap/1.0/PLUS/":                         "xmpPLUS",
	"http://ns.adobe.com/xap/1.0/bj/":                           "xmpBJ",
	"http://ns.adobe.com/xap/1.0/g/":                            "xmpG",
	"http://ns.adobe.com/xap/1.0/g/img/":                        "xmpGImg",
	"http://ns.adobe.com/xap/1.0/mm/":                           "xmpMM",
	"http://ns.adobe.com/xap/1.0/rights/":                       "xmpRights",
	"http://ns.adobe.com/xap/1.0/sType/Dimensions#":             "stDim",
	"http://ns.adobe.com/xap/1.0/sType/Font#":                   "stFnt",
	"http://ns.adobe.com/xap/1.0/sType/Job#":                    "stJob",
	"http://ns.adobe.com/xap/1.0/sType/ManifestItem#":           "stMfs",
	"http://ns.adobe.com/xap/1.0/sType/ResourceEvent#":          "stEvt",
	"http://ns.adobe.com/xap/1.0/sType/ResourceRef#":            "stRef",
	"http://ns.adobe.com/xap/1.0/sType/Version#":                "stVer",
	"http://ns.adobe.com/xap/1.0/t/pg/":                         "xmpTPg",
	"http://ns.adobe.com/xmp/1.0/DynamicMedia/":                 "xmpDM",
	"http://ns.adobe.com/xmp/Identifier/qual/1.0/":              "xmpidq",
	"http://ns.adobe.com/xmp/note/":                             "xmpNote",
	"http://ns.adobe.com/xmp/sType/Area#":                       "stArea",
	"http://ns.camerabits.com/photomechanic/1.0/":               "photomech",
	"http://ns.google.com/photos/1.0/audio/":                    "GAudio",
	"http://ns.google.com/photos/1.0/camera/":                   "GCamera",
	"http://ns.google.com/photos/1.0/creations/":                "GCreations",
	"http://ns.google.com/photos/1.0/depthmap/":                 "GDepth",
	"http://ns.google.com/photos/1.0/focus/":                    "GFocus",
	"http://ns.google.com/photos/1.0/image/":                    "GImage",
	"http://ns.google.com/photos/1.0/panorama/":                 "GPano",
	"http://ns.google.com/videos/1.0/spherical/":                "GSpherical",
	"http://ns.iview-multimedia.com/mediapro/1.0/":              "mediapro",
	"http://ns.microsoft.com/expressionmedia/1.0/":              "expressionmedia",
	"http://ns.microsoft.com/photo/1.0":                         "microsoft",
	"http://ns.microsoft.com/photo/1.1":                         "MP1",
	"http://ns.microsoft.com/photo/1.2/":                        "MP",
	"http://ns.microsoft.com/photo/1.2/t/Region#":               "MPReg",
	"http://ns.microsoft.com/photo/1.2/t/RegionInfo#":           "MPRI",
	"http://ns.optimasc.com/dex/1.0/":                           "dex",
	"http://ns.useplus.org/ldf/xmp/1.0/":                        "plus",
	"http://prismstandard.org/namespaces/basic/2.0/":            "prism",
	"http://prismstandard.org/namespaces/pmi/2.2/":              "pmi",
	"http://prismstandard.org/namespaces/prismusagerights/2.1/": "pur",
	"http://prismstandard.org/namespaces/prl/2.1/":              "prl",
	"http://prismstandard.org/namespaces/prm/3.0/":              "prm",
	"http://purl.org/dc/elements/1.1/":                          "dc",
	"http://purl.org/dc/terms/":                                 "dcterms",
	"http://rs.tdwg.org/dwc/index.htm":                          "dwc",
	"http://www.digikam.org/ns/1.0/":                            "digiKam",
	"http://www.dji.com/drone-dji/1.0/":                         "drone-dji",
	"http://www.metadataworkinggroup.com/schemas/collections/":  "mwg-coll",
	"http://www.metadataworkinggroup.com/schemas/keywords/":     "mwg-kw",
	"http://www.metadataworkinggroup.com/schemas/regions/":      "mwg-rs",
	"http://www.tc260.org.cn/ns/AIGC/1.0/":                      "TC260",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#":               "rdf",
	"http://www.w3.org/2000/01/rdf-schema#":                     "rdfs",
	"http://xmp.gettyimages.com/gift/1.0/":                      "getty",
}

// shortNames are the prefixes in common use for which exiftool has another group name.
var shortNames = map[string]string{
	"GettyImagesGIFT": "getty", "Iptc4xmpCore": "iptcCore", "Iptc4xmpExt": "iptcExt", "MicrosoftPhoto": "microsoft",
	"hdr_metadata": "hdr", "photomechanic": "photomech", "prismusagerights": "pur",
}

// knownSpaces are the groups whose properties exiftool lists.
var knownSpaces = map[string]bool{
	"DICOM": true, "Device": true, "GAudio": true, "GCamera": true, "GCreations": true, "GDepth": true,
	"GFocus": true, "GImage": true, "GPano": true, "GSpherical": true, "LImage": true, "MP": true, "MP1": true,
	"PixelLive": true, "TC260": true, "aas": true, "acdsee": true, "album": true, "apple-fi": true, "ast": true,
	"aux": true, "cc": true, "cell": true, "crd": true, "creatorAtom": true, "crs": true, "dc": true, "dcterms": true,
	"dex": true, "digiKam": true, "drone-dji": true, "dwc": true, "exif": true, "exifEX": true,
	"expressionmedia": true, "extensis": true, "fpv": true, "getty": true, "hdr": true, "ics": true, "iptcCore": true,
	"iptcExt": true, "lr": true, "mediapro": true, "microsoft": true, "mwg-coll": true, "mwg-kw": true,
	"mwg-rs": true, "nine": true, "pdf": true, "photomech": true, "photoshop": true, "plus": true, "pmi": true,
	"prism": true, "prl": true, "prm": true, "pur": true, "rdf": true, "sdc": true, "swf": true, "tiff": true,
	"x": true, "xml": true, "xmp": true, "xmpBJ": true, "xmpDM": true, "xmpMM": true, "xmpNote": true,
	"xmpPLUS": true, "xmpRights": true, "xmpTPg": true,
}

// xmpDates are the properties that hold dates, which may be partial: "2023", "2023-07".
var xmpDates = map[string]bool{
	"MP:RegionInfoDateRegionsValid": true, "acdsee:datetime": true, "cc:deprecatedOn": true, "dc:date": true,
	"exif:DateTimeDigitized": true, "exif:DateTimeOriginal": true, "exif:GPSTimeStamp": true,
	"getty:OriginalCreateDateTime": true, "iptcExt:ArtworkOrObjectAODateCreated": true,
	"iptcExt:CircaDateCreated": true, "iptcExt:IptcLastEdited": true, "iptcExt:PublicationEventDate": true,
	"iptcExt:TemporalCoverageTempCoverageFrom": true, "iptcExt:TemporalCoverageTempCoverageTo": true,
	"iptcExt:metadataLastEdited": true, "microsoft:DateAcquired": true, "pdf:CreationDate": true, "pdf:ModDate": true,
	"photoshop:DateCreated": true, "plus:FirstPublicationDate": true, "plus:LicenseEndDate": true,
	"plus:LicenseStartDate": true, "plus:LicenseTransactionDate": true, "prism:coverDate": true,
	"prism:creationDate": true, "prism:dateRecieved": true, "prism:killDateDate": true,
	"prism:modificationDate": true, "prism:offSaleDateDate": true, "prism:onSaleDateDate": true,
	"prism:publicationDateDate": true, "prism:publicationDisplayDateDate": true, "pur:embargoDate": true,
	"pur:exclusivityEndDate": true, "pur:expirationDate": true, "pur:optionEndDate": true, "tiff:DateTime": true,
	"xmp:CreateDate": true, "xmp:MetadataDate": true, "xmp:ModifyDate": true, "xmpDM:audioModDate": true,
	"xmpDM:metadataModDate": true, "xmpDM:releaseDate": true, "xmpDM:shotDate": true, "xmpDM:videoModDate": true,
	"xmpMM:DerivedFromLastModifyDate": true, "xmpMM:HistoryWhen": true, "xmpMM:IngredientsLastModifyDate": true,
	"xmpMM:ManagedFromLastModifyDate": true, "xmpMM:ManifestReferenceLastModifyDate": true,
	"xmpMM:RenditionOfLastModifyDate": true, "xmpMM:VersionsEventWhen": true, "xmpMM:VersionsModifyDate": true,
}

func shortName(prefix string) string {
	if s, ok := shortNames[prefix]; ok {
		return s
	}
	return prefix
}

// namespaceName finds the group of a namespace, with or without the slash that some programs forget. A namespace that is
// not known goes by its prefix, unless that belongs to another one.
func namespaceName(uri, prefix string) string {
	if s, ok := spaceNames[uri]; ok {
		return s
	}
	if bare, had := strings.CutSuffix(uri, "/"); had {
		if s, ok := spaceNames[bare]; ok {
			return s
		}
	} else if s, ok := spaceNames[uri+"/"]; ok {
		return s
	}
	if short := shortName(prefix); !knownSpaces[short] {
		return short
	}
	return "tmp0"
}
