using Maillage.Data;
using Maillage.Features.Places.Export;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places.Demonstration;

/// <summary>Whether a new deployment shows invented places: section <c>Demonstration</c> of the settings.</summary>
public sealed class DemonstrationSettings
{
    public const string Section = "Demonstration";

    /// <summary>True to fill an empty directory with the invented places of Maine-et-Loire.</summary>
    public bool Load { get; set; }
}

/// <summary>Fills an empty directory with invented places, clearly labelled as a demonstration (démonstration).</summary>
public sealed class LoadDemonstration(
    MaillageDb db,
    ReadMaillageJson readPlaces,
    IOptions<DemonstrationSettings> settings
)
{
    /// <summary>The source that every invented place bears.</summary>
    public const string Source = "Démonstration Maillage";

    /// <summary>Does nothing unless the settings ask for it and the directory is empty.</summary>
    public async Task Run(CancellationToken cancellation = default)
    {
        if (!settings.Value.Load || await db.Places.AnyAsync(cancellation))
        {
            return;
        }

        await using var file = typeof(LoadDemonstration).Assembly.GetManifestResourceStream(
            "demonstration/places.json"
        )!;
        await readPlaces.Run(file, cancellation: cancellation);
    }
}
