package extract

// bodyName is an international body with its names; en identifies it.
type bodyName struct {
	fr, en string
	alias  []string
}

// bodies are the international bodies that dispatches name without saying what
// they are. Others are found by construction.
var bodies = []bodyName{
	{"Organisation du traité de l'Atlantique nord", "NATO", []string{"OTAN", "Alliance atlantique", "North Atlantic Treaty Organization"}},
	{"Organisation des Nations unies", "United Nations", []string{"ONU", "Nations unies", "Nations Unies", "UN", "U.N."}},
	{"Union européenne", "European Union", []string{"UE", "EU", "Union Européenne"}},
	{"Union africaine", "African Union", []string{"UA", "AU"}},
	{"Ligue arabe", "Arab League", []string{"Ligue des États arabes"}},
	{"Commission européenne", "European Commission", nil},
	{"Conseil européen", "European Council", nil},
	{"Parlement européen", "European Parliament", nil},
	{"Conseil de l'Europe", "Council of Europe", nil},
	{"Agence internationale de l'énergie atomique", "International Atomic Energy Agency", []string{"AIEA", "IAEA"}},
	{"Organisation pour la sécurité et la coopération en Europe", "OSCE", nil},
	{"Fonds monétaire international", "International Monetary Fund", []string{"FMI", "IMF"}},
	{"Banque mondiale", "World Bank", nil},
	{"Organisation mondiale de la santé", "World Health Organization", []string{"OMS", "WHO"}},
	{"Organisation mondiale du commerce", "World Trade Organization", []string{"OMC", "WTO"}},
	{"Association des nations de l'Asie du Sud-Est", "ASEAN", []string{"Asean"}},
	{"Communauté économique des États de l'Afrique de l'Ouest", "ECOWAS", []string{"Cédéao", "CEDEAO"}},
	{"Conseil de coopération du Golfe", "Gulf Cooperation Council", []string{"CCG", "GCC"}},
	{"Organisation de la coopération islamique", "Organisation of Islamic Cooperation", []string{"OCI", "OIC"}},
	{"G7", "G7", nil},
	{"G20", "G20", nil},
	{"BRICS", "BRICS", []string{"Brics"}},
}

// bodyNouns are the nouns, folded, that make a phrase the name of a body.
var bodyNouns = set(`conseil commission comite ministere ministeres service services agence union parlement
	assemblee senat banque organisation chancellerie bureau cour direction
	secretariat fonds ligue alliance coalition autorite mouvement parti front haut-commissariat
	council committee ministry agency parliament assembly senate bank organization organisation
	office court authority league coalition party department directorate`)
