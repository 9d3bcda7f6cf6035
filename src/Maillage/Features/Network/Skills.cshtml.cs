using Maillage.Features.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Maillage.Features.Network;

/// <summary>Skills per EPCI, and where nobody has them (compétences par territoire), for people of the network.</summary>
[Authorize(Access.Network)]
public sealed class SkillsModel(CountSkills countSkills) : PageModel
{
    /// <summary>Only what this EPCI has and lacks.</summary>
    [FromQuery(Name = "territoire")]
    public string? Epci { get; set; }

    public CountSkills.Table Table { get; private set; } = null!;

    /// <summary>The column asked for; −1 for all.</summary>
    public int Column { get; private set; } = -1;

    public async Task OnGet(CancellationToken cancellation)
    {
        Table = await countSkills.Run(cancellation);
        Column = Table.Epcis.ToList().FindIndex(e => e.Code == Epci);
    }

    /// <summary>« CA Saumur 2, CU Angers 1 »; empty where there is nobody.</summary>
    public string Where(CountSkills.Row row) =>
        string.Join(
            ", ",
            Table
                .Epcis.Zip(row.Counts, (epci, count) => (epci.Name, Count: count))
                .Where(e => e.Count > 0)
                .OrderByDescending(e => e.Count)
                .Select(e => $"{e.Name} {e.Count}")
        );

    /// <summary>The EPCIs where nobody has it, « partout » when that is all of them.</summary>
    public string Missing(CountSkills.Row row)
    {
        var names = Table.Epcis.Zip(row.Counts, (epci, count) => (epci.Name, Count: count)).Where(e => e.Count == 0);
        var missing = names.Select(e => e.Name).ToList();
        return missing.Count == Table.Epcis.Count && missing.Count > 0 ? "partout" : string.Join(", ", missing);
    }
}
