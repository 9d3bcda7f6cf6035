using System.Globalization;
using Maillage.Platform.Web;

namespace Maillage.Features.Places;

/// <summary>Addresses of the directory's pages.</summary>
public static class PlaceUrls
{
    public const string SearchPath = "/lieux";

    public static string Search => Language.Link(SearchPath);

    /// <summary>The places near a commune, for a need and some words where they are given.</summary>
    public static string SearchNear(string insee, string? need = null, string? words = null) =>
        Search
        + (need is null ? "?" : $"?besoin={Uri.EscapeDataString(need)}&")
        + (string.IsNullOrWhiteSpace(words) ? "" : $"q={Uri.EscapeDataString(words)}&")
        + $"commune={insee}";

    public static string Details(string slug) => $"{Search}/{slug}";

    public static string Report(string slug) => $"{Search}/{slug}/signaler";

    public static string Sheet(string slug) => $"{Search}/{slug}/fiche";

    /// <summary>A map of how to come, on OpenStreetMap.</summary>
    public static string Directions(double latitude, double longitude) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"https://www.openstreetmap.org/directions?to={latitude:0.#####}%2C{longitude:0.#####}"
        );

    public const string Desk = "/espace/lieux";

    public const string Reports = "/espace/signalements";

    public static string Manage(string slug) => $"{Desk}/{slug}";

    public static string Edit(string slug, string question) => $"{Desk}/{slug}/modifier/{question}";

    /// <summary>The stops of an itinerant place, on the desk.</summary>
    public static string Stops(string slug) => $"{Desk}/{slug}/passages";

    public static string NewStop(string slug) => $"{Desk}/{slug}/passages/nouveau";

    public static string EditStop(string slug, Guid stop) => $"{Desk}/{slug}/passages/{stop}";

    /// <summary>The page where a place is given its photo.</summary>
    public static string SetPhoto(string slug) => $"{Desk}/{slug}/photo";

    /// <summary>The file of a place's photo, in one of its widths.</summary>
    public static string Photo(string slug, Guid picture, int width) =>
        string.Create(CultureInfo.InvariantCulture, $"{SearchPath}/{slug}/photo/{picture}/{width}.jpg");

    public static string History(string slug) => $"{Desk}/{slug}/historique";

    public const string Duplicates = "/espace/doublons";

    public const string NotDuplicates = Duplicates + "/ecartes";

    public const string Merges = Duplicates + "/fusions";

    public static string Duplicate(Guid pair) => $"{Duplicates}/{pair}";

    public static string Merge(Guid merge) => $"{Merges}/{merge}";

    public const string Campaigns = "/espace/campagnes";

    public const string NewCampaign = Campaigns + "/nouvelle";

    public const string Orphans = "/espace/orphelins";

    public const string FreshnessByTerritory = "/espace/fraicheur";

    public static string Campaign(Guid campaign) => $"{Campaigns}/{campaign}";

    public static string Calls(Guid campaign) => $"{Campaign(campaign)}/appels";

    public static string CallsFile(Guid campaign) => $"{Calls(campaign)}.csv";

    public static string Correction(Guid verification) => $"/espace/corrections/{verification}";

    /// <summary>Short: it may stand in an SMS one day.</summary>
    public static string Verify(string token) => $"/v/{token}";

    public static string Card(string slug) => $"{Search}/{slug}.vcf";
}
