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

    public const string ProposePath = SearchPath + "/proposer";

    /// <summary>Where a visitor proposes a place that is missing.</summary>
    public static string Propose => Language.Link(ProposePath);

    /// <summary>The same, with the commune filled in.</summary>
    public static string ProposeIn(string insee) => $"{Propose}?commune={insee}";

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

    /// <summary>The reports on one place, whoever answers first.</summary>
    public static string ReportsOf(string slug) => $"{Reports}?lieu={slug}";

    public const string Proposals = "/espace/propositions";

    public static string Proposal(Guid proposal) => $"{Proposals}/{proposal}";

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

    public static string Letters(Guid campaign) => $"{Campaign(campaign)}/lettres";

    /// <summary>One sheet, to print.</summary>
    public static string Letter(Guid campaign, Guid letter) => $"{Letters(campaign)}/{letter}";

    public static string Correction(Guid verification) => $"/espace/corrections/{verification}";

    /// <summary>Short: it may stand in an SMS one day.</summary>
    public static string Verify(string token) => $"/v/{token}";

    public const string Imports = "/espace/imports";

    public const string NewImport = Imports + "/nouveau";

    public static string Import(Guid run) => $"{Imports}/{run}";

    /// <summary>What each column of a list is.</summary>
    public static string ImportColumns(Guid run) => $"{Import(run)}/colonnes";

    /// <summary>What one column of a list is.</summary>
    /// <param name="number">Rank of the column in the list, from 1.</param>
    public static string ImportColumn(Guid run, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{ImportColumns(run)}/{number}");

    /// <summary>What the values of a list that the standard does not know become.</summary>
    public static string ImportValues(Guid run) => $"{Import(run)}/valeurs";

    /// <summary>Everything that the reading of a list met, as a table.</summary>
    public static string ImportReport(Guid run) => $"{Import(run)}/rapport.csv";

    /// <summary>A list that is remembered.</summary>
    public static string ImportList(Guid list) => $"{Imports}/listes/{list}";

    public static string Card(string slug) => $"{Search}/{slug}.vcf";
}
