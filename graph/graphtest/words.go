package graphtest

import "strings"

// Words that names and sentences are made of.
var (
	firstNames = strings.Fields(`Rustem Ibrahim Claire Amadou Elif Jonas Mariam Pavel Inès Tomás Aïcha Viktor Hanna Youssef
		Zoé Milan Leïla Anders Fatou Dmitri Noémie Kemal Sofía Bruno Nadia Émile Tariq Ludmila Oscar Yasmin Henrik Chloé`)
	lastNames = strings.Fields(`Umerov Kalin Marchand Diallo Demir Lindqvist Haddad Novak Ferreira Benali Kovalenko Okafor
		Lefèvre Yilmaz Petrov Castellanos Sørensen Moreau Traoré Weiss Nakamura Rossi Keller Zemani Dubois Arslan Horvat
		Mendoza Šimić Clavel Farouk Eriksen Tanaka Bélanger Costa Ivanova Ndiaye Schmitt Laurent Abadi`)
	cityNames = strings.Fields(`Ankara Genève Vienne Doha Istanbul Paris Astana Le-Caire Amman Oslo Rabat Djeddah Bruxelles Minsk
		Tallinn Lisbonne Tunis Riga Bakou Zagreb Athènes Nairobi Dakar Berne Séoul Tbilissi Prague Abidjan`)
	subjects = strings.Fields(`échanges frontières prisonniers céréales sanctions trêve énergie désarmement pêche visas
		médiation transit réfugiés commerce sécurité eau climat culture santé uranium`)
	sentenceWords = strings.Fields(`les deux délégations se sont entretenues à propos de la situation selon un communiqué publié
		hier par le ministère des affaires étrangères qui précise que ces discussions ont porté sur une reprise du dialogue et
		l'ouverture d'un couloir humanitaire avant toute négociation politique avec des garanties jugées nécessaires mais encore
		fragiles tandis que plusieurs observateurs ont salué cette rencontre tenue dans un climat franc cordial constructif en
		présence du médiateur désigné pour examiner chaque proposition point par point sans conclure d'accord définitif`)
)

// Texts of constant terms.
const (
	base   = "https://chancery.example/"
	chy    = base + "ns#"
	schema = "http://schema.org/"
	prov   = "http://www.w3.org/ns/prov#"
	xsd    = "http://www.w3.org/2001/XMLSchema#"
)

var (
	rdfType       = []byte("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>")
	attendee      = []byte("<" + schema + "attendee>")
	startDate     = []byte("<" + schema + "startDate>")
	datePublished = []byte("<" + schema + "datePublished>")
	location      = []byte("<" + schema + "location>")
	about         = []byte("<" + schema + "about>")
	name          = []byte("<" + schema + "name>")
	event         = []byte("<" + schema + "Event>")
	person        = []byte("<" + schema + "Person>")
	place         = []byte("<" + schema + "Place>")
	contact       = []byte("<" + chy + "Contact>")
	status        = []byte("<" + chy + "status>")
	met           = []byte("<" + chy + "met>")
	quotedFrom    = []byte("<" + prov + "wasQuotedFrom>")
	value         = []byte("<" + prov + "value>")
	occurred      = []byte("<" + chy + "Occurred>")

	// kinds of contacts, by how often they come: the first for half of them.
	kinds = [][]byte{
		[]byte("<" + chy + "Meeting>"), []byte("<" + chy + "Call>"), []byte("<" + chy + "Visit>"),
		[]byte("<" + chy + "Talks>"), []byte("<" + chy + "VideoCall>"), []byte("<" + chy + "Gathering>"),
	}
	// otherStatuses are those of contacts that did not happen, or not yet.
	otherStatuses = [][]byte{
		[]byte("<" + chy + "Planned>"), []byte("<" + chy + "Planned>"), []byte("<" + chy + "Planned>"),
		[]byte("<" + chy + "Cancelled>"), []byte("<" + chy + "Denied>"),
	}
)
