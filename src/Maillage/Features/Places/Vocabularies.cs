namespace Maillage.Features.Places;

/// <summary>The closed lists of the national standard « lieux de médiation numérique » v1.0.2, with plain words for each.</summary>
public static class Vocabularies
{
    public static readonly Vocabulary Services = new(
        "services",
        ("Aide aux démarches administratives", "Faire ses démarches en ligne"),
        ("Maîtrise des outils numériques du quotidien", "Apprendre à utiliser un ordinateur ou un téléphone"),
        ("Insertion professionnelle via le numérique", "Chercher un emploi, écrire un CV"),
        ("Utilisation sécurisée du numérique", "Éviter les arnaques, protéger ses comptes"),
        ("Parentalité et éducation avec le numérique", "Suivre la scolarité, accompagner ses enfants"),
        ("Loisirs et créations numériques", "Photos, vidéos, création"),
        ("Compréhension du monde numérique", "Comprendre le numérique"),
        ("Accès internet et matériel informatique", "Utiliser un ordinateur, imprimer, se connecter"),
        ("Acquisition de matériel informatique à prix solidaire", "Acheter du matériel à petit prix")
    );

    public static readonly Vocabulary Audiences = new(
        "publics_specifiquement_adresses",
        ("Jeunes", "Jeunes"),
        ("Étudiants", "Étudiants"),
        ("Familles et/ou enfants", "Familles et enfants"),
        ("Seniors", "Personnes âgées"),
        ("Femmes", "Femmes")
    );

    public static readonly Vocabulary SpecificNeeds = new(
        "prise_en_charge_specifique",
        ("Surdité", "Personnes sourdes ou malentendantes"),
        ("Handicaps moteurs", "Handicap moteur"),
        ("Handicaps mentaux", "Handicap mental ou psychique"),
        ("Illettrisme", "Difficulté à lire ou à écrire"),
        ("Langues étrangères (anglais)", "En anglais"),
        ("Langues étrangères (autres)", "Dans une autre langue"),
        ("Déficience visuelle", "Personnes aveugles ou malvoyantes")
    );

    public static readonly Vocabulary Fees = new(
        "frais_a_charge",
        ("Gratuit", "Gratuit"),
        ("Gratuit sous condition", "Gratuit sous condition"),
        ("Payant", "Payant")
    );

    public static readonly Vocabulary Programmes = new(
        "dispositif_programmes_nationaux",
        ("Aidants Connect", "Aidants Connect"),
        ("Bibliothèques numérique de référence", "Bibliothèque numérique de référence"),
        ("Certification PIX", "Certification Pix"),
        ("Conseillers numériques", "Conseiller numérique"),
        ("Emmaüs Connect", "Emmaüs Connect"),
        ("France Services", "France services"),
        ("Grande école du numérique", "Grande école du numérique"),
        ("La Croix Rouge", "La Croix-Rouge"),
        ("Point d'accès numérique CAF", "Point d’accès numérique Caf"),
        ("Promeneurs du net", "Promeneurs du Net"),
        ("Relais numérique (Emmaüs Connect)", "Relais numérique (Emmaüs Connect)")
    );

    public static readonly Vocabulary TrainingLabels = new(
        "formations_labels",
        ("Formé à « Mon Espace Santé »", "Formé à Mon espace santé"),
        ("Formé à « DUPLEX » (illettrisme)", "Formé à Duplex (illettrisme)"),
        ("Arnia/MedNum BFC (Bourgogne-Franche-Comté)", "Arnia/MedNum BFC"),
        ("Collectif ressources et acteurs réemploi (Normandie)", "Collectif ressources et acteurs réemploi"),
        ("Étapes numériques(La Poste)", "Étapes numériques (La Poste)"),
        ("Fabriques de Territoire", "Fabrique de territoire"),
        ("Les Éclaireurs du numérique (Drôme)", "Les Éclaireurs du numérique"),
        ("Mes Papiers (Métropole de Lyon)", "Mes Papiers"),
        ("ORDI 3.0", "Ordi 3.0"),
        ("SUD LABS (PACA)", "Sud Labs")
    );

    public static readonly Vocabulary AccessModes = new(
        "modalites_acces",
        ("Se présenter", "Sans rendez-vous"),
        ("Téléphoner", "Par téléphone"),
        ("Contacter par mail", "Par e-mail"),
        ("Prendre un RDV en ligne", "Sur rendez-vous en ligne"),
        ("Ce lieu n'accueille pas de public", "Ce lieu ne reçoit pas le public"),
        ("Envoyer un mail avec une fiche de prescription", "Envoyé par un professionnel")
    );

    public static readonly Vocabulary SupportModes = new(
        "modalites_accompagnement",
        ("En autonomie", "Seul, à votre rythme"),
        ("Accompagnement individuel", "Avec une personne, en tête à tête"),
        ("Dans un atelier collectif", "En atelier, à plusieurs"),
        ("À distance", "À distance")
    );

    public static readonly Vocabulary Itinerancy = new("itinerance", ("Itinérant", "Itinérant"), ("Fixe", "Fixe"));

    /// <summary>Kinds of places. The standard leaves the list open; these 92 codes are those of its official library.</summary>
    public static readonly Vocabulary Typologies = new(
        "typologie",
        ("ACI", "Atelier et chantier d’insertion"),
        ("ACIPHC", "Chantier d’insertion premières heures"),
        ("AFPA", "Centre de formation Afpa"),
        ("AI", "Association d’insertion"),
        ("ASE", "Aide sociale à l’enfance"),
        ("ASSO", "Association"),
        ("ASSO_CHOMEUR", "Association de chômeurs"),
        ("Autre", "Lieu d’aide"),
        ("AVIP", "Crèche d’insertion"),
        ("BIB", "Médiathèque"),
        ("CAARUD", "Centre d’accueil en addictologie"),
        ("CADA", "Centre pour demandeurs d’asile"),
        ("CAF", "Caf"),
        ("CAP_EMPLOI", "Cap emploi"),
        ("CAVA", "Centre d’adaptation à la vie active"),
        ("CC", "Communauté de communes"),
        ("CCAS", "Centre communal d’action sociale"),
        ("CCONS", "Chambre consulaire"),
        ("CD", "Conseil départemental"),
        ("CDAS", "Centre départemental d’action sociale"),
        ("CFP", "Centre des impôts"),
        ("CHRS", "Centre d’hébergement"),
        ("CHU", "Hébergement d’urgence"),
        ("CIAS", "Centre intercommunal d’action sociale"),
        ("CIDFF", "Droits des femmes et des familles"),
        ("CITMET", "Cité des métiers"),
        ("CMP", "Centre médico-psychologique"),
        ("CMS", "Centre médico-social"),
        ("CPAM", "Assurance maladie"),
        ("CPH", "Centre provisoire d’hébergement"),
        ("CS", "Centre social"),
        ("CSAPA", "Centre de soins en addictologie"),
        ("CSC", "Centre socioculturel"),
        ("DEETS", "Direction de l’emploi et des solidarités"),
        ("DEPT", "Service social du département"),
        ("DIPLP", "Lutte contre la pauvreté"),
        ("E2C", "École de la deuxième chance"),
        ("EA", "Entreprise adaptée"),
        ("EATT", "Entreprise adaptée de travail temporaire"),
        ("EI", "Entreprise d’insertion"),
        ("EITI", "Insertion par le travail indépendant"),
        ("ENM", "Espace numérique mobile"),
        ("EPCI", "Intercommunalité"),
        ("EPI", "Espace public internet"),
        ("EPIDE", "Insertion des jeunes Epide"),
        ("EPN", "Espace public numérique"),
        ("ES", "Épicerie solidaire"),
        ("ESAT", "Établissement d’aide par le travail"),
        ("ESS", "Entreprise solidaire"),
        ("ETTI", "Intérim d’insertion"),
        ("EVS", "Espace de vie sociale"),
        ("FABLAB", "Fablab"),
        ("FABRIQUE", "Fabrique"),
        ("FAIS", "Fédération de la solidarité"),
        ("FT", "France Travail"),
        ("GEIQ", "Groupement d’employeurs"),
        ("HUDA", "Hébergement pour demandeurs d’asile"),
        ("LA_POSTE", "La Poste"),
        ("MDE", "Maison de l’emploi"),
        ("MDH", "Maison des habitants"),
        ("MDEF", "Maison de l’emploi et de la formation"),
        ("MDPH", "Maison des personnes handicapées"),
        ("MDS", "Maison des solidarités"),
        ("MJC", "Maison des jeunes et de la culture"),
        ("ML", "Mission locale"),
        ("MQ", "Maison de quartier"),
        ("MSA", "MSA"),
        ("MSAP", "Maison de services au public"),
        ("MUNI", "Mairie"),
        ("OACAS", "Accueil communautaire solidaire"),
        ("ODC", "Partenaire du département"),
        ("OF", "Organisme de formation"),
        ("OIL", "Intermédiation locative"),
        ("OPCS", "Clause sociale"),
        ("PAD", "Point d’accès au droit"),
        ("PENSION", "Pension de famille"),
        ("PI", "Point info"),
        ("PIJ_BIJ", "Information jeunesse"),
        ("PIMMS", "Pimms médiation"),
        ("PJJ", "Protection judiciaire de la jeunesse"),
        ("PLIE", "Plan local pour l’emploi"),
        ("PREF", "Préfecture ou sous-préfecture"),
        ("PREVENTION", "Club de prévention"),
        ("REG", "Région"),
        ("RELAIS_LECTURE", "Relais lecture"),
        ("RESSOURCERIE", "Ressourcerie"),
        ("RFS", "France services"),
        ("RS_FJT", "Foyer de jeunes travailleurs"),
        ("SCP", "Service de prévention"),
        ("SPIP", "Service pénitentiaire d’insertion"),
        ("TIERS_LIEUX", "Tiers-lieu"),
        ("UDAF", "Union des associations familiales")
    );
}
