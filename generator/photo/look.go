package photo

import "io/fs"

// FactsKind names the version of the reader: facts of another are to be read
// anew.
const FactsKind = factsKind

// Look is [Probe] without a cache, for who keeps facts himself: known returns
// those of a digest, or nil.
func Look(src Source, name string, known func(Digest) *Facts) (*Facts, error) {
	digest, err := digest(src, name)
	if err != nil {
		return nil, err
	}
	if f := known(digest); f != nil {
		return f, nil
	}
	return read(src, name, digest)
}

// digest returns the digest of a file that can be a photograph.
func digest(src Source, name string) (Digest, error) {
	info, err := fs.Stat(src, name)
	switch {
	case err != nil:
		return Digest{}, err
	case info.IsDir():
		return Digest{}, unreadable("it is a folder")
	case !info.Mode().IsRegular():
		return Digest{}, unreadable("it is not a regular file")
	case info.Size() == 0:
		return Digest{}, unreadable("the file is empty")
	}
	return src.Digest(name)
}
