using System.ComponentModel.DataAnnotations;

namespace Maillage.Platform.Settings;

/// <summary>Who runs this deployment and for which territory: section <c>Site</c> of the settings.</summary>
public sealed class SiteSettings
{
    public const string Section = "Site";

    /// <summary>The public address, without a final slash: used in QR codes, catalogues and identifiers.</summary>
    [Required(
        ErrorMessage = "Site:PublicUrl est vide : donnez l’adresse publique du site, par exemple https://aide.example.fr."
    )]
    [RegularExpression(
        "^https?://[^/\\s?#]+(/[^/\\s?#]+)*$",
        ErrorMessage = "Site:PublicUrl n’est pas une adresse web : elle commence par https:// (ou http://) et ne finit pas par une barre."
    )]
    public string PublicUrl { get; set; } = "http://localhost:5080";

    /// <summary>Code of the home département: <c>49</c>.</summary>
    [Required(ErrorMessage = "Site:Departement est vide : donnez le code du département, par exemple 49.")]
    [RegularExpression(
        "^(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-8]|98[46-8])$",
        ErrorMessage = "Site:Departement n’est pas un code de département : écrivez par exemple 49, 2A ou 974."
    )]
    public string Departement { get; set; } = "49";

    /// <summary>The territory with its preposition, after the name: « en Maine-et-Loire ».</summary>
    [Required(ErrorMessage = "Site:Tagline est vide : écrivez par exemple « en Maine-et-Loire ».")]
    public string Tagline { get; set; } = "en Maine-et-Loire";

    /// <summary>The territory after « de »: « de Maine-et-Loire ».</summary>
    public string OfTerritory { get; set; } = "de Maine-et-Loire";

    /// <summary>The help line shown on every page, as digits: <c>0261910049</c>; empty where there is none.</summary>
    [RegularExpression(
        "^$|^0[1-9][0-9]{8}$",
        ErrorMessage = "Site:Phone doit avoir dix chiffres, par exemple 0261910049."
    )]
    public string Phone { get; set; } = "";

    /// <summary>When somebody answers the help line, in words.</summary>
    public string PhoneHours { get; set; } = "";

    /// <summary>Name of the body that publishes the site and its data.</summary>
    public string Publisher { get; set; } = "Maillage (démonstration)";

    /// <summary>Where to write about accessibility, privacy or the data.</summary>
    public string ContactEmail { get; set; } = "";
}
