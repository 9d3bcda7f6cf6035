using System.ComponentModel.DataAnnotations;

namespace Maillage.Features.Places.Imports;

/// <summary>What may be imported from the desk: section <c>Import</c>.</summary>
public sealed class ImportSettings
{
    public const string Section = "Import";

    /// <summary>In bytes; larger lists are refused on the desk, and may be imported by the verb.</summary>
    [Range(
        100_000,
        50_000_000,
        ErrorMessage = "Import:LargestList doit être compris entre 100 000 et 50 000 000 octets."
    )]
    public int LargestList { get; set; } = 20_000_000;

    /// <summary>How long the file of a list and its report are kept once its import has ended or was left.</summary>
    [Range(1, 60, ErrorMessage = "Import:KeptDays doit être compris entre 1 et 60 jours.")]
    public int KeptDays { get; set; } = 7;
}
