// Package eval scores an extractor on annotated dispatches.
//
// A folder holds one JSON file for each dispatch, in the form of package
// annotate. Dir runs an extractor over them and compares what it finds with
// what people annotated:
//
//	pairs   who was in contact with whom: unordered pairs of a document
//	class   the same with the class of the contact, remote or in person
//	place, date, status
//	        agreement on the pairs that were found; repeated contacts of one
//	        pair are compared as sets, |G and P| / max(|G|, |P|)
//	roles   person and function
//
// Members of one side (sides) and optional pairs are neither required nor
// wrong. Names match regardless of accents, case, punctuation and titles; a
// family name alone matches where it fits one name of the document. Functions
// match when one wording holds the words of the other or they share half.
//
// Everything is counted over all documents (micro average), for each language
// and for each type of contact, and each error is listed with its document.
package eval
