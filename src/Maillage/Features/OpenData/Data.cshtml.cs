using System.Globalization;
using Maillage.Platform.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.OpenData;

/// <summary>The open data page (données ouvertes): each file with its date, licence, count and size.</summary>
[AllowAnonymous]
public sealed class DataModel(PublishedFiles published) : PageModel
{
    public string LicenceAddress => Catalogue.LicenceAddress;

    public string? ModifiedOn { get; private set; }

    public IReadOnlyList<Row> Files { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var version = await published.Current(cancellation);
        ModifiedOn = version.ModifiedAt is { } modified ? FrenchTypography.Day(modified, "d MMMM yyyy") : null;
        Files =
        [
            .. version.Files.Select(
                (file, number) =>
                    new Row(
                        $"fichier-{number}",
                        file.Definition.Path,
                        file.Definition.Name,
                        file.Definition.Contents,
                        file.Count == 1,
                        file.Count.ToString("N0", CultureInfo.CurrentCulture),
                        (file.Size / 1024 + 1).ToString("N0", CultureInfo.CurrentCulture)
                    )
            ),
        ];
    }

    /// <summary>One file of the page.</summary>
    public sealed record Row(
        string Key,
        string Path,
        string Name,
        string Contents,
        bool IsOne,
        string Count,
        string Kilobytes
    );
}
